import type { EditionState } from "#src/digest/status.ts";
import type { ChannelRef, Platform } from "#src/platform/index.ts";

/** A platform with a channel in it, and what the platform itself remembers. */
export interface Stage {
  readonly platform: Platform;
  readonly channel: ChannelRef;
  /** Another one of the same workspace. */
  readonly neighbour: ChannelRef;
  /** Calls that reached the platform, whatever became of them. */
  readonly posts: () => number;
  readonly lookups: () => number;
  /** The key of each edition that people see in the channel. */
  readonly keys: (channel?: ChannelRef) => readonly string[];
  readonly stop: () => Promise<void>;
}

export interface Opening {
  /** A deadline of the digest's passes: in real time, a fifteenth of it. */
  readonly timesOut: boolean;
  readonly inThread: boolean;
}

/** What is sent after the first call, and when. */
export type Next =
  /** The same edition again, so much later. */
  | { readonly does: "posts"; readonly afterMs: number }
  /** It is looked for when lease and timeout are over. What is absent is posted 5 s later. */
  | { readonly does: "looks"; readonly finds: "it" | "nothing" | "no answer" }
  | { readonly does: "nothing" };

/** One way in which a platform fails. */
export interface Row<Place extends Stage> {
  readonly name: string;
  /** The code of the adapter's tables that this row is for. */
  readonly code?: string | number;
  /** Makes it fail, before the post. */
  readonly play: (place: Place) => unknown;
  /** The call is to time out. */
  readonly timesOut?: true;
  /** The edition comes in a thread. */
  readonly inThread?: true;
  /** The platform posts it all the same. */
  readonly acts?: true;
  /** What the platform does between the call and the lookup. */
  readonly meanwhile?: (place: Place) => unknown;
  readonly state: EditionState;
  /** Why, in the words and with the code that `status` tells. */
  readonly reason: string;
  /** The whole sentence of `status`. */
  readonly says: string;
  readonly next: Next;
  /** What `status` says of the next day's edition, where that is not posted. */
  readonly nextDay?: string;
}

/** The ways to end, each with the sentence of `status`. */
export const failed = (reason: string) =>
  ({
    reason,
    state: "failed",
    says: `Not posted: ${reason}. Its papers come in a later edition.`,
    next: { does: "nothing" },
  }) as const;

export const again = (reason: string, { afterMs, at = "09:00" }: { afterMs: number; at?: string }) =>
  ({
    reason,
    state: "planned",
    says:
      `Not posted yet: ${reason}. Tried once; the next try is on Tue 24 November, ${at}, ` +
      "the last before Tue 24 November, 15:00.",
    next: { does: "posts", afterMs },
  }) as const;

export const doubt = (reason: string, finds: "it" | "nothing" | "no answer") =>
  ({
    reason,
    state: "sending",
    says: `Perhaps posted: ${reason}. I look for it before I try again.`,
    next: { does: "looks", finds },
    ...(finds === "nothing" ? {} : ({ acts: true } as const)),
  }) as const;

export const uncertain = (reason: string): string =>
  `Perhaps posted on Tue 24 November, 09:00, and the platform cannot tell: ${reason}. If it is not here, post it again.`;

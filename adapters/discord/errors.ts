import { DiscordAPIError, HTTPError, RateLimitError } from "discord.js";
import { errorCode } from "#src/errors.ts";
import { NOT_CONNECTED, type Posted } from "#src/platform/index.ts";
import { inWords } from "./reasons-in-words.ts";

/** Discord's codes that this adapter knows by name [topics/opcodes-and-status-codes]. */
export const codes = {
  unknownChannel: 10003,
  unknownInteraction: 10062,
  alreadyAcknowledged: 40060,
  noAccess: 50001,
  noHistory: 160002,
} as const;

/** By code: what is not listed here is never permanent. */
export const codesByState = {
  /** Gone, closed to the bot, or of a kind that takes no posts. */
  "channel gone": [
    codes.unknownChannel,
    codes.noAccess,
    codes.noHistory,
    40058, // a forum
    50007, // the person takes no direct messages
    50008, // not a text channel
    50013, // a permission is missing
    50024, // wrong type of channel
    50083, // archived thread
    50278, // no server in common with the person
  ],
  "workspace gone": [10004],
  /** Empty, malformed, no JSON; and what the server's AutoMod blocks, which the same words would meet again. */
  "our bug": [50006, 50035, 50109, 200000],
  /** The channel's write limit; Cloudflare's block, which passes. */
  "not posted, retry": [20028, 40333],
} as const satisfies { readonly [State in Posted["state"]]?: readonly number[] };

/** What is known of a post that failed. A code that nobody knows is `perhaps posted`. */
export function postedFrom(error: unknown): Posted {
  const reason = inWords(reasonOf(error), codeOf(error));
  if (error instanceof RateLimitError) {
    const { retryAfter, global } = error;
    return {
      state: "not posted, retry",
      reason,
      ...(retryAfter > 0 && { afterMs: retryAfter }),
      ...(global && { scope: "workspace" as const }),
    };
  }
  if (error instanceof DiscordAPIError) {
    if (error.status === 401) return { state: "workspace gone", reason };
    const known = (Object.keys(codesByState) as (keyof typeof codesByState)[]).find((state) =>
      codesByState[state].some((listed) => listed === error.code),
    );
    return { state: known ?? "perhaps posted", reason };
  }
  const isSent = !NOT_CONNECTED.has(networkCode(error));
  return { state: isSent ? "perhaps posted" : "not posted, retry", reason };
}

/** Discord's code of a refusal; undefined for any other error. */
export function codeOf(error: unknown): number | string | undefined {
  return error instanceof DiscordAPIError ? error.code : undefined;
}

/** What failed, for a log or a reason: codes only, never an address or a message. */
export function reasonOf(error: unknown): string {
  if (error instanceof RateLimitError) return "429";
  if (error instanceof DiscordAPIError) return error.status === 401 ? "401" : `${error.status} code ${error.code}`;
  if (error instanceof HTTPError) return String(error.status);
  return networkCode(error);
}

function networkCode(error: unknown): string {
  if (!(error instanceof Error)) return "unknown error";
  // The library aborts, or the signal ends: whichever is first.
  if (["AbortError", "TimeoutError"].includes(error.name)) return "timeout";
  return errorCode(error) ?? error.name;
}

import type { Time } from "#src/time.ts";

/** How much earlier than a call its message is looked for, by the platform's clock; and where that is not known yet. */
const MARGIN_MS = 60_000;
const MARGIN_WITHOUT_CLOCK_MS = 15 * 60_000;

/** A platform's clock, which stamps the messages, beside ours. */
export interface PlatformClock {
  /** Learns from the Date header of an answer. */
  heard(date: string | null | undefined): void;
  /** From when on (milliseconds, the platform's time) to look for a message whose call began then by our clock. */
  lookBackFrom(since: Date): number;
}

/** Knows nothing before the first answer. */
export function platformClock(time: Pick<Time, "now">): PlatformClock {
  let aheadMs: number | undefined;
  return {
    heard(date) {
      const told = Date.parse(date ?? "");
      if (!Number.isNaN(told)) aheadMs = told - time.now();
    },
    lookBackFrom(since) {
      const from = since.getTime() + (aheadMs === undefined ? -MARGIN_WITHOUT_CLOCK_MS : aheadMs - MARGIN_MS);
      return Math.max(0, from);
    },
  };
}

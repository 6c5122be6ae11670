import { Cron } from "croner";
import type { Settings } from "#src/channels/index.ts";
import { localDate } from "#src/dates.ts";

export type Schedule = Pick<Settings, "at" | "zone" | "days" | "pausedUntil">;

/** The moment at which an edition is due, and whose date it is. */
export interface Due {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** `2026-11-24`, in the channel's zone. */
  readonly date: string;
}

/**
 * The first due moment after `after` (milliseconds) whose local date is later than `laterThan` and not within a pause.
 * A time in a gap of the clock is the first minute after it, a time that comes twice is the first of the two; so does
 * croner, which test/digest/schedule.test.ts holds against Intl minute by minute.
 */
export function nextDue(schedule: Schedule, after: number, laterThan?: string): Due | undefined {
  // A long pause is not walked through day by day; a date begins at most 14 hours before it does in UTC.
  const earliest = [schedule.pausedUntil, laterThan].flatMap((date) => (date === undefined ? [] : Date.parse(date)));
  let from = Math.max(after, ...earliest.map((midnight) => midnight - DAY_MS));
  for (;;) {
    const at = nextRun(schedule, from);
    if (at === undefined) return undefined;
    const date = localDate(at, schedule.zone);
    const isTaken = laterThan !== undefined && date <= laterThan;
    const isPaused = schedule.pausedUntil !== undefined && date < schedule.pausedUntil;
    if (!isTaken && !isPaused) return { at, date };
    from = at;
  }
}

const DAY_MS = 24 * 60 * 60 * 1_000;

function nextRun({ at, zone, days }: Schedule, from: number): number | undefined {
  const [hour, minute] = at.split(":").map(Number);
  const pattern = `${minute} ${hour} * * ${cronDays(days)}`;
  const key = `${pattern} ${zone}`;
  return cached(runs, `${key} ${from}`, () => {
    const cron = cached(crons, key, () => new Cron(pattern, { timezone: zone, mode: "5-part" }));
    return cron.nextRun(new Date(from))?.getTime();
  });
}

function cronDays(days: string): string {
  if (days === "every day") return "*";
  return days === "weekdays" ? "mon-fri" : days;
}

// Both are slow to make, and channels that are due together share them.
const runs = new Map<string, number | undefined>();
const crons = new Map<string, Cron>();

function cached<Value>(kept: Map<string, Value>, key: string, make: () => Value): Value {
  const known = kept.get(key);
  if (known !== undefined) return known;
  if (kept.size >= 5_000) kept.clear();
  const made = make();
  kept.set(key, made);
  return made;
}

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
 * A time in a gap of the clock is the first minute after it, or the last before it where the gap runs to midnight; a time
 * that comes twice is the first of the two. test/digest/schedule.test.ts holds this against Intl minute by minute.
 */
export function nextDue(schedule: Schedule, after: number, laterThan?: string): Due | undefined {
  // A long pause is not walked through day by day; a date begins at most 14 hours before it does in UTC.
  const earliest = [schedule.pausedUntil, laterThan].flatMap((date) => (date === undefined ? [] : Date.parse(date)));
  let from = Math.max(after, ...earliest.map((midnight) => midnight - DAY_MS));
  for (;;) {
    const at = nextMoment(schedule, from);
    if (at === undefined) return undefined;
    const date = localDate(at, schedule.zone);
    const isTaken = laterThan !== undefined && date <= laterThan;
    const isPaused = schedule.pausedUntil !== undefined && date < schedule.pausedUntil;
    if (!isTaken && !isPaused) return { at, date };
    from = at;
  }
}

const MINUTE_MS = 60 * 1_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** The next moment of its time and days. */
function nextMoment(schedule: Schedule, from: number): number | undefined {
  const { at, zone, days } = schedule;
  return cached(moments, `${at} ${zone} ${days} ${from}`, () => {
    const run = nextRun(schedule, from);
    const missed = run === undefined ? undefined : missedByCroner(schedule, from, run);
    return missed ?? run;
  });
}

/** Croner passes over a day whose time is in a gap that runs to midnight: the last minute of that day. */
function missedByCroner(schedule: Schedule, from: number, run: number): number | undefined {
  const { at, zone } = schedule;
  const last = lastBeforeGap(zone, from, run);
  if (last === undefined || last <= from) return undefined;
  const [date = "", time = ""] = localClock(last, zone).split(" ");
  const isMissed = time < at && date < localDate(last + MINUTE_MS, zone);
  return isMissed && nextRun({ ...schedule, at: time }, last - 1) === last ? last : undefined;
}

/** The last minute before the clock is put forward between two instants; undefined where it is not. */
function lastBeforeGap(zone: string, from: number, to: number): number | undefined {
  const offset = offsetAt(from, zone);
  if (offsetAt(to, zone) <= offset) return undefined;
  let [before, after] = [Math.floor(from / MINUTE_MS), Math.floor(to / MINUTE_MS)];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (offsetAt(middle * MINUTE_MS, zone) > offset) after = middle;
    else before = middle;
  }
  return before * MINUTE_MS;
}

/** How far a zone is ahead of UTC, in milliseconds. */
function offsetAt(at: number, zone: string): number {
  return Date.parse(`${localClock(at, zone).replace(" ", "T")}Z`) - Math.floor(at / MINUTE_MS) * MINUTE_MS;
}

function nextRun({ at, zone, days }: Schedule, from: number): number | undefined {
  const [hour, minute] = at.split(":").map(Number);
  const pattern = `${minute} ${hour} * * ${cronDays(days)}`;
  const cron = cached(crons, `${pattern} ${zone}`, () => new Cron(pattern, { timezone: zone, mode: "5-part" }));
  return cron.nextRun(new Date(from))?.getTime();
}

function cronDays(days: string): string {
  if (days === "every day") return "*";
  return days === "weekdays" ? "mon-fri" : days;
}

/** `2026-11-24 09:00`. */
function localClock(at: number, zone: string): string {
  return cached(clocks, zone, () => new Intl.DateTimeFormat("sv-SE", { timeZone: zone, ...clockParts })).format(at);
}

const clockParts: Intl.DateTimeFormatOptions = {
  ...{ year: "numeric", month: "2-digit", day: "2-digit" },
  ...{ hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
};

// All are slow to make, and channels that are due together share them.
const moments = new Map<string, number | undefined>();
const crons = new Map<string, Cron>();
const clocks = new Map<string, Intl.DateTimeFormat>();

function cached<Value>(kept: Map<string, Value>, key: string, make: () => Value): Value {
  const known = kept.get(key);
  if (known !== undefined) return known;
  if (kept.size >= 5_000) kept.clear();
  const made = make();
  kept.set(key, made);
  return made;
}

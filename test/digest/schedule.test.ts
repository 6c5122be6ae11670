import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { localDate } from "#src/dates.ts";
import { nextDue, type Schedule } from "#src/digest/schedule.ts";

const minute = 60_000;
const day = 24 * 60 * minute;
const firstYear = Date.UTC(2026, 0);
const lastYear = Date.UTC(2031, 0);

const weekdayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const formats = new Map<string, Intl.DateTimeFormat>();

/** What the clock of a zone shows, `2027-03-27 22:59`: Intl alone, no croner. */
function clock(instant: number, zone: string): string {
  const known = formats.get(zone);
  const parts = { dateStyle: "short", timeStyle: "short" } as const;
  const format = known ?? new Intl.DateTimeFormat("sv-SE", { timeZone: zone, ...parts });
  if (known === undefined) formats.set(zone, format);
  return format.format(instant);
}

function offsetOf(instant: number, zone: string): number {
  return Date.parse(`${clock(instant, zone).replace(" ", "T")}Z`) - instant;
}

/** A change of a clock: the first minute after it, and how many minutes forward. */
interface Change {
  readonly zone: string;
  readonly at: number;
  readonly forward: number;
}

/** The changes of a zone's clock in the years held here. None comes back within 20 days. */
function changesOf(zone: string): Change[] {
  const changes: Change[] = [];
  for (let from = firstYear; from < lastYear; from += 20 * day) {
    const offset = offsetOf(from, zone);
    const forward = (offsetOf(from + 20 * day, zone) - offset) / minute;
    if (forward === 0) continue;
    let [before, after] = [from, from + 20 * day];
    while (after - before > minute) {
      const middle = before + Math.floor((after - before) / 2 / minute) * minute;
      if (offsetOf(middle, zone) === offset) before = middle;
      else after = middle;
    }
    changes.push({ zone, at: after, forward });
  }
  return changes;
}

/** One zone for each way in which the clocks of this machine change. */
const changing = new Map<string, readonly Change[]>();
for (const zone of Intl.supportedValuesOf("timeZone")) {
  const changes = changesOf(zone);
  const way = changes.map(({ at, forward }) => `${at} ${forward} ${clock(at, zone)}`).join();
  if (changes.length > 0 && !changing.has(way)) changing.set(way, changes);
}
const changes = [...changing.values()].flat();

/** Zones in which nothing changes, or not in all years: both sides of the date line, half and quarter hours. */
const zones = [
  ...["UTC", "Asia/Kathmandu", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kolkata", "America/Phoenix"],
  ...changes.map(({ zone }) => zone),
];

/** Every minute of a date: when it is, and the minute of the day that is shown. Clocks change at half hours of UTC. */
function minutesOf(date: string, zone: string): { readonly at: number; readonly shown: number }[] {
  const midnight = Date.parse(date);
  const first = midnight - 15 * 60 * minute;
  const minutes = [];
  for (let half = first; half < first + 54 * 60 * minute; half += 30 * minute) {
    const offset = offsetOf(half, zone);
    for (let at = half; at < half + 30 * minute; at += minute) {
      const shown = (at + offset - midnight) / minute;
      if (shown >= 0 && shown < 24 * 60) minutes.push({ at, shown });
    }
  }
  return minutes;
}

/** The rule, read off the minutes of a date: the time, or the first minute after it, or the day's last. */
function dueOn(date: string, { at, zone, days }: Schedule): number | undefined {
  const weekday = weekdayNames[new Date(date).getUTCDay()] ?? "";
  const isDay = days === "every day" || (days === "weekdays" ? !weekday.startsWith("s") : days.includes(weekday));
  if (!isDay) return undefined;
  const [hour = 0, past = 0] = at.split(":").map(Number);
  const wanted = hour * 60 + past;
  const minutes = minutesOf(date, zone);
  return (
    minutes.find(({ shown }) => shown === wanted) ??
    minutes.find(({ shown }) => shown > wanted) ??
    minutes.at(-1)
  )?.at;
}

/** Independent of the schedule's own way: looks at one date after the other. */
function bySearch(schedule: Schedule, after: number): object | undefined {
  for (let days = -1; days < 20; days += 1) {
    const date = new Date(after + days * day).toISOString().slice(0, 10);
    const at = dueOn(date, schedule);
    if (at !== undefined && at > after) return { at, date };
  }
  return undefined;
}

const schedules = fc.record({
  at: fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map(([hour, minutes]) => `${String(hour).padStart(2, "0")}:${String(minutes).padStart(2, "0")}`),
  zone: fc.constantFrom(...zones),
  days: fc.constantFrom("every day", "weekdays", "mon,wed,fri", "sat", "sun"),
  pausedUntil: fc.constant(undefined),
});

/** The time that the clock would show some minutes after a change, had it not changed: in the gap, where it is one. */
function unchanged({ at, zone }: Change, minutes: number): string {
  return new Date(at - minute + offsetOf(at - minute, zone) + (minutes + 1) * minute).toISOString().slice(11, 16);
}

describe("the next due moment", () => {
  it("is the one that a search through the minutes finds", () => {
    fc.assert(
      fc.property(schedules, fc.integer({ min: firstYear, max: lastYear }), (schedule, after) => {
        expect(nextDue(schedule, after)).toEqual(bySearch(schedule, after));
      }),
      { numRuns: 100 },
    );
  });

  it("is that around a change of the clock, at a time that is in the gap, comes twice, or is near", () => {
    const around = fc.record({
      change: fc.constantFrom(...changes),
      schedule: schedules,
      offset: fc.integer({ min: -90, max: 150 }),
      before: fc.integer({ min: -120, max: 8 * 24 * 60 }),
    });
    fc.assert(
      fc.property(around, ({ change, schedule, offset, before }) => {
        const near = { ...schedule, at: unchanged(change, offset), zone: change.zone };
        const after = change.at - before * minute;
        expect(nextDue(near, after)).toEqual(bySearch(near, after));
      }),
      { numRuns: 300 },
    );
  });

  it("comes on every date, whatever gap its time is in", () => {
    expect(changes.length).toBeGreaterThan(200);
    for (const change of changes.filter(({ forward }) => forward > 0)) {
      const { zone, forward } = change;
      const before = Date.parse(localDate(change.at - minute, zone));
      const dayOf = (days: number) => localDate(before + days * day, "UTC");
      for (const at of [
        unchanged(change, 0),
        unchanged(change, forward / 2),
        unchanged(change, forward - 1),
        "23:59",
      ]) {
        const schedule = { at, zone, days: "every day", pausedUntil: undefined };
        const dates = [];
        for (let due = nextDue(schedule, change.at - 3 * day, dayOf(-2)); dates.length < 3;) {
          dates.push(due?.date);
          due = nextDue(schedule, due!.at, due!.date);
        }
        expect(dates, `${at} ${zone}`).toEqual([dayOf(-1), dayOf(0), dayOf(1)]);
      }
    }
  });

  const berlin: Schedule = { at: "02:30", zone: "Europe/Berlin", days: "every day", pausedUntil: undefined };

  it("is the first minute after a gap of the clock", () => {
    expect(nextDue(berlin, Date.UTC(2026, 2, 28, 12))).toEqual({ at: Date.UTC(2026, 2, 29, 1), date: "2026-03-29" });
  });

  it("is the last minute before a gap that runs to midnight", () => {
    const nuuk = { ...berlin, at: "23:30", zone: "America/Godthab" };
    const last = Date.UTC(2027, 2, 28, 0, 59);
    expect(localDate(last + minute, nuuk.zone)).toBe("2027-03-28");
    for (const days of ["every day", "sat"]) {
      expect(nextDue({ ...nuuk, days }, Date.UTC(2027, 2, 27, 12))).toEqual({ at: last, date: "2027-03-27" });
    }
    expect(nextDue(nuuk, last, "2027-03-27")).toEqual({ at: Date.UTC(2027, 2, 29, 0, 30), date: "2027-03-28" });
    expect(nextDue({ ...nuuk, days: "weekdays" }, Date.UTC(2027, 2, 27, 12))?.date).toBe("2027-03-29");
    expect(nextDue({ ...nuuk, at: "22:30" }, last - 5 * minute)?.date).toBe("2027-03-28");
  });

  it("is the first of a time that comes twice, and not the second", () => {
    const first = Date.UTC(2026, 9, 25, 0, 30);
    expect(nextDue(berlin, first - 1)).toEqual({ at: first, date: "2026-10-25" });
    expect(nextDue(berlin, first)).toEqual({ at: Date.UTC(2026, 9, 26, 1, 30), date: "2026-10-26" });
  });

  it("is today where the time is still to come, and the next day where it is past", () => {
    const schedule = { ...berlin, at: "09:00" };
    expect(nextDue(schedule, Date.UTC(2026, 10, 24, 7, 59))?.date).toBe("2026-11-24");
    expect(nextDue(schedule, Date.UTC(2026, 10, 24, 8, 0))?.date).toBe("2026-11-25");
  });

  it("is never of a date that had its edition, whatever zone and hour are chosen since", () => {
    fc.assert(
      fc.property(
        schedules,
        schedules,
        fc.integer({ min: Date.UTC(2020), max: Date.UTC(2030) }),
        (one, other, from) => {
          const first = nextDue(one, from);
          const second = first && nextDue(other, first.at, first.date);
          expect(second).toBeDefined();
          expect(second!.date > first!.date && second!.at > first!.at).toBe(true);
          expect(localDate(second!.at, other.zone)).toBe(second!.date);
        },
      ),
    );
  });

  it("is on the day until which the channel is paused, or the first after it", () => {
    const paused = { ...berlin, at: "09:00", days: "weekdays", pausedUntil: "2026-12-05" };
    expect(nextDue(paused, Date.UTC(2026, 10, 24))?.date).toBe("2026-12-07");
    expect(nextDue({ ...paused, days: "every day" }, Date.UTC(2026, 10, 24))?.date).toBe("2026-12-05");
  });

  it("is none on a date that a zone left out", () => {
    const apia: Schedule = { at: "09:00", zone: "Pacific/Apia", days: "every day", pausedUntil: undefined };
    const dates = ["2011-12-28", "2011-12-29", "2011-12-31", "2012-01-01"];
    let due = nextDue(apia, Date.UTC(2011, 11, 28, 12));
    for (const date of dates) {
      expect(due?.date).toBe(date);
      due = nextDue(apia, due!.at);
    }
  });
});

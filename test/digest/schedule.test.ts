import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { localDate } from "#src/dates.ts";
import { nextDue, type Schedule } from "#src/digest/schedule.ts";

const minute = 60_000;
const day = 24 * 60 * minute;

/** Both sides of the date line, half and quarter hours, gaps at midnight, gaps of half an hour, no gaps at all. */
const zones = [
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "America/Santiago",
  "America/St_Johns",
  "Africa/Cairo",
  "Africa/Casablanca",
  "Asia/Beirut",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "Pacific/Auckland",
  "Pacific/Chatham",
  "Pacific/Kiritimati",
  "Pacific/Pago_Pago",
] as const;

const names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** Independent of croner: asks Intl about one minute after the other. */
function bySearch({ at, zone, days, pausedUntil }: Schedule, after: number, laterThan = ""): object | undefined {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hourCycle: "h23",
    weekday: "short",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  });
  const read = (instant: number) => {
    const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]));
    return {
      date: `${parts["year"]}-${parts["month"]}-${parts["day"]}`,
      time: `${parts["hour"]}:${parts["minute"]}`,
      weekday: parts["weekday"] ?? "",
    };
  };
  const wanted =
    days === "every day"
      ? names
      : days === "weekdays"
        ? names.slice(0, 5)
        : names.filter((name) => days.includes(name.toLowerCase()));
  const first = Math.floor(after / minute) * minute;
  let due: { at: number; date: string } | undefined;
  // The first minute of a date at which its clock shows that time or has just jumped over it.
  let previous = read(first - 2 * day);
  for (let instant = first - 2 * day + minute; instant < first + 16 * day; instant += minute) {
    const now = read(instant);
    const isFirst = now.time >= at && (previous.date < now.date || previous.time < at);
    const seen = due as { at: number; date: string } | undefined;
    if (isFirst && seen?.date !== now.date && wanted.includes(now.weekday)) {
      due = { at: instant, date: now.date };
      if (instant > after && now.date > laterThan && now.date >= (pausedUntil ?? "")) return due;
    }
    previous = now;
  }
  return undefined;
}

const schedules = fc.record({
  at: fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map(([hour, minutes]) => `${String(hour).padStart(2, "0")}:${String(minutes).padStart(2, "0")}`),
  zone: fc.constantFrom(...zones),
  days: fc.constantFrom("every day", "weekdays", "mon,wed,fri", "sun"),
  pausedUntil: fc.constant(undefined),
});

/** The next change of the clock in a zone after an instant, to the hour; undefined where none comes within a year. */
function clockChange(zone: string, after: number): number | undefined {
  const format = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" });
  const offset = (instant: number) => format.formatToParts(instant).find(({ type }) => type === "timeZoneName")?.value;
  for (let instant = after; instant < after + 366 * day; instant += 60 * minute) {
    if (offset(instant) !== offset(instant + 60 * minute)) return instant;
  }
  return undefined;
}

describe("the next due moment", () => {
  it("is the one that a search through the minutes finds", () => {
    fc.assert(
      fc.property(schedules, fc.integer({ min: Date.UTC(2020), max: Date.UTC(2030) }), (schedule, after) => {
        expect(nextDue(schedule, after)).toEqual(bySearch(schedule, after));
      }),
      { numRuns: 25 },
    );
  });

  it("is that around a change of the clock, at a time that is in the gap, comes twice, or is near", () => {
    fc.assert(
      fc.property(
        fc.record({
          schedule: schedules,
          start: fc.integer({ min: Date.UTC(2020), max: Date.UTC(2029) }),
          offset: fc.integer({ min: -90, max: 90 }),
          before: fc.integer({ min: -120, max: 26 * 60 }),
        }),
        ({ schedule, start, offset, before }) => {
          const change = clockChange(schedule.zone, start);
          fc.pre(change !== undefined);
          const near = new Date(change + offset * minute).toLocaleTimeString("en-GB", {
            timeZone: schedule.zone,
            hour: "2-digit",
            minute: "2-digit",
          });
          const around = { ...schedule, at: near, days: "every day" };
          const after = change - before * minute;
          expect(nextDue(around, after)).toEqual(bySearch(around, after));
        },
      ),
      { numRuns: 60 },
    );
  });

  const berlin: Schedule = { at: "02:30", zone: "Europe/Berlin", days: "every day", pausedUntil: undefined };

  it("is the first minute after a gap of the clock", () => {
    expect(nextDue(berlin, Date.UTC(2026, 2, 28, 12))).toEqual({ at: Date.UTC(2026, 2, 29, 1), date: "2026-03-29" });
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

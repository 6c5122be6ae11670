import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { date } from "#src/commands/index.ts";
import { dateOf } from "#src/commands/arguments/date.ts";

const reading = { findPaper: async () => undefined, suggestPapers: async () => [] };
const monday = "2026-11-23";

async function read(typed: string, today = monday): Promise<string> {
  const match = await date().read(`until ${typed}`.split(" "), reading);
  if (match === undefined) return "not its own";
  return "mistake" in match ? match.mistake.code : dateOf(match.value, today);
}

describe("a day", () => {
  it.each([
    ["2026-12-01", "2026-12-01"],
    ["2026-1-5", "2026-01-05"],
    ["tomorrow", "2026-11-24"],
    ["Tuesday", "2026-11-24"],
    ["sunday", "2026-11-29"],
    ["monday", "2026-11-30"],
    ["next mon", "2026-11-30"],
    ["1 dec", "2026-12-01"],
    ["Dec 1st", "2026-12-01"],
    ["23 november", "2027-11-23"],
    ["22 nov", "2027-11-22"],
    ["24 nov", "2026-11-24"],
    ["29 feb", "2028-02-29"],
    ["3 jan 2027", "2027-01-03"],
    ["january 3, 2027", "2027-01-03"],
    ["in 3 days", "2026-11-26"],
    ["in a week", "2026-11-30"],
    ["in 2 weeks", "2026-12-07"],
    ["next week", "2026-11-30"],
  ])("%s", async (typed, expected) => {
    expect(await read(typed)).toBe(expected);
  });

  it.each(["", "someday", "2026-02-30", "2026-13-01", "31 june", "in 0 days", "in 3 years", "m", "12"])(
    "“%s” is a mistake",
    async (typed) => {
      expect(await read(typed)).toBe("unknown_date");
    },
  );

  it("without `until` is not its own", async () => {
    expect(await date().read(["monday"], reading)).toBeUndefined();
  });

  it("that is named without a year is always later than today, and what it prints reads the same", async () => {
    const named = fc.constantFrom("tomorrow", "monday", "fri", "1 dec", "29 feb", "in 1 day", "in 40 weeks", "jan 31");
    const day = fc.date({ min: new Date("2000-01-01"), max: new Date("2090-12-31"), noInvalidDate: true });
    await fc.assert(
      fc.asyncProperty(named, day, async (typed, at) => {
        const today = at.toISOString().slice(0, 10);
        const match = await date().read(["until", ...typed.split(" ")], reading);
        if (match === undefined || "mistake" in match) throw new Error(`${typed} should be a day`);
        expect(dateOf(match.value, today) > today).toBe(true);
        const again = await date().read(date().print(match.value).split(" "), reading);
        expect(again).toMatchObject({ value: match.value });
        expect(await date().accept(date().store(match.value), reading)).toBe(match.value);
      }),
    );
  });

  it("of the week is the next such day", async () => {
    const days = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
    for (let today = 1; today <= 28; today += 1) {
      for (const name of days) {
        const found = dateOf(name, `2026-06-${String(today).padStart(2, "0")}`);
        expect(days[new Date(found).getUTCDay()]).toBe(name);
        const ahead = (Date.parse(found) - Date.UTC(2026, 5, today)) / 86_400_000;
        expect(ahead).toBeGreaterThanOrEqual(1);
        expect(ahead).toBeLessThanOrEqual(7);
      }
    }
  });
});

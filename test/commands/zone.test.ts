import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Mistake } from "#src/errors.ts";
import { commands, parseLine } from "#src/commands/index.ts";
import { parseZone, zone } from "#src/commands/arguments/index.ts";
import { abbreviations, offsets } from "#src/commands/arguments/zone-advice.ts";

/** Every zone and link of the time-zone database, release 2026b, its `backward` names included. */
const names = readFileSync(new URL("time-zones.txt", import.meta.url), "utf8")
  .trim()
  .split("\n");

const lookup = { findPaper: async () => undefined, suggestPapers: async () => [] };
const accept = (typed: string) => zone().accept(typed, lookup);
const read = (line: string) => zone().read(line.split(" "), lookup);

const clocks = new Map<string, string>();

/** The name that Intl has for a clock: two names with the same are one zone. */
function clockOf(name: string): string {
  const clock = clocks.get(name) ?? new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
  clocks.set(name, clock);
  return clock;
}

async function mistakeOf(typed: string): Promise<Mistake> {
  const answer = await accept(typed).catch((error: unknown) => error);
  if (!(answer instanceof Mistake)) throw new Error(`${typed} should be a mistake and is ${String(answer)}`);
  return answer;
}

const placeless = ["CET", "CST6CDT", "EET", "EST", "EST5EDT", "HST", "MET", "MST", "MST7MDT", "PST8PDT", "WET"];
const noZones = [...placeless, "Factory"];

/** Names whose last part is no city: a direction, a part of a country, an offset. */
const noCity = /^Etc\/|\/(?:ACT|North|South|East|Atlantic|Continental|General|Samoa)$/;
const sharedCity = /\/(?:Eastern|Central|Mountain|Pacific|West)$/;

describe("every name of the time-zone database", () => {
  const zones = names.filter((name) => !noZones.includes(name));

  it("is a zone as it is written, in lower case and with blanks, and keeps its clock", async () => {
    expect(names).toHaveLength(598);
    for (const name of zones) {
      const found = await accept(name);
      expect(clockOf(found)).toBe(clockOf(name));
      expect(await accept(name.toLowerCase().replaceAll("_", " "))).toBe(found);
      expect(await read(name.replaceAll("_", " "))).toMatchObject({ value: found });
    }
  });

  it("stays the name that was written, unless it is UTC by another", async () => {
    for (const name of zones.filter((name) => name.includes("/"))) {
      expect(await accept(name)).toBe(clockOf(name) === "UTC" ? "UTC" : name);
    }
  });

  it("is found by its city", async () => {
    const cities = zones.filter((name) => name.includes("/") && !noCity.test(name) && !sharedCity.test(name));
    expect(cities.length).toBeGreaterThan(480);
    for (const name of cities) {
      const city = name.slice(name.lastIndexOf("/") + 1).replaceAll("_", " ");
      expect(clockOf(await accept(city)), city).toBe(clockOf(name));
    }
  });

  it("is what Node lists and more", () => {
    expect(names).toEqual(expect.arrayContaining(Intl.supportedValuesOf("timeZone")));
  });
});

describe("a city", () => {
  it.each([
    ["Ho Chi Minh", "Asia/Ho_Chi_Minh"],
    ["Hồ Chí Minh", "Asia/Ho_Chi_Minh"],
    ["Saigon", "Asia/Saigon"],
    ["São Paulo", "America/Sao_Paulo"],
    ["Bogotá", "America/Bogota"],
    ["Asunción", "America/Asuncion"],
    ["Curaçao", "America/Curacao"],
    ["İstanbul", "Europe/Istanbul"],
    ["N’Djamena", "Africa/Ndjamena"],
    ["St. John's", "America/St_Johns"],
    ["port au prince", "America/Port-au-Prince"],
    ["Zürich", "Europe/Zurich"],
    ["MÜNCHEN", "Europe/Berlin"],
    ["Berlin time", "Europe/Berlin"],
    ["  new   york ", "America/New_York"],
    ["singapore", "Asia/Singapore"],
  ])("%s is %s", async (typed, expected) => {
    expect(await accept(typed)).toBe(expected);
    expect(await read(`${typed.trim()} weekdays`)).toEqual({ took: typed.trim().split(" ").length, value: expected });
  });

  it("in two zones is asked for, with both", async () => {
    for (const [typed, one, other] of [
      ["Cambridge", "America/New_York", "Europe/London"],
      ["Pacific", "Canada/Pacific", "US/Pacific"],
      ["eastern time", "Canada/Eastern", "US/Eastern"],
    ] as const) {
      const { message, example } = await mistakeOf(typed);
      expect(message).toBe(`“${typed}” could mean two zones: write ${one} or ${other}`);
      expect(await accept(example ?? "")).toBe(one);
    }
  });

  it("that is misspelt has the nearest place named", async () => {
    expect((await mistakeOf("Berlim")).message).toBe(
      "“Berlim” is not a time zone I know; the nearest is Europe/Berlin",
    );
    expect((await mistakeOf("Amerika/New York")).example).toBe("America/New_York");
    expect((await mistakeOf("Europe/Munich")).example).toBe("Europe/Berlin");
  });

  it("that nobody knows has two others named", async () => {
    const { message, example } = await mistakeOf("Mordor");
    expect(message).toBe("“Mordor” is not a time zone I know: write a city, for example Berlin or New York");
    expect(await accept(example ?? "")).toBe("Europe/Berlin");
  });
});

describe("a time without a place", () => {
  const advice = /is not a place, so I can’t tell when its clocks change: write a city, for example (.+) or (.+)$/;

  it("is no zone, and two cities that fit are named", async () => {
    const others = ["PST", "IST", "CEST", "est", "EST time", "CET/CEST"];
    const shifted = ["UTC+2", "utc + 2", "GMT-5", "UTC−5", "+01:00", "+0530", "-3", "GMT+5:45", "UTC+25", "-99:99"];
    for (const typed of [...placeless, ...others, ...shifted]) {
      const { message, example } = await mistakeOf(typed);
      const [, one = "", other = ""] = advice.exec(message) ?? [];
      expect(message).toContain(`“${typed}”`);
      expect(await accept(one)).toMatch(/\//);
      expect(await accept(other)).toMatch(/\//);
      expect(example).toBe(one);
    }
  });

  it("is never nearest to UTC, whatever is typed", async () => {
    const sign = fc.constantFrom("+", "-", "−", " + ", "±");
    const number = fc.oneof(fc.nat({ max: 99_999 }).map(String), fc.stringMatching(/^\d{1,2}[:.]\d{1,2}$/));
    const shift = fc
      .tuple(fc.constantFrom("UTC", "gmt", "", "Etc/GMT", "Z"), sign, number)
      .map((parts) => parts.join(""));
    await fc.assert(
      fc.asyncProperty(fc.oneof(shift, fc.stringMatching(/^[A-Za-z]{1,5}$/)), async (typed) => {
        const answer = await accept(typed).catch((error: unknown) => error);
        if (!(answer instanceof Mistake)) return;
        expect(answer.message).not.toMatch(/UTC|Etc\/GMT/.test(typed) ? /nearest is (?:UTC|Etc)/ : /UTC|Etc/);
        expect(await accept(answer.example ?? "")).toMatch(/\//);
      }),
    );
  });

  it.each(["UTC", "GMT", "z", "zulu", "UTC+0", "+00:00", "GMT-0", "Etc/UTC", "utc ± 0"])("%s is UTC", async (typed) => {
    expect(await accept(typed)).toBe("UTC");
  });

  it("is a mistake in words, wherever it stands", async () => {
    for (const line of ["EST", "est weekdays", "UTC +2 weekdays", "GMT+5", "Cambridge", "CET/CEST count 3", "MET"]) {
      expect(await read(line), line).toHaveProperty("mistake.code", "unknown_zone");
    }
    expect(await read("UTC +2 weekdays")).toHaveProperty("mistake.message", (await mistakeOf("UTC +2")).message);
  });

  it("is no zone where its letters begin something else", async () => {
    for (const line of [
      "met office forecasts",
      "MT evaluation",
      "pacific ocean",
      "general relativity",
      "+x",
      "train/test",
    ]) {
      expect(await read(line), line).toBeUndefined();
    }
  });

  it("is advised with cities that keep that time", async () => {
    const minutesIn = (name: string, month: number) => {
      const format = new Intl.DateTimeFormat("en", { timeZone: name, timeZoneName: "longOffset" });
      const told = format.formatToParts(Date.UTC(2026, month, 10)).find(({ type }) => type === "timeZoneName")?.value;
      const [, sign = "+", hours = "0", minutes = "0"] = /([+-])(\d\d):(\d\d)/.exec(told ?? "") ?? [];
      return (Number(hours) * 60 + Number(minutes)) * (sign === "-" ? -1 : 1);
    };
    for (const [offset, [city]] of Object.entries(offsets)) {
      const [hours = 0, minutes = 0] = offset.slice(1).split(":").map(Number);
      const wanted = (hours * 60 + minutes) * (offset.startsWith("-") ? -1 : 1);
      const name = await accept(city);
      expect([minutesIn(name, 0), minutesIn(name, 6)], offset).toContain(wanted);
    }
    for (const { of, cities } of abbreviations) {
      for (const city of cities) {
        const name = await accept(city);
        const known = of.split(" ").filter((word) => names.includes(word.toUpperCase()));
        for (const word of known) expect(minutesIn(name, 0), `${word} ${city}`).toBe(minutesIn(word.toUpperCase(), 0));
      }
    }
  });
});

describe("a line with a zone", () => {
  const parse = (line: string) => parseLine(line, { commands, lookup, knows: async () => false });

  it.each([
    "America/Argentina/Buenos_Aires",
    "america/argentina/buenos aires",
    "US/Eastern",
    "Etc/GMT+5",
    "Asia/Kathmandu",
    "Japan",
  ])("calls the command: daily at 9 %s weekdays", async (name) => {
    const parsed = await parse(`daily at 9 ${name} weekdays`);
    if (parsed.kind !== "call") throw new Error(`${name} is not read`);
    expect(parsed.values).toMatchObject({ at: "09:00", days: "weekdays", zone: await accept(name) });
  });

  it.each(["EST", "PST weekdays", "UTC+2", "UTC + 2", "GMT-5 count 3", "+01:00", "Cambridge", "eastern time"])(
    "is a mistake with a line that works: daily at 9 %s",
    async (rest) => {
      const parsed = await parse(`daily at 9 ${rest}`);
      if (parsed.kind !== "mistake") throw new Error(`${rest} is no mistake`);
      expect(parsed.mistake.code).toBe("unknown_zone");
      expect(parsed.mistake.message).toMatch(/write .+ or .+/);
      expect(await parse(parsed.mistake.example ?? "")).toMatchObject({ kind: "call", command: { name: "daily" } });
    },
  );

  it("stays a search where the letters of a zone begin something else", async () => {
    for (const line of [
      "daily pacific ocean temperatures",
      "daily MT evaluation",
      "daily ROC curves",
      "daily general relativity",
    ]) {
      expect(await parse(line), line).toMatchObject({ kind: "search" });
    }
  });
});

describe("the zone that a platform tells of a person", () => {
  it("is taken wherever Intl takes it", () => {
    for (const name of names.filter((name) => name !== "Factory")) {
      expect(clockOf(parseZone(name) ?? ""), name).toBe(clockOf(name));
    }
    expect(parseZone("America/Indiana/Indianapolis")).toBe("America/Indiana/Indianapolis");
    expect(parseZone("US/Pacific-New")).toBe("America/Los_Angeles");
    expect(parseZone("EST5EDT")).toBe("America/New_York");
  });

  it("is not guessed where Intl does not", () => {
    for (const told of ["Mars/Olympus", "Factory", "UTC+2", "", "Cambridge"]) expect(parseZone(told)).toBeUndefined();
  });
});

describe("while a zone is typed", () => {
  const suggest = async (typed: string) => (await zone().suggest(typed, lookup)).map(({ value }) => value);

  it("what it means comes first, then cities that begin so", async () => {
    expect(await suggest("são")).toEqual(["Africa/Sao_Tome", "America/Sao_Paulo"]);
    expect(await suggest("kathm")).toEqual(["Asia/Kathmandu"]);
    expect((await suggest("EST")).slice(0, 2)).toEqual(["America/New_York", "America/Toronto"]);
    expect((await suggest("cambridge")).slice(0, 2)).toEqual(["America/New_York", "Europe/London"]);
    expect((await suggest("par")).slice(0, 2)).toEqual(["America/Paramaribo", "Europe/Paris"]);
    expect((await suggest(""))[0]).toBe("UTC");
  });

  it("at most 25 zones are offered, each once and each taken", async () => {
    const typed = fc.oneof(fc.string({ maxLength: 4 }), fc.constantFrom("", "a", "america/", "us/", "gmt", "utc+2"));
    await fc.assert(
      fc.asyncProperty(typed, async (begun) => {
        const offered = await suggest(begun);
        expect(offered.length).toBeLessThanOrEqual(25);
        expect(new Set(offered).size).toBe(offered.length);
        for (const name of offered) expect(await accept(String(name))).toBe(name);
      }),
      { numRuns: 30 },
    );
  });
});

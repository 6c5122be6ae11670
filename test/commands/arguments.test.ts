import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ArgumentType } from "#src/commands/argument.ts";
import { choice, days, integer, paper, time, words, zone } from "#src/commands/arguments/index.ts";
import { openEmbeddedListing } from "../library.ts";

const { corpus } = await openEmbeddedListing();
const reading = {
  findPaper: async (reference: string) => corpus.find(reference),
  suggestPapers: async (typed: string, limit: number) => corpus.suggest(typed, limit),
};

/** What an argument makes of a line: its value, the code of a mistake, or that it is none of its own. */
async function read(type: ArgumentType<unknown>, line: string): Promise<unknown> {
  const match = await type.read(line.split(" "), reading);
  if (match === undefined) return "not its own";
  return "mistake" in match ? match.mistake.code : match.value;
}

/** The same for a value by name, as options, forms and buttons bring it. */
async function accept(type: ArgumentType<unknown>, value: string | number): Promise<unknown> {
  return type.accept(value, reading).catch((error: unknown) => (error as { code: string }).code);
}

describe("a whole number", () => {
  const count = integer({ min: 1, max: 10, keyword: "count" });

  it("takes its least and its most, and none beyond them", async () => {
    for (const [typed, value] of [
      ["0", "number_out_of_range"],
      ["1", 1],
      ["10", 10],
      ["11", "number_out_of_range"],
      ["5.5", "number_out_of_range"],
      ["ten", "number_out_of_range"],
    ] as const) {
      expect(await read(count, `count ${typed}`), typed).toBe(value);
      expect(await accept(count, typed), typed).toBe(value);
    }
    expect(await read(count, "10")).toBe("not its own");
  });

  it("without a keyword leaves words that are no number to others", async () => {
    const bare = integer({ min: 1, max: 10 });
    expect(await read(bare, "10")).toBe(10);
    expect(await read(bare, "11")).toBe("number_out_of_range");
    expect(await read(bare, "grokking")).toBe("not its own");
  });
});

describe("a time of day", () => {
  it("is any minute from 00:00 to 23:59, however it is written, and prints what reads the same", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(23), fc.nat(59), async (hour, minute) => {
        const minutes = String(minute).padStart(2, "0");
        const value = `${String(hour).padStart(2, "0")}:${minutes}`;
        const half = `${hour % 12 === 0 ? 12 : hour % 12}:${minutes}${hour < 12 ? "am" : "pm"}`;
        for (const typed of [value, `${hour}:${minutes}`, `${hour}.${minutes}`, `${hour}h${minutes}`, half]) {
          expect(await read(time(), `at ${typed}`), typed).toBe(value);
          expect(await accept(time(), typed), typed).toBe(value);
        }
        expect(await read(time(), time().print(value))).toBe(value);
      }),
    );
  });

  it.each(["24:00", "24", "23:60", "0am", "13pm", "9:5", "-1:00", "soon"])("“%s” is none", async (typed) => {
    expect(await read(time(), `at ${typed}`)).toBe("wrong_time");
    expect(await accept(time(), typed)).toBe("wrong_time");
  });
});

describe("days of the week", () => {
  it.each([
    ["fri mon", "mon,fri"],
    ["sun,sat", "sat,sun"],
    ["weekends", "sat,sun"],
    ["friday, thu, wed, tue, monday", "weekdays"],
    ["every weekday", "weekdays"],
    ["sun mon tue wed thu fri sat", "every day"],
    ["mon mon", "mon"],
  ])("%s are %s", async (typed, value) => {
    expect(await read(days(), typed)).toBe(value);
    expect(await accept(days(), typed)).toBe(value);
  });

  it("leave other words alone, and take no list with a wrong one in it", async () => {
    expect(await read(days(), "grokking")).toBe("not its own");
    expect(await read(days(), "mon,funday")).toBe("unknown_days");
    expect(await accept(days(), "mon funday")).toBe("unknown_days");
  });
});

describe("one of a few values", () => {
  const kinds = choice(["topics only", "everything"]);

  it("is known in any case, and by a value of several words", async () => {
    expect(await read(kinds, "Topics Only please")).toBe("topics only");
    expect(await accept(kinds, " EVERYTHING ")).toBe("everything");
  });

  it("is a mistake where it is one letter off alone, and not its own behind or before other words", async () => {
    expect(await read(kinds, "evrything")).toBe("unknown_choice");
    expect(await read(kinds, "evrything else")).toBe("not its own");
    expect(await read(kinds, "nothing")).toBe("not its own");
    expect(await read(choice(["on", "off"]), "of")).toBe("not its own");
  });

  it("offers what begins as it was typed", async () => {
    expect(await kinds.suggest("T", reading)).toEqual([{ name: "topics only", value: "topics only" }]);
    expect(await kinds.suggest("", reading)).toHaveLength(2);
  });
});

describe("a paper", () => {
  it("is known by number and title, and by its first word only where that is a number", async () => {
    expect(await read(paper(), "#57 and more")).toMatchObject({ number: 57 });
    expect(await read(paper(), "Gradients without Backpropagation")).toMatchObject({ number: 57 });
    expect(await read(paper(), "Gradients without Backpropagation and more")).toBe("not its own");
    expect(await read(paper(), "#0")).toBe("unknown_paper");
    expect(await accept(paper(), 57)).toMatchObject({ number: 57 });
  });

  it("offers at most 25 while it is typed", async () => {
    expect(await paper().suggest("a", reading)).toHaveLength(25);
  });
});

describe("a time zone", () => {
  it("is each that this Node knows, by its name in any case", async () => {
    for (const name of Intl.supportedValuesOf("timeZone")) {
      expect(await accept(zone(), name.toUpperCase()), name).toBe(name);
    }
  });
});

it("words are all that follow, as they were typed", async () => {
  expect(await read(words({ form: "QUERY", maxLength: 500 }), "At 09:00 on Monday")).toBe("At 09:00 on Monday");
});

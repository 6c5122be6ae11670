import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { OperatorError } from "#src/errors.ts";
import { commands, parseLine, type Parsed } from "#src/commands/index.ts";
import { openEmbeddedListing } from "../library.ts";

const { corpus, engine } = await openEmbeddedListing();
const lookup = {
  findPaper: async (reference: string) => corpus.find(reference),
  suggestPapers: async (typed: string, limit: number) => corpus.suggest(typed, limit),
};
const parse = (line: string): Promise<Parsed> =>
  parseLine(line, { commands, lookup, knows: (word) => engine.knows(word) });

/** The parsed line in a form to compare: command with printed arguments, mistake code, or query. */
async function read(line: string): Promise<string> {
  const parsed = await parse(line);
  if (parsed.kind === "empty") return "empty";
  if (parsed.kind === "mistake") return `mistake ${parsed.command.name} ${parsed.mistake.code}`;
  if (parsed.kind === "search") {
    const hint =
      parsed.hint === undefined
        ? ""
        : parsed.hint.kind === "did you mean"
          ? ` (did you mean ${parsed.hint.line})`
          : ` (how to call ${parsed.hint.command.name})`;
    return `search: ${parsed.query}${hint}`;
  }
  const given = Object.entries(parsed.command.args)
    .filter(([name, { hidden }]) => !hidden && parsed.values[name] !== undefined)
    .map(([name, { type }]) => `${name}=${type.print(parsed.values[name] as never)}`);
  return [parsed.command.name, ...given].join(" ");
}

describe("a line is a command where the rest parses as its arguments", () => {
  it.each([
    ["search low-rank adapters", "search query=low-rank adapters"],
    ["SEARCH LoRA", "search query=LoRA"],
    ["show #12", "show paper=coap-memory-efficient-training-with-6c9f6f"],
    ["similar 12", "similar paper=coap-memory-efficient-training-with-6c9f6f"],
    ["bibtex gradients without backpropagation", "bibtex paper=gradients-without-backpropagation"],
    ["trending", "trending"],
    ["help all", "help topic=all"],
    ["help similar", "help topic=similar"],
    ["about", "about"],
    ["help!", "help"],
    ["Trending, please?", "trending"],
    ["similar gradients without backpropagation, thanks", "similar paper=gradients-without-backpropagation"],
    ["search please", "search query=please"],
    [
      "subscribe low-rank adapters, “model editing” \u2014survey",
      'subscribe topics=low-rank adapters, "model editing" -survey',
    ],
    ["unsubscribe 2", "unsubscribe topic=2"],
    ["why #12", "why paper=coap-memory-efficient-training-with-6c9f6f"],
    ["pause until 2026-12-01", "pause until=until 2026-12-01"],
    ["pause until in 3 days", "pause until=until in 3 days"],
    ["pause until Dec 1st", "pause until=until 1 december"],
    ["pause until 1 dec 2026", "pause until=until 2026-12-01"],
    ["pause until next mon", "pause until=until monday"],
    ["managers on", "managers only=on"],
    ["status", "status"],
    ["resume", "resume"],
  ])("%s", async (line, expected) => {
    expect(await read(line)).toBe(
      expected.replace("coap-memory-efficient-training-with-6c9f6f", corpus.find("#12")?.id ?? ""),
    );
  });
});

describe("a wrong argument of an explicit command is a mistake", () => {
  it.each([
    ["show #9999", "mistake show unknown_paper"],
    ["similar 9999", "mistake similar unknown_paper"],
    ["show", "mistake show argument_missing"],
    ["search", "mistake search argument_missing"],
    ["show #12 now", "mistake show not_understood"],
    ["daily at 25:99", "mistake daily wrong_time"],
    ["daily at", "mistake daily wrong_time"],
    ["daily at 09:00 Europe/Berlim", "mistake daily unknown_zone"],
    ["daily count 11", "mistake daily number_out_of_range"],
    ["daily count many", "mistake daily number_out_of_range"],
    ["daily at 09:00 gibberish", "mistake daily not_understood"],
    ["daily nothing new: shout", "mistake daily unknown_choice"],
    ["daily preview at 09:00", "mistake daily stands_alone"],
    ["daily off count 3", "mistake daily stands_alone"],
    ["daily now again", "mistake daily not_understood"],
    ["subscribe", "mistake subscribe argument_missing"],
    ["unsubscribe", "mistake unsubscribe argument_missing"],
    ["pause", "mistake pause argument_missing"],
    ["pause until", "mistake pause unknown_date"],
    ["pause until 2026-02-30", "mistake pause unknown_date"],
    ["pause until someday", "mistake pause unknown_date"],
    ["managers", "mistake managers argument_missing"],
    ["help simliar", "mistake help unknown_choice"],
    ["daily previw", "mistake daily unknown_choice"],
    ["why #9999", "mistake why unknown_paper"],
  ])("%s", async (line, expected) => {
    expect(await read(line)).toBe(expected);
  });

  it("shows a whole line that works as its example", async () => {
    for (const line of [
      "daily at 25:99",
      "daily at 9:00 Europe/Berlim",
      "show #9999",
      "daily count 99",
      "show",
      "pause",
      "pause until x",
    ]) {
      const parsed = await parse(line);
      if (parsed.kind !== "mistake") throw new Error(`${line} should be a mistake`);
      expect((await parse(parsed.mistake.example ?? "")).kind).toBe("call");
    }
  });
});

describe("everything else is a search", () => {
  it.each([
    ["low-rank adapters", "search: low-rank adapters"],
    ["random forests", "search: random forests (how to call random)"],
    ["similar tasks", "search: similar tasks (how to call similar)"],
    ["trending topics in optimization", "search: trending topics in optimization (how to call trending)"],
    ["help wanted", "search: help wanted (how to call help)"],
    ["help me understand attention", "search: help me understand attention (how to call help)"],
    ["why do transformers need warmup", "search: why do transformers need warmup (how to call why)"],
    ["status of scaling laws", "search: status of scaling laws (how to call status)"],
    ["pause tokens in training", "search: pause tokens in training (how to call pause)"],
    ["managers of risk", "search: managers of risk (how to call managers)"],
    ["daily weather forecasting", "search: daily weather forecasting (how to call daily)"],
    ["show me papers about model editing please", "search: model editing (how to call show)"],
    ["anything on model editing?", "search: model editing"],
    ["Can you find me some recent papers on grokking, please?", "search: grokking"],
    ["i'm looking for papers about tensor decomposition", "search: tensor decomposition"],
    ["help me find papers on lora", "search: lora (how to call help)"],
    ["could you help us to find something on weight decay?", "search: weight decay"],
    ["recommend a paper on grokking", "search: grokking"],
    ["give me 5 papers on grokking", "search: grokking"],
    ["anything new on grokking?", "search: grokking"],
    ["looking for articles on grokking", "search: grokking"],
    ["why?", "search: why (how to call why)"],
    ["trendign?", "search: trendign (did you mean trending)"],
    ["do you have anything about low-rank adapters", "search: low-rank adapters"],
    ["what is weight decay?", "search: what is weight decay"],
    ["papers", "search: papers"],
    ["something", "search: something"],
    ["find the minimum of a convex function", "search: find the minimum of a convex function"],
    ["show me grokking", "search: grokking (how to call show)"],
    ["trendign", "search: trendign (did you mean trending)"],
    ["similr #12", "search: similr #12 (did you mean similar #12)"],
    ["  ", "empty"],
    ["“low rank” \u2014survey", 'search: "low rank" -survey'],
  ])("%s", async (line, expected) => {
    expect(await read(line)).toBe(expected);
  });

  it("needs no database, which knows only papers that left the listing", async () => {
    const gone = async (reference: string) => {
      const paper = corpus.find(reference);
      if (paper === undefined) throw new OperatorError("database_gone", "gone");
      return paper;
    };
    const parse = (line: string) =>
      parseLine(line, { commands, lookup: { ...lookup, findPaper: gone }, knows: (word) => engine.knows(word) });
    for (const line of ["similar tasks", "show me grokking"]) expect((await parse(line)).kind).toBe("search");
    // Nobody knows whether that is one of them.
    await expect(parse("show anything")).rejects.toThrow("gone");
  });

  it("does not offer a command for a word that papers use", async () => {
    expect(await read("shot learning")).not.toContain("did you mean");
  });
});

describe("the parts of daily come in any order", () => {
  const parts = ["on", "at 09:00", "Europe/Berlin", "weekdays", "count 5", "topics only", "nothing new: say so"];

  it("reads every order alike", async () => {
    const expected = await read(`daily ${parts.join(" ")}`);
    expect(expected).toContain("at=at 09:00 zone=Europe/Berlin days=weekdays count=count 5 content=topics only");
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(parts, { minLength: parts.length }), async (order) => {
        expect(await read(`daily ${order.join(" ")}`)).toBe(expected);
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    ["daily at 9am", "daily at=at 09:00"],
    ["daily at 9 pm", "daily at=at 21:00"],
    ["daily at 09.00 berlin", "daily at=at 09:00 zone=Europe/Berlin"],
    ["daily new york mon wed", "daily zone=America/New_York days=mon,wed"],
    ["daily monday, Friday", "daily days=mon,fri"],
    ["daily at 12am every day", "daily at=at 00:00 days=every day"],
    ["daily at noon sat,sun,mon,tue,wed,thu,fri", "daily at=at 12:00 days=every day"],
    ["daily utc", "daily zone=UTC"],
  ])("%s", async (line, expected) => {
    expect(await read(line)).toBe(expected);
  });
});

describe("for every line", () => {
  it("parses without a throw, and what it prints parses to the same", async () => {
    const word = fc.oneof(
      fc.constantFrom(
        "show",
        "similar",
        "daily",
        "at",
        "09:00",
        "pause",
        "until",
        "monday",
        "1",
        "dec",
        "subscribe",
        "#1",
        "count",
        "5",
        "on",
        "help",
        "all",
      ),
      fc.string({ maxLength: 8 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(word, { maxLength: 6 }), async (words) => {
        const once = await read(words.join(" "));
        expect(once).not.toBe("");
        const parsed = await parse(words.join(" "));
        if (parsed.kind !== "call") return;
        const printed = Object.entries(parsed.command.args)
          .filter(([name, { hidden }]) => !hidden && parsed.values[name] !== undefined)
          .map(([name, { type }]) => type.print(parsed.values[name] as never));
        expect(await read([parsed.command.name, ...printed].join(" "))).toBe(once);
      }),
      { numRuns: 300 },
    );
  });
});

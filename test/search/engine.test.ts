import { describe, expect, it } from "vitest";
import { Mistake } from "#src/errors.ts";
import { plain, type Text } from "#src/reply/index.ts";
import { createEngine, LONGEST_QUERY } from "#src/search/index.ts";
import { numbered, paper, papers } from "./papers.ts";

const engine = await createEngine(papers);

async function found(query: string, limit = 10): Promise<number[]> {
  return (await engine.search(query, { limit })).hits.map((hit) => hit.paper.number);
}

async function notices(query: string): Promise<string[]> {
  return (await engine.search(query, { limit: 1 })).notices.map(plain);
}

function marks(text: Text): string[] {
  return text.flatMap((span) => (typeof span !== "string" && span.mark ? [span.text] : []));
}

describe("search", () => {
  it("finds a paper by what people call it", async () => {
    expect((await found("low-rank adapters"))[0]).toBe(18);
    expect((await found("second order optimizers"))[0]).toBe(97);
    expect(await found("alternatives to backprop")).toContain(57);
    expect((await found("nystrom method"))[0]).toBe(79);
  });

  it.each(["MEND", "mend", "Mend"])("finds an acronym in any case: %s", async (query) => {
    expect((await found(query))[0]).toBe(1);
  });

  it.each([
    ["lv-hba", 94],
    ["sre2l", 117],
    ["SRe^2L", 117],
    ["psgd", 46],
  ])("finds the acronym %s", async (query, number) => {
    expect((await found(query))[0]).toBe(number);
  });

  it("puts the paper first that is named by number, id or title", async () => {
    expect(await found("#12")).toEqual([12]);
    expect((await found("12"))[0]).toBe(12);
    // 2024 is a word of papers, #2024 is none.
    expect(await found("2024")).not.toEqual([]);
    expect(await found("#2024")).toEqual([]);
    expect(await notices("#2024")).toEqual(["There is no paper #2024 here."]);
    expect((await found(numbered(57).id))[0]).toBe(57);
    for (const { title, number } of papers) expect((await found(title, 1))[0]).toBe(number);
  });

  it("repairs typing errors in words the corpus lacks, and says so", async () => {
    expect((await found("machien unlearning"))[0]).toBe(2);
    expect(await notices("machien unlearning")).toEqual(['Searching for machine instead of "machien".']);
    expect(await notices("machine unlearning")).toEqual([]);
  });

  it("leaves the words alone of people who describe a paper in their own", async () => {
    expect(await notices("any way to train a big LLM without the adam states eating all the GPU memory?")).toEqual([]);
  });

  it.each(["kubernetes autoscaling", "how do I reset my vpn password?", "sourdough starter recipe", "sql injection"])(
    "answers nothing where nothing is relevant: %s",
    async (query) => {
      expect(await engine.search(query, { limit: 10 })).toEqual({
        hits: [],
        total: 0,
        notices: [["No paper here is about this."]],
        repairs: [],
      });
    },
  );

  it("answers with the best there is where relevance is not asked for", async () => {
    expect((await engine.search("quantum gravity gradient", { limit: 1, onlyRelevant: false })).total).toBeGreaterThan(
      0,
    );
  });

  it("filters by phrase, exclusion, title and code", async () => {
    expect(await found('"weight decay"', 100)).not.toContain(12);
    expect(await found("“weight decay” –adam", 100)).not.toContain(38);
    expect(await found('title:"gradient descent" adam')).toContain(73);
    const coded = await engine.search("low-rank has:code", { limit: 100 });
    expect(coded.total).toBeGreaterThan(0);
    for (const hit of coded.hits) expect(hit.paper.links.some(({ kind }) => kind === "code")).toBe(true);
  });

  it("answers filters alone in listing order, without a score", async () => {
    const { hits, total } = await engine.search("has:code -gradient", { limit: 100 });
    const numbers = hits.map((hit) => hit.paper.number);
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    expect(total).toBe(hits.length);
    expect(new Set(hits.map((hit) => hit.score))).toEqual(new Set([null]));
    expect(hits.length).toBeGreaterThan(1);
  });

  it("says which known fields no paper here fills, and searches the rest", async () => {
    const small = await createEngine([paper("Old nets", "About nets.")]);
    const { hits, notices } = await small.search("nets author:nanda since:2024", { limit: 9 });
    expect(notices.map(plain)).toEqual([
      "No paper here has authors yet: author: is left out.",
      "No paper here has a date yet: since: is left out.",
    ]);
    expect(hits).toHaveLength(1);
  });

  it("says which filters it cannot follow, and searches the rest", async () => {
    expect(await notices("grokking has:gpu -has:code since:yesterday")).toEqual([
      "has:gpu is left out: there is only has:code.",
      "-has:code is left out: a minus excludes words, phrases and title: only.",
      "since:yesterday is left out: since: takes 2024, 2024-05 or 2024-05-31.",
    ]);
    expect(await found("grokking has:gpu -has:code since:yesterday")).toEqual(await found("grokking"));
  });

  it("filters by author and date where papers tell them", async () => {
    const small = await createEngine([
      paper("Old nets", "About nets.", { number: 1, authors: ["Ada Lovelace"], published: "2020-05-01T00:00:00Z" }),
      paper("New nets", "About nets.", { number: 2, authors: ["Alan Türing"], published: "2024-05-01T00:00:00Z" }),
      paper("Undated nets", "About nets.", { number: 3 }),
      paper("Nets of a month", "About nets.", { number: 4, arxiv: "2110.11309" }),
    ]);
    const numbers = async (query: string) =>
      (await small.search(query, { limit: 9 })).hits.map((hit) => hit.paper.number);
    expect(await numbers("nets since:2024")).toEqual([2]);
    expect((await numbers("nets since:2020-05")).toSorted()).toEqual([1, 2, 4]);
    expect((await numbers("nets since:2021-10-31")).toSorted()).toEqual([2, 4]);
    expect(await numbers("nets since:2021-11-01")).toEqual([2]);
    expect(await numbers("author:turing")).toEqual([2]);
    expect(await numbers('author:"ada lovelace"')).toEqual([1]);
  });

  it("filters the embedded listing by author and by the month of an arXiv id", async () => {
    expect(await found("author:smilkov since:2017")).toEqual([54]);
    expect(await found("author:smilkov since:2017-06-30")).toEqual([54]);
    expect(await found("author:smilkov since:2017-07")).toEqual([]);
  });

  it("finds a compound however it is written", async () => {
    const small = await createEngine([
      paper("One", "We study pre-training of models.", { number: 1 }),
      paper("Two", "We study pretraining of models.", { number: 2 }),
    ]);
    const { hits } = await small.search('"pretraining of models"', { limit: 9 });
    expect(hits.map((hit) => hit.paper.number).sort()).toEqual([1, 2]);
  });

  it("refuses more than 500 characters with an example, counted as people count", async () => {
    await expect(engine.search("x".repeat(LONGEST_QUERY + 1), { limit: 1 })).rejects.toThrow(Mistake);
    await expect(engine.search("x".repeat(LONGEST_QUERY + 1), { limit: 1 })).rejects.toMatchObject({
      code: "query_too_long",
      example: "low-rank adapters",
    });
    expect((await engine.search("🙂".repeat(LONGEST_QUERY), { limit: 1 })).total).toBe(0);
  });

  it.each([
    "",
    "   ",
    "the of and",
    "?!…",
    "🙂",
    "勾配降下法",
    "__proto__",
    "constructor",
    "(.*)+$",
    '"',
    '-"',
    "-",
    '""',
  ])("answers %j", async (query) => {
    const answer = await engine.search(query, { limit: 5 });
    if (answer.total === 0) expect(answer.notices).not.toEqual([]);
  });

  it("shows the sentence that matters, its words marked, and says why", async () => {
    const [hit] = (await engine.search("low-rank adaptation", { limit: 1 })).hits;
    expect(marks(hit?.excerpt ?? []).slice(0, 2)).toEqual(["Low-Rank", "Adaptation"]);
    expect(plain(hit?.why ?? [])).toMatch(/^matches "Low-Rank Adaptation" in the title/);
  });

  it("pages without loss or repetition", async () => {
    const all = await found("gradient", 100);
    const { total } = await engine.search("gradient", { limit: 1 });
    const paged: number[] = [];
    for (let offset = 0; offset < total; offset += 7)
      paged.push(...(await engine.search("gradient", { limit: 7, offset })).hits.map((hit) => hit.paper.number));
    expect(paged).toEqual(all);
    expect(new Set(paged).size).toBe(total);
  });
});

describe("similar", () => {
  it("finds papers that say the same, never the paper itself", async () => {
    const { hits } = await engine.similar(numbered(115), { limit: 10 });
    const numbers = hits.map((hit) => hit.paper.number);
    expect(numbers).toContain(112);
    expect(numbers).toContain(91);
    expect(numbers).not.toContain(115);
  });

  it("answers for a paper that is not in the listing, and for one without words", async () => {
    expect((await engine.similar(paper("Low-rank adapters", "Adapters of low rank."), { limit: 3 })).hits).toHaveLength(
      3,
    );
    expect((await engine.similar(paper("…", ""), { limit: 3 })).hits).toEqual([]);
  });
});

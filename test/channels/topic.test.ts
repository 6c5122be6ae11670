import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  catches,
  caughtBy,
  createTopicMatcher,
  filedUnder,
  parseTopic,
  readPaper,
  termFrequency,
} from "#src/channels/index.ts";
import { type Paper } from "#src/corpus/index.ts";
import { Mistake } from "#src/errors.ts";
import { aPaper } from "../digest/world.ts";
import { loadCorpus } from "../listing.ts";

const { papers } = await loadCorpus("data/trending-papers.txt");
const frequency = termFrequency({ papers });

function catchesAny(topic: string, paper: Paper): boolean {
  return catches(parseTopic(topic).rules, readPaper(paper));
}

describe("a topic", () => {
  const paper = aPaper(1, "pre-training of low-rank adapters", {
    links: [{ kind: "code", url: "https://github.com/x/y" }],
    authors: ["Ada Lovelace"],
  });

  it.each([
    "adapters",
    "adapter low",
    "adapter -diffusion",
    '"low rank" adapter',
    '"low-rank" adapter',
    "pretraining",
    "pre-training",
    "lowrank adapters",
    "title:adapters rank",
    "has:code adapters",
    "author:lovelace adapters",
    "adapters since:2020",
    "the adapters of",
  ])("catches a paper that has all it wants: %s", (topic) => {
    expect(catchesAny(topic, paper)).toBe(true);
  });

  it.each([
    "adapters diffusion",
    "adapter -rank",
    '"rank low" adapter',
    'adapter -"low rank"',
    "title:study adapters",
    "author:turing adapters",
  ])("does not catch a paper that lacks a part of it: %s", (topic) => {
    expect(catchesAny(topic, paper)).toBe(false);
  });

  it("counts the month of an arXiv id as the paper's date", () => {
    const dated = { ...paper, arxiv: "2110.11309" };
    expect(catchesAny("adapters since:2021-10-31", dated)).toBe(true);
    expect(catchesAny("adapters since:2021-11", dated)).toBe(false);
    expect(catchesAny("adapters since:2021-11", { ...dated, published: "2021-11-02" })).toBe(true);
  });

  it("is refused where it names no word that a paper could say", () => {
    for (const topic of ["has:code", "-survey", '-"large models"', "title:adam", "the of", "", "🎉", "since:2024"]) {
      expect(() => parseTopic(topic), topic).toThrow(Mistake);
    }
    expect(() => parseTopic("x".repeat(201))).toThrow("at most 200");
  });

  it("is the same in another order, form and spelling, and is shown as it was typed", () => {
    const one = parseTopic("Editing  models has:code");
    expect(one.typed).toBe("Editing models has:code");
    for (const same of ["model edit has:code", "has:code EDITED models", "edits model model has:code"]) {
      expect(parseTopic(same).canonical, same).toBe(one.canonical);
    }
    for (const other of ["model edit", '"model edit" has:code', "model edit -graph has:code"]) {
      expect(parseTopic(other).canonical, other).not.toBe(one.canonical);
    }
  });

  it("says by which words it caught a paper, as the paper writes them", () => {
    expect(caughtBy(parseTopic('adapter pretraining "low rank"').rules, readPaper(paper))).toEqual([
      "pre-training",
      "low",
      "rank",
      "adapters",
    ]);
  });

  it("is filed under terms of which every paper that it catches has one", () => {
    const words = [...new Set(papers.flatMap(({ title }) => title.split(/\s+/)))];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 2 }), fc.boolean(), (some, quoted) => {
        const typed = quoted ? `"${some.join(" ").replaceAll('"', "")}"` : some.join(" ");
        let topic;
        try {
          topic = parseTopic(typed);
        } catch (error) {
          if (error instanceof Mistake) return;
          throw error;
        }
        const filed = { topic, filedUnder: filedUnder(topic, frequency) };
        const read = papers.map(readPaper);
        expect(
          createTopicMatcher([filed])
            .match(read)
            .map((found) => found.paper),
        ).toEqual(read.filter((one) => catches(topic.rules, one)));
      }),
    );
  });
});

describe("many topics", () => {
  it("are each matched once a paper, also where a paper has all the terms that one is filed under", () => {
    const topic = parseTopic("pre-training");
    const filed = { topic, filedUnder: "pretrain pre train" };
    const read = [readPaper(aPaper(1, "pre-training")), readPaper(aPaper(2, "training"))];
    expect(createTopicMatcher([filed]).match(read)).toEqual([{ filed, paper: read[0] }]);
  });
});

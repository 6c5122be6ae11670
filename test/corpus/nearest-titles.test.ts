import { describe, expect, it } from "vitest";
import { createCorpus } from "#src/corpus/index.ts";
import { paper } from "../search/papers.ts";

const corpus = createCorpus(
  ["Sharp minima of wide and deep networks", "Sharp minima", "Sharp minima today", "Flat adapters"].map((title, at) =>
    paper(title, "Words.", { number: at + 1 }),
  ),
  "",
);
const suggested = (typed: string) => corpus.suggest(typed, 9).map(({ number }) => number);

describe("titles near to what was typed", () => {
  it("stand with the fewest other words first", () => {
    expect(suggested("sharp minima")).toEqual([2, 3, 1]);
    expect(suggested("sharp min")).toEqual([2, 3, 1]);
  });

  it("need half of the typed words, and no less", () => {
    expect(suggested("flat earth")).toEqual([4]);
    expect(suggested("flat earth theory")).toEqual([]);
  });

  it("forgive a letter in words of four letters, not in shorter ones", () => {
    expect(suggested("flst")).toEqual([4]);
    expect(suggested("fla")).toEqual([4]);
    expect(suggested("fal")).toEqual([]);
  });
});

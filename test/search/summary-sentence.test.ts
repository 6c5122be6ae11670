import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sentenceOf } from "#src/search/index.ts";
import { sentences } from "../../src/search/split-sentences.ts";
import { trimSentence } from "../../src/search/trim-sentence.ts";
import { judge, readArxivJudgments, readListingJudgments, type Result } from "../eval/measure-sentences.ts";

const listing = await readListingJudgments();
const arxiv = readArxivJudgments();

describe("the sentence that says what a paper does", () => {
  it("is right for 100 of the listing's 119 papers", () => {
    expect(listing).toHaveLength(119);
    expect(right(judge(listing, sentenceOf))).toBeGreaterThanOrEqual(100);
  });

  it("is right for four in five abstracts of arXiv, also of those it was not tuned on", () => {
    const results = judge(arxiv, sentenceOf);
    expect(results).toHaveLength(200);
    expect(right(results)).toBeGreaterThanOrEqual(180);
    expect(right(results.filter(({ isTunedOn }) => !isTunedOn))).toBeGreaterThanOrEqual(88);
  });

  it("is judged by a measure that tells it from the first sentence and from the whole abstract", () => {
    for (const judged of [listing, arxiv]) {
      expect(right(judge(judged, ({ abstract }) => firstOf(abstract)))).toBeLessThan(judged.length / 2);
      expect(right(judge(judged, ({ abstract }) => abstract))).toBeLessThan(judged.length / 20);
      expect(right(judge(judged, () => ""))).toBe(0);
    }
  });

  it("stands in the abstract but for its first letter and its full stop", () => {
    for (const { paper } of [...listing, ...arxiv]) {
      const sentence = sentenceOf(paper);
      expect(sentence).toMatch(/[.!?]["'”’)\]*]*$/);
      const inner = sentence.replace(/^We /, "").slice(1).replace(/\.$/, "");
      expect(paper.abstract).toContain(inner);
    }
  });

  it("is some sentence of whatever text there is", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme" }),
        fc.string({ unit: "grapheme", maxLength: 300 }),
        (title, abstract) => {
          expect(sentenceOf({ title, abstract }) === "").toBe(abstract.trim() === "");
        },
      ),
    );
  });
});

describe("a sentence that stands alone", () => {
  it.each([
    ["In this paper, we present DecompX to tackle these challenges.", "We present DecompX."],
    ["To address this limitation, we propose ConvLoRA.", "We propose ConvLoRA."],
    ["To overcome the limitations, we propose CAFES.", "We propose CAFES."],
    ["Guided by this, we propose a new update.", "We propose a new update."],
    ["Methods: We trained a model", "We trained a model."],
    ["We then formulate a descriptor;", "We formulate a descriptor."],
    ["v1 introduces a pointer.", "v1 introduces a pointer."],
    [
      "While earlier work learns them from data, we investigate rules that need none and prove that they are as good.",
      "We investigate rules that need none and prove that they are as good.",
    ],
  ])("loses what points at others: %s", (sentence, alone) => {
    expect(trimSentence(sentence)).toBe(alone);
  });

  it.each([
    "To enable easy post-hoc editing at scale, we propose MEND.",
    "This paper introduces a simple strategy, we call it Stair Pooling, which moderates the pace.",
    "Under classic smoothness conditions, we prove bounds.",
    "While others learn them from data, we draw them.",
  ])("keeps what says something: %s", (sentence) => {
    expect(trimSentence(sentence)).toBe(sentence);
  });
});

function right(results: readonly Result[]): number {
  return results.filter(({ isRight }) => isRight).length;
}

function firstOf(abstract: string): string {
  for (const { start, end } of sentences(abstract)) return abstract.slice(start, end);
  return "";
}

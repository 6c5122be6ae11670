import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { evaluate, mean, measures, readCollection, type Outcome } from "../eval/measure.ts";

const judgments = join(import.meta.dirname, "../eval/trending-dev.json");

const ndcg = (outcome: Outcome) => outcome.ndcg;
const first = (outcome: Outcome) => (outcome.first ? 1 : 0);

describe("search on the judged queries of the listing", async () => {
  const outcomes = await evaluate(await readCollection(judgments));
  const kind = (name: string, side: readonly Outcome[] = outcomes.floor) =>
    side.filter((outcome) => outcome.query.kind === name);

  it("finds remembered papers first", () => {
    expect(mean(kind("known_item"), first)).toBeGreaterThanOrEqual(0.85);
    expect(mean(kind("acronym"), first)).toBe(1);
  });

  it("answers typing errors as well as their clean form", () => {
    const clean = mean(kind("typo"), (outcome) => outcome.cleanNdcg ?? 0);
    expect(mean(kind("typo"), ndcg)).toBeGreaterThanOrEqual(clean - 0.02);
    expect(clean).toBeGreaterThanOrEqual(0.97);
  });

  it("answers nothing where nothing is relevant, and loses no topic by it", () => {
    expect(mean(kind("negative"), (outcome) => (outcome.nothing ? 1 : 0))).toBeGreaterThanOrEqual(0.75);
    expect(mean(kind("topical"), ndcg)).toBe(mean(kind("topical", outcomes.open), ndcg));
  });

  it("keeps its measured level on topics, questions and similar papers", () => {
    expect(mean(kind("topical"), ndcg)).toBeGreaterThanOrEqual(0.84);
    expect(mean(kind("question"), ndcg)).toBeGreaterThanOrEqual(0.68);
    expect(mean(kind("similar"), ndcg)).toBeGreaterThanOrEqual(0.84);
  });
});

describe("the measures", () => {
  it("are those of trec_eval", () => {
    const judged = new Map([
      ["a", 2],
      ["b", 1],
    ]);
    expect(measures(["a", "b"], judged)).toEqual({ ndcg: 1, mrr: 1, recall: 1, first: true });
    const swapped = measures(["x", "b", "a"], judged);
    expect(swapped.ndcg).toBeCloseTo((1 / Math.log2(3) + 2 / 2) / (2 + 1 / Math.log2(3)));
    expect(swapped).toMatchObject({ mrr: 0.5, recall: 1, first: false });
    expect(measures([], judged)).toEqual({ ndcg: 0, mrr: 0, recall: 0, first: false });
  });
});

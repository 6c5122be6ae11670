import { describe, expect, it } from "vitest";
import { LISTING_ORDER, trending, type Signal } from "#src/trending/index.ts";
import { paper } from "../search/papers.ts";

const papers = Array.from({ length: 10 }, (_, at) => paper(`Paper ${at + 1}`, "Words.", { number: at + 1 }));

/** Papers by their number, the best first; silent about the others. */
function order(numbers: readonly number[], said = "votes"): Signal {
  return {
    score: ({ number }) => (numbers.includes(number) ? -numbers.indexOf(number) : undefined),
    reason: ({ number }) => `${said} ${numbers.indexOf(number) + 1}`,
  };
}

function ranked(...signals: Signal[]): number[] {
  return trending(papers, signals).map(({ paper: { number } }) => number);
}

describe("several grounds together", () => {
  it("put a paper that is good by both before one that is first by one and last by the other", () => {
    expect(ranked(order([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]), order([10, 2, 3, 4, 5, 6, 7, 8, 9, 1]))[0]).toBe(2);
  });

  it("count for nothing where they are silent, and leave those papers in the order they came in", () => {
    expect(ranked(order([7]))).toEqual([7, 1, 2, 3, 4, 5, 6, 8, 9, 10]);
    expect(ranked()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it("each say why, those that speak of a paper and no other", () => {
    const [first, second] = trending(papers, [LISTING_ORDER, order([1], "liked")]);
    expect(first).toMatchObject({ place: 1, why: "1st in the listing, liked 1" });
    expect(second).toMatchObject({ place: 2, why: "2nd in the listing" });
  });
});

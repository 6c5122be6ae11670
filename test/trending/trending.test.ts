import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { trending, type Signal } from "#src/trending/index.ts";
import { openEmbeddedListing } from "../library.ts";

const { corpus } = await openEmbeddedListing();

describe("trending", () => {
  it("follows the listing, and says so of each place", () => {
    const placed = trending(corpus.papers);
    expect(placed.map(({ paper }) => paper.number)).toEqual(corpus.papers.map(({ number }) => number));
    expect([1, 2, 3, 4, 11, 12, 13, 21, 101, 111].map((place) => placed[place - 1]?.why)).toEqual(
      ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "101st", "111th"].map(
        (place) => `${place} in the listing`,
      ),
    );
  });

  it("keeps every paper once, whatever the signals say, and a signal that speaks alone decides", () => {
    fc.assert(
      fc.property(
        fc.array(fc.option(fc.integer(), { nil: undefined }), { minLength: 119, maxLength: 119 }),
        (votes) => {
          const signal: Signal = { score: ({ number }) => votes[number - 1], reason: () => "voted" };
          const placed = trending(corpus.papers, [signal]);
          expect(new Set(placed.map(({ paper }) => paper.id)).size).toBe(119);
          const scores = placed.map(({ paper }) => signal.score(paper)).filter((score) => score !== undefined);
          expect(scores).toEqual(scores.toSorted((a, b) => b - a));
        },
      ),
      { numRuns: 30 },
    );
  });
});

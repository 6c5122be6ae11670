import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { paper } from "../search/papers.ts";
import { cardsOf, labelsOf, talkAbout } from "./talk.ts";

const seven = Array.from({ length: 7 }, (_, at) => paper(`Paper ${at + 1}`, `Words of paper ${at + 1}.`));

describe("random", () => {
  it("draws one paper, and another by its button", async () => {
    const draws = [0, 0.999];
    const chat = await talkAbout(seven, { random: () => draws.shift() ?? 0.5 });
    const first = await chat.ask("random");
    expect(cardsOf(first).map(({ number }) => number)).toEqual([1]);
    expect(labelsOf(first)).toContain("Another");
    expect(cardsOf(await chat.press("Another")).map(({ number }) => number)).toEqual([7]);
  });

  it("draws no paper twice, whatever chance says, and all where more are asked for than there are", async () => {
    const chances = fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), {
      minLength: 7,
      maxLength: 7,
    });
    await fc.assert(
      fc.asyncProperty(chances, fc.integer({ min: 1, max: 100 }), async (draws, limit) => {
        const left = [...draws];
        const chat = await talkAbout(seven, { random: () => left.shift() ?? 0 });
        const { data = [] } = await chat.json("random", limit);
        expect(new Set(data.map(({ id }) => id)).size).toBe(Math.min(limit, 7));
        expect(data.map(({ rank }) => rank)).toEqual(Array.from({ length: Math.min(limit, 7) }, (_, at) => at + 1));
      }),
      { numRuns: 40 },
    );
  });

  it("has nothing to turn to: a draw has no pages", async () => {
    const chat = await talkAbout(seven);
    expect(labelsOf(await chat.ask("random"))).toEqual(["Another", "Share"]);
  });
});

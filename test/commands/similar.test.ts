import { describe, expect, it } from "vitest";
import { paper } from "../search/papers.ts";
import { cardsOf, labelsOf, talkAbout, wordsOf } from "./talk.ts";

const words = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu"];
/** Twelve papers on adapters, each with a word of its own, and one on something else. */
const papers = [
  ...words.map((word) => paper(`Adapters of ${word}`, `Low-rank adapters by ${word}.`)),
  paper("Sharp minima", "On the shape of losses."),
];

describe("similar", () => {
  it("lists the papers that say the same, never the paper itself, and pages to the last", async () => {
    const chat = await talkAbout(papers);
    const first = await chat.ask("similar #3");
    const second = await chat.press("Next");
    const found = [first, second].flatMap((page) => cardsOf(page).map(({ number = 0 }) => number));
    expect(found.toSorted((a, b) => a - b)).toEqual([1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect([first, second].flatMap(({ data = [] }) => data.map(({ rank }) => rank))).toEqual(
      Array.from({ length: 11 }, (_, at) => at + 1),
    );
    expect(labelsOf(second)).toEqual(["Previous", "Share"]);
    expect((await chat.press("Previous")).data).toEqual(first.data);
  });

  it("keeps the limit that was asked for on the next page", async () => {
    const chat = await talkAbout(papers);
    expect((await chat.json("similar #3", 4)).data?.map(({ rank }) => rank)).toEqual([1, 2, 3, 4]);
    expect((await chat.press("Next")).data?.map(({ rank }) => rank)).toEqual([5, 6, 7, 8]);
  });

  it("takes a paper by number, id and title alike", async () => {
    const chat = await talkAbout(papers);
    const { data } = await chat.ask("similar #3");
    for (const name of ["3", "adapters-of-gamma", "adapters of GAMMA"]) {
      expect((await chat.ask(`similar ${name}`)).data, name).toEqual(data);
    }
  });

  it("says so where no paper is like it", async () => {
    const chat = await talkAbout([paper("Sharp minima", "Of losses."), paper("Adapters", "By low ranks.")]);
    const reply = await chat.ask("similar #1");
    expect(reply.outcome).toBe("answered");
    expect(cardsOf(reply)).toEqual([]);
    expect(labelsOf(reply)).not.toContain("Next");
  });

  it("is a mistake without a paper, or with one that is not there", async () => {
    const chat = await talkAbout(papers);
    for (const line of ["similar", "similar #14"]) {
      const reply = await chat.ask(line);
      expect(reply.outcome, line).toBe("mistake");
      expect(wordsOf(reply), line).toMatch(/Try: similar #\d+$/);
    }
  });
});

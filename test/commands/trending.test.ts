import { describe, expect, it } from "vitest";
import { paper } from "../search/papers.ts";
import { cardsOf, labelsOf, talkAbout, wordsOf } from "./talk.ts";

function listing(count: number) {
  return Array.from({ length: count }, (_, at) => paper(`Paper ${at + 1}`, `Words of paper ${at + 1}. And more.`));
}

describe("trending", () => {
  it("goes through the whole list page by page, in its order, each paper once", async () => {
    const chat = await talkAbout(listing(23));
    const pages = [await chat.ask("trending")];
    while (labelsOf(pages.at(-1)!).includes("Next")) pages.push(await chat.press("Next"));
    expect(pages.map((page) => cardsOf(page).length)).toEqual([10, 10, 3]);
    expect(pages.flatMap((page) => cardsOf(page).map(({ number }) => number))).toEqual(
      Array.from({ length: 23 }, (_, at) => at + 1),
    );
    expect(pages.flatMap(({ data = [] }) => data.map(({ rank }) => rank))).toEqual(
      Array.from({ length: 23 }, (_, at) => at + 1),
    );
    expect(wordsOf(pages[2]!)).toContain("21–23 of 23");
  });

  it("ends with a full page where the papers fill it", async () => {
    const chat = await talkAbout(listing(20));
    await chat.ask("trending");
    expect(labelsOf(await chat.press("Next"))).toEqual(["Previous", "Share"]);
  });

  it("gives as many lines of JSON as were asked for, without a score", async () => {
    const chat = await talkAbout(listing(12));
    const { data = [] } = await chat.json("trending", 11);
    expect(data).toHaveLength(11);
    expect(data[10]).toEqual({ rank: 11, id: "paper-11", number: 11, title: "Paper 11", score: null });
    expect((await chat.json("trending", 100)).data).toHaveLength(12);
  });

  it("shares the page that is shown", async () => {
    const chat = await talkAbout(listing(15));
    await chat.ask("trending");
    const shown = await chat.press("Next");
    expect((await chat.press("Share")).data).toEqual(shown.data);
  });

  it("says of each paper what it does and why it is there, and opens it by its button", async () => {
    const chat = await talkAbout(listing(3));
    const reply = await chat.ask("trending");
    for (const { excerpt, why } of cardsOf(reply)) {
      expect(excerpt).not.toEqual([]);
      expect(why).not.toEqual([]);
    }
    expect(cardsOf(reply)[1]?.buttons).toMatchObject([{ call: { command: "show", args: { paper: "paper-2" } } }]);
  });
});

import { describe, expect, it } from "vitest";
import { paper } from "../search/papers.ts";
import { cardsOf, labelsOf, talkAbout, wordsOf, type Talk } from "./talk.ts";

/** So many papers on grokking, between two on something else. */
function onGrokking(count: number) {
  const papers = Array.from({ length: count }, (_, at) => paper(`Grokking ${at + 1}`, `Study ${at + 1} of grokking.`));
  return [paper("Sharp minima", "On the shape of losses."), ...papers, paper("Adapters", "Of low rank.")];
}

async function numbersIn(chat: Talk, line: string): Promise<(number | undefined)[]> {
  return cardsOf(await chat.ask(line)).map(({ number }) => number);
}

describe("search", () => {
  it("turns pages to the last paper and back, each paper once", async () => {
    const chat = await talkAbout(onGrokking(21));
    const first = await chat.ask("search grokking");
    expect(labelsOf(first)).toEqual(["Next", "Share"]);
    expect(wordsOf(first)).toContain("1–10 of 21");
    const second = await chat.press("Next");
    expect(labelsOf(second)).toEqual(["Previous", "Next", "Share"]);
    const third = await chat.press("Next");
    expect(labelsOf(third)).toEqual(["Previous", "Share"]);
    expect(wordsOf(third)).toContain("21–21 of 21");
    const all = [first, second, third].flatMap((reply) => reply.data ?? []);
    expect(all.map(({ rank }) => rank)).toEqual(Array.from({ length: 21 }, (_, at) => at + 1));
    expect(new Set(all.map(({ id }) => id)).size).toBe(21);
    expect((await chat.press("Previous")).data).toEqual(second.data);
  });

  it.each([10, 20])("has no page after the last of %i papers, where it is full", async (count) => {
    const chat = await talkAbout(onGrokking(count));
    let page = await chat.ask("search grokking");
    for (let turned = 10; turned < count; turned += 10) page = await chat.press("Next");
    expect(cardsOf(page)).toHaveLength(10);
    expect(labelsOf(page)).not.toContain("Next");
  });

  it("keeps to the limit that was asked for while it turns pages", async () => {
    const chat = await talkAbout(onGrokking(6));
    const first = await chat.json("search grokking", 3);
    expect(first.data?.map((line) => Object.keys(line))).toEqual(
      Array.from({ length: 3 }, () => ["rank", "id", "number", "title", "score"]),
    );
    const second = await chat.press("Next");
    expect(second.data?.map(({ rank }) => rank)).toEqual([4, 5, 6]);
    expect(labelsOf(second)).toEqual(["Previous", "Share"]);
  });

  it("says that there is nothing, and where to look instead", async () => {
    const chat = await talkAbout(onGrokking(3));
    const reply = await chat.ask("search kubernetes");
    expect(reply.outcome).toBe("answered");
    expect(reply.data).toEqual([]);
    expect(wordsOf(reply)).toMatch(/themes.*trending/);
    expect(labelsOf(reply)).toEqual(["Share"]);
  });

  it("answers plain words without its name, and takes a command's name for a word where it says so", async () => {
    const chat = await talkAbout([...onGrokking(2), paper("Random forests", "Forests of random trees.")]);
    expect(await numbersIn(chat, "grokking")).toEqual(await numbersIn(chat, "search grokking"));
    expect(await numbersIn(chat, "search random")).toEqual([5]);
  });

  it("refuses to search for nothing or for more than 500 characters", async () => {
    const chat = await talkAbout(onGrokking(1));
    for (const line of ["search", `search ${"x".repeat(501)}`, "x".repeat(501)]) {
      expect((await chat.ask(line)).outcome, line).toBe("mistake");
    }
    expect((await chat.ask(`search ${"x".repeat(500)}`)).outcome).toBe("answered");
  });

  it("finds a phrase in a title or in an abstract, never across the two", async () => {
    const chat = await talkAbout([
      paper("We study sharp", "Minima are flat."),
      paper("Sharp minima", "They are many."),
      paper("Losses", "Where sharp minima are."),
      paper("A tale of pre", "Training is slow."),
    ]);
    expect((await numbersIn(chat, 'search "sharp minima"')).toSorted()).toEqual([2, 3]);
    expect(await numbersIn(chat, 'search sharp -"sharp minima"')).toEqual([1]);
    expect(await numbersIn(chat, 'search "pre-training"')).toEqual([]);
  });
});

describe("since:", () => {
  const dated = (published: string) => paper(`Nets of ${published}`, "About nets.", { published });

  it.each([
    ["a date alone", "2024-04-30", "2024-05-01"],
    ["an instant", "2024-04-30T23:59:59Z", "2024-05-01T00:00:00Z"],
  ])("takes in the day that it names, and not the one before, where papers tell %s", async (_, before, on) => {
    const chat = await talkAbout([dated(before), dated(on)]);
    for (const since of ["2024-05-01", "2024-05"]) {
      expect(await numbersIn(chat, `search nets since:${since}`), since).toEqual([2]);
    }
    expect((await numbersIn(chat, "search nets since:2024")).toSorted()).toEqual([1, 2]);
    expect(await numbersIn(chat, "search nets since:2024-05-02")).toEqual([]);
  });
});

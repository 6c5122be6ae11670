import { describe, expect, it } from "vitest";
import { createTestBot } from "../bot.ts";
import { paper } from "../search/papers.ts";
import { buttonsOf, labelsOf, talk, talkAbout, wordsOf } from "./talk.ts";

describe("themes", () => {
  it("lists phrases of the papers, the first of them as buttons that search for them", async () => {
    const chat = talk(await createTestBot());
    const reply = await chat.ask("themes");
    const themes = (reply.data ?? []) as { rank: number; theme: string; query: string; papers: number }[];
    expect(themes.length).toBeGreaterThan(5);
    expect(themes.map(({ rank }) => rank)).toEqual(themes.map((_, at) => at + 1));
    expect(labelsOf(reply)).toEqual([...themes.slice(0, 5).map(({ theme }) => theme), "Share"]);
    for (const { query, papers } of themes) expect(wordsOf(reply)).toContain(`${query} ${papers} papers`);
  });

  it("each find, pressed, as many papers as they say", async () => {
    const chat = talk(await createTestBot());
    for (const at of [0, 1, 2, 3, 4]) {
      const reply = await chat.ask("themes");
      const found = await chat.press(labelsOf(reply)[at]!);
      const { papers } = reply.data?.[at] as { papers: number };
      expect(wordsOf(found)).toMatch(papers > 10 ? new RegExp(`1–10 of ${papers}\\b`) : /^Papers on/);
      if (papers <= 10) expect(found.data).toHaveLength(papers);
    }
  });

  it("gives as many lines of JSON as were asked for", async () => {
    const chat = talk(await createTestBot());
    expect((await chat.json("themes", 3)).data).toHaveLength(3);
    expect((await chat.json("themes", 20)).data).toHaveLength(20);
  });

  it("says that there are too few papers to find any in", async () => {
    const chat = await talkAbout([paper("Sharp minima", "On losses."), paper("Adapters", "Of low rank.")]);
    const reply = await chat.ask("themes");
    expect(reply.outcome).toBe("answered");
    expect(reply.data).toEqual([]);
    expect(wordsOf(reply)).toContain("too few papers");
    expect(buttonsOf(reply).map(({ label }) => label)).toEqual(["Share"]);
  });
});

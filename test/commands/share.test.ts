import { describe, expect, it } from "vitest";
import { commands } from "#src/commands/index.ts";
import { createTestBot } from "../bot.ts";
import { everyAnswer } from "../contract/every-answer.ts";
import { labelsOf, talk } from "./talk.ts";

const shares = (reply: Parameters<typeof labelsOf>[0]) => labelsOf(reply).filter((label) => label === "Share").length;

describe("an answer that one person sees", () => {
  it("is offered for sharing once, but for what changes something, which would change it again", async () => {
    const answers = new Map((await everyAnswer("slack", 2000)).map(({ line, reply }) => [line, reply]));
    for (const { examples, changesSettings } of commands) {
      for (const line of examples) {
        const reply = answers.get(line);
        expect(reply && shares(reply), line).toBe(changesSettings ? 0 : 1);
      }
    }
  });

  it("is offered to nobody at the console, where nobody else is, nor where it is a mistake", async () => {
    for (const { line, reply } of await everyAnswer("console", Number.POSITIVE_INFINITY)) {
      expect(shares(reply), line).toBe(0);
    }
    expect(shares(await talk(await createTestBot()).ask("show #9999"))).toBe(0);
  });

  it("is shared as it was asked for: the same page, the same limit", async () => {
    const chat = talk(await createTestBot());
    await chat.json("search gradient", 3);
    const second = await chat.press("Next");
    expect((await chat.press("Share")).data).toEqual(second.data);
    expect(second.data?.map(({ rank }) => rank)).toEqual([4, 5, 6]);
  });
});

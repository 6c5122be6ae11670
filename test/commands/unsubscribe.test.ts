import { describe, expect, it } from "vitest";
import { createTestBot } from "../bot.ts";
import { labelsOf, talk, wordsOf, type Talk } from "./talk.ts";

async function following(line: string): Promise<Talk> {
  const chat = talk(await createTestBot());
  await chat.ask(`subscribe ${line}`);
  return chat;
}

describe("unsubscribe", () => {
  it.each(["unsubscribe 2", "unsubscribe #2", "unsubscribe ADAM", "unsubscribe adam"])(
    "%s takes away the second topic",
    async (line) => {
      const chat = await following("zebra, adam, middle");
      expect(wordsOf(await chat.ask(line))).toContain("Topics here: 1. zebra · 2. middle");
    },
  );

  it("means the topic where one is called like a number", async () => {
    const chat = await following("zebra, 2024, 1");
    expect(wordsOf(await chat.ask("unsubscribe 2024"))).toContain("Topics here: 1. zebra · 2. 1");
    expect(wordsOf(await chat.ask("unsubscribe 1"))).toContain("Topics here: 1. zebra");
    expect(wordsOf(await chat.ask("unsubscribe 1"))).toContain("No topic is left here.");
  });

  it.each(["unsubscribe 0", "unsubscribe 3", "unsubscribe #3", "unsubscribe diffusion", "unsubscribe"])(
    "%s is a mistake where two other topics are followed, and takes none away",
    async (line) => {
      const chat = await following("zebra, adam");
      expect((await chat.ask(line)).outcome).toBe("mistake");
      expect(wordsOf(await chat.ask("subscriptions"))).toContain("2 topics here");
    },
  );

  it("all takes every topic away, and its button brings them all back in their order", async () => {
    const chat = await following("zebra, adam");
    const gone = await chat.ask("unsubscribe ALL");
    expect(wordsOf(gone)).toContain("zebra, adam");
    expect(labelsOf(gone)).toEqual(["Follow again", "Add topic…"]);
    expect(wordsOf(await chat.press("Follow again"))).toContain("1. zebra · 2. adam");
  });

  it("all where none is followed is answered, with nothing to follow again", async () => {
    const reply = await talk(await createTestBot()).ask("unsubscribe all");
    expect(reply.outcome).toBe("answered");
    expect(labelsOf(reply)).toEqual(["Add topic…"]);
  });
});

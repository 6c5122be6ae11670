import { describe, expect, it } from "vitest";
import { createTestBot } from "../bot.ts";
import { here, labelsOf, talk, wordsOf, type Talk } from "./talk.ts";

const topics = (count: number) => Array.from({ length: count }, (_, at) => `topic${at + 1}word`).join(", ");

async function following(line: string): Promise<Talk> {
  const chat = talk(await createTestBot());
  await chat.ask(`subscribe ${line}`);
  return chat;
}

/** The numbers on the buttons that remove a topic. */
function removable(reply: Awaited<ReturnType<Talk["ask"]>>): number[] {
  return labelsOf(reply).flatMap((label) => Number(/^Remove (\d+)$/.exec(label)?.[1] ?? Number.NaN) || []);
}

describe("subscriptions", () => {
  it("fits ten topics on a page, and has no other page for them", async () => {
    const reply = await (await following(topics(10))).ask("subscriptions");
    expect(removable(reply)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(labelsOf(reply)).not.toContain("Next");
    expect(labelsOf(reply)).not.toContain("Previous");
  });

  it("turns to the eleventh and back", async () => {
    const chat = await following(topics(11));
    const first = await chat.ask("subscriptions");
    const second = await chat.press("Next");
    expect(removable(second)).toEqual([11]);
    expect(wordsOf(second)).toContain("11. topic11word");
    expect(labelsOf(second)).not.toContain("Next");
    expect(removable(await chat.press("Previous"))).toEqual(removable(first));
  });

  it("keeps the order in which the topics were made", async () => {
    const chat = await following("zebra, adam");
    await chat.ask("subscribe middle");
    expect(wordsOf(await chat.ask("subscriptions"))).toMatch(/1\. zebra [^]*2\. adam [^]*3\. middle /);
    expect(wordsOf(await chat.press("Remove 1"))).toMatch(/1\. adam · 2\. middle/);
  });

  it("are those of this channel alone", async () => {
    const bot = await createTestBot();
    await talk(bot).ask("subscribe zebra");
    const elsewhere = await talk(bot, { ...here, id: "C2" }).ask("subscriptions");
    expect(wordsOf(elsewhere)).not.toContain("zebra");
    expect(removable(elsewhere)).toEqual([]);
    expect(labelsOf(elsewhere)).toContain("Add topic…");
  });

  it("lists no papers, so that --json is a mistake", async () => {
    expect((await (await following("zebra")).json("subscriptions")).outcome).toBe("mistake");
  });
});

import { describe, expect, it } from "vitest";
import { createTestBot } from "../bot.ts";
import { labelsOf, talk, wordsOf, type Talk } from "./talk.ts";

/** A channel in Tokyo's time on 24 November 2026, 20:00 UTC, which is the 25th there, a Wednesday. */
async function inTokyo(): Promise<Talk> {
  const chat = talk(await createTestBot({ now: () => new Date("2026-11-24T20:00:00Z") }));
  await chat.ask("daily at 09:00 Asia/Tokyo every day");
  return chat;
}

describe("pause", () => {
  it("ends on a day after today, which is the channel's today and not UTC's", async () => {
    const chat = await inTokyo();
    for (const day of ["2026-11-24", "2026-11-25", "2020-01-01"]) {
      const refused = await chat.ask(`pause until ${day}`);
      expect(refused.outcome, day).toBe("mistake");
      expect(wordsOf(refused), day).toContain("Try: pause until 2026-11-26");
    }
    expect(wordsOf(await chat.ask("status"))).not.toContain("Paused:");
    const paused = await chat.ask("pause until 2026-11-26");
    expect(paused.outcome).toBe("answered");
    expect(wordsOf(paused)).toContain("Next: Thu 26 November, 09:00 (Asia/Tokyo)");
  });

  it.each([
    ["tomorrow", "26 November 2026"],
    ["thursday", "26 November 2026"],
    ["wed", "2 December 2026"],
    ["25 nov", "25 November 2027"],
    ["in 2 days", "27 November 2026"],
    ["next week", "2 December 2026"],
  ])("until %s counts from the channel's today", async (day, until) => {
    expect(wordsOf(await (await inTokyo()).ask(`pause until ${day}`))).toContain(until);
  });

  it("holds until its last word: a later pause takes the place of an earlier one", async () => {
    const chat = await inTokyo();
    await chat.ask("pause until 2026-12-24");
    await chat.ask("pause until tomorrow");
    expect(wordsOf(await chat.ask("status"))).toContain("Next: Thu 26 November");
  });

  it("can be ended by its button, and is offered nobody for sharing", async () => {
    const chat = await inTokyo();
    expect(labelsOf(await chat.ask("pause until friday"))).toEqual(["Resume"]);
    expect(wordsOf(await chat.press("Resume"))).not.toContain("Paused:");
  });

  it("is a search where its words are no day, and a mistake where it begins one", async () => {
    const chat = await inTokyo();
    expect((await chat.ask("pause tokens in training")).data).toBeDefined();
    for (const line of ["pause", "pause until", "pause until someday"]) {
      const reply = await chat.ask(line);
      expect(reply.outcome, line).toBe("mistake");
      expect(wordsOf(reply), line).toContain("Try: pause until");
    }
  });
});

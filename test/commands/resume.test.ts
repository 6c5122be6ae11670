import { describe, expect, it } from "vitest";
import { createTestBot } from "../bot.ts";
import { talk, wordsOf } from "./talk.ts";

/** A channel with a daily post at 18:00 UTC, from Tuesday, 24 November 2026, 09:00 UTC on. */
async function open() {
  const time = { now: new Date("2026-11-24T09:00:00Z") };
  const chat = talk(await createTestBot({ now: () => time.now }));
  await chat.ask("daily at 18:00 UTC every day");
  return { chat, time };
}

describe("resume", () => {
  it("ends a pause: today's post comes today", async () => {
    const { chat } = await open();
    await chat.ask("pause until 2026-12-24");
    const words = wordsOf(await chat.ask("resume"));
    expect(words).toContain("The pause is over");
    expect(words).toContain("Next: Tue 24 November, 18:00 (UTC)");
    expect(words).not.toContain("Paused:");
  });

  it("says that there is none where nobody paused, or the pause is over by itself", async () => {
    const { chat, time } = await open();
    expect(wordsOf(await chat.ask("resume"))).toContain("There is no pause here");
    await chat.ask("pause until 2026-11-26");
    time.now = new Date("2026-11-25T23:59:59Z");
    expect(wordsOf(await chat.ask("status"))).toContain("Paused:");
    time.now = new Date("2026-11-26T00:00:00Z");
    expect(wordsOf(await chat.ask("status"))).not.toContain("Paused:");
    expect(wordsOf(await chat.ask("resume"))).toContain("There is no pause here");
  });

  it("turns nothing on that is off", async () => {
    const { chat } = await open();
    await chat.ask("daily off");
    await chat.ask("pause until 2026-12-24");
    const words = wordsOf(await chat.ask("resume"));
    expect(words).toContain("turn it on: daily on");
    expect(words).not.toContain("Next:");
  });

  it("is a search with other words behind it", async () => {
    const { chat } = await open();
    expect((await chat.ask("resume training from a checkpoint")).data).toBeDefined();
  });
});

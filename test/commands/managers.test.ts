import { describe, expect, it } from "vitest";
import { createTestBot, type LogLine } from "../bot.ts";
import { scriptedPlatform } from "../digest/world.ts";
import { dialects, useDatabases } from "../store/databases.ts";
import { here, person, talk, wordsOf } from "./talk.ts";

const manager = person("U1", { name: "Ada", isManager: true });
const member = person("U2", { name: "Bob" });

describe.each(dialects)("who may change a channel, on %s", (dialect) => {
  const databases = useDatabases(dialect);
  const open = async (log: LogLine[] = []) =>
    createTestBot({ store: await databases.open(), platforms: [scriptedPlatform()], log });

  it("is everyone, until somebody leaves it to managers", async () => {
    const chat = talk(await open());
    expect((await chat.ask("subscribe grokking", member)).outcome).toBe("answered");
    expect(wordsOf(await chat.ask("managers on", manager))).toContain("Only managers change things here");
    const changes = [
      ...["subscribe diffusion", "unsubscribe all", "daily on", "daily now", "daily off", "daily count 3"],
      ...["pause until monday", "resume", "managers off"],
    ];
    for (const line of changes) {
      const refused = await chat.ask(line, member);
      expect(refused.outcome, line).toBe("mistake");
      expect(wordsOf(refused), line).toContain("Only managers change things in this channel");
    }
    for (const line of ["subscriptions", "status", "daily", "daily preview", "search grokking", "why #1"]) {
      expect((await chat.ask(line, member)).outcome, line).toBe("answered");
    }
    expect(wordsOf(await chat.ask("subscriptions", member))).toContain("One topic here");
    expect((await chat.ask("subscribe diffusion", manager)).outcome).toBe("answered");
    await chat.ask("managers off", manager);
    expect((await chat.ask("subscribe zebra", member)).outcome).toBe("answered");
  });

  it("is asked anew of the person who presses, and for the channel of the press", async () => {
    const bot = await open();
    const chat = talk(bot);
    await chat.ask("subscribe grokking", manager);
    await chat.ask("managers on", manager);
    await chat.ask("subscriptions", manager);
    expect((await chat.press("Remove 1", member)).outcome).toBe("mistake");
    // The same button in a channel that everyone changes acts on that channel.
    const shown = await chat.ask("subscriptions", manager);
    const [remove] = shown.blocks.flatMap((block) => (block.kind === "buttons" ? block.buttons : []));
    const payload = remove !== undefined && "payload" in remove ? (remove.payload ?? "") : "";
    const elsewhere = { ...here, id: "C2" };
    const reply = await bot.handle({
      ...{ id: "elsewhere", actor: member, channel: elsewhere, visibility: "private" as const },
      input: { payload },
    });
    expect(reply && wordsOf(reply)).toContain("This channel follows no topics");
    expect(wordsOf(await chat.ask("subscriptions", member))).toContain("grokking");
  });

  it("is kept with every change, and nobody's words or names are in the log", async () => {
    const log: LogLine[] = [];
    const chat = talk(await open(log));
    await chat.ask("subscribe zebrafish", member);
    await chat.ask("daily at 07:00 Asia/Tokyo", manager);
    await chat.ask("unsubscribe all", member);
    const told = wordsOf(await chat.ask("status", member));
    expect(told).toContain("Bob, subscribe zebrafish");
    expect(told).toContain("Ada, at 09:00 → 07:00");
    expect(told).toContain("Ada, zone UTC → Asia/Tokyo");
    expect(told).toContain("Bob, unsubscribe zebrafish");
    expect(JSON.stringify(log)).not.toMatch(/zebrafish|Ada|Bob|Tokyo/);
    expect(log.map(({ fields }) => [fields["channel"], fields["command"], fields["outcome"]])).toEqual([
      ["slack:T1:C1", "subscribe", "answered"],
      ["slack:T1:C1", "daily", "answered"],
      ["slack:T1:C1", "unsubscribe", "answered"],
      ["slack:T1:C1", "status", "answered"],
    ]);
  });

  it("says to somebody who is no manager that they gave it away", async () => {
    const chat = talk(await open());
    expect(wordsOf(await chat.ask("managers on", member))).toContain("You are none of them");
    expect((await chat.ask("managers off", member)).outcome).toBe("mistake");
  });
});

it("the answer to a change is not offered for sharing, which would change it again", async () => {
  const chat = talk(await createTestBot({ platforms: [scriptedPlatform()] }));
  for (const line of ["subscribe grokking", "daily on", "pause until monday", "unsubscribe 1"]) {
    const labels = (await chat.ask(line)).blocks.flatMap((block) =>
      block.kind === "buttons" ? block.buttons.map(({ label }) => label) : [],
    );
    expect(labels, line).not.toContain("Share");
  }
});

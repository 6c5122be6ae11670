import { describe, expect, it } from "vitest";
import { createTestBot } from "../bot.ts";
import { aListing, createWorld } from "../digest/world.ts";
import { useDatabases } from "../store/databases.ts";
import { here, labelsOf, person, talk, wordsOf } from "./talk.ts";

const databases = useDatabases("sqlite");
const day = 24 * 60 * 60_000;

/** A channel with one paper every day at 10:00 UTC, from Tuesday, 24 November 2026, 09:00 UTC on. */
async function open() {
  const store = await databases.open();
  const world = createWorld(store, { now: Date.parse("2026-11-24T09:00:00Z"), corpus: aListing(20) });
  const bot = await createTestBot({
    ...{ store, digest: world.digest, platforms: [world.platform], now: () => new Date(world.now) },
    library: world.library,
  });
  const chat = talk(bot);
  await chat.ask("daily at 10:00 UTC every day count 1");
  await world.pass(60 * 60_000);
  return { world, bot, chat };
}

describe("status", () => {
  it("tells the last seven editions, the newest first, each with its link", async () => {
    const { chat, world } = await open();
    for (let days = 1; days < 9; days += 1) await world.pass(day);
    const reply = await chat.ask("status");
    const posted = wordsOf(reply)
      .split("\n")
      .filter((line) => line.includes("see it"));
    expect(posted).toHaveLength(7);
    expect(posted[0]).toContain("2 December");
    expect(posted[6]).toContain("26 November");
    expect(reply.summary).toContain("Wed 2 December, 10:00");
  });

  it("tells the last five changes, the newest first, each by whom and from what to what", async () => {
    const { chat } = await open();
    for (const count of [2, 3, 4, 5, 6]) await chat.ask(`daily count ${count}`, person("U2", { name: "Bob" }));
    const lines = wordsOf(await chat.ask("status")).split("\n");
    const changes = lines.slice(lines.indexOf("Changes:") + 1);
    expect(changes.map((line) => line.replace(/^[^:]*:\d\d: /, ""))).toEqual([
      "Bob, count 5 → 6",
      "Bob, count 4 → 5",
      "Bob, count 3 → 4",
      "Bob, count 2 → 3",
      "Bob, count 1 → 2",
    ]);
  });

  it("shortens what was changed to a hundred characters", async () => {
    const { chat } = await open();
    await chat.ask(`subscribe ${Array.from({ length: 30 }, (_, at) => `topic${at}word`).join(", ")}`);
    const change = wordsOf(await chat.ask("status"))
      .split("\n")
      .find((line) => line.includes("subscribe topic0word"));
    expect(change).toMatch(/ subscribe .{100}…$/);
  });

  it("says of a setting that was taken back that there is none", async () => {
    const { chat } = await open();
    await chat.ask("pause until 2026-12-24");
    await chat.ask("resume");
    expect(wordsOf(await chat.ask("status"))).toContain("pause until 2026-12-24 → none");
  });

  it("offers to post again exactly what was perhaps posted", async () => {
    const { chat, world } = await open();
    world.platform.answers.push({ state: "perhaps posted", reason: "timeout" });
    world.platform.found.push("unknown");
    await world.pass(day);
    await world.pass(5 * 60_000);
    expect(labelsOf(await chat.ask("status"))).toEqual([
      ...["Post 2026-11-25 again", "Preview", "Change…", "Add topic…", "Share"],
    ]);
  });

  it("is of this channel alone", async () => {
    const { bot } = await open();
    const words = wordsOf(await talk(bot, { ...here, id: "C2" }).ask("status"));
    expect(words).toContain("Nothing was posted here yet.");
    expect(words).not.toContain("Changes:");
  });
});

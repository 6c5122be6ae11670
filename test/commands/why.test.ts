import { describe, expect, it } from "vitest";
import { createTestBot } from "../bot.ts";
import { aListing, createWorld } from "../digest/world.ts";
import { useDatabases } from "../store/databases.ts";
import { here, labelsOf, talk, wordsOf } from "./talk.ts";

const databases = useDatabases("sqlite");

/** A channel on Tuesday, 24 November 2026, 09:00 UTC, in which an edition of three papers was posted. */
async function posted() {
  const store = await databases.open();
  const world = createWorld(store, { now: Date.parse("2026-11-24T09:00:00Z"), corpus: aListing(4) });
  const bot = await createTestBot({
    ...{ store, digest: world.digest, platforms: [world.platform], now: () => new Date(world.now) },
    library: world.library,
  });
  const chat = talk(bot);
  await chat.ask("subscribe model editing, editing");
  await chat.ask("daily count 3");
  world.corpus = aListing(5);
  await chat.ask("daily now");
  await world.pass(0);
  return { world, bot, chat };
}

describe("why", () => {
  it("names each topic that brought a paper with its words, and its place", async () => {
    const { chat } = await posted();
    const lines = wordsOf(await chat.ask("why #5")).split("\n");
    expect(lines[1]).toContain("24 November 2026");
    expect(lines.slice(2)).toEqual([
      "the topic model editing, by model, editing",
      "the topic editing, by editing",
      "its place: 5th in the listing",
    ]);
  });

  it("names the place alone of a paper that no topic brought, and opens it by its button", async () => {
    const { chat } = await posted();
    const reply = await chat.ask("why Paper 1 on model editing");
    expect(wordsOf(reply)).toMatch(/because of:\nits place: 1st/);
    expect(labelsOf(reply)).toContain("More");
    expect((await chat.press("More")).data).toMatchObject([{ id: "paper-1" }]);
  });

  it("says that a paper was not posted here, though it was elsewhere", async () => {
    const { bot, chat } = await posted();
    for (const reply of [await chat.ask("why #4"), await talk(bot, { ...here, id: "C2" }).ask("why #5")]) {
      expect(reply.outcome).toBe("answered");
      expect(wordsOf(reply)).toContain("No edition here has shown this paper.");
      expect(labelsOf(reply)).toEqual(["Share"]);
    }
  });

  it("takes a question for a search, and a paper that is not there for a mistake", async () => {
    const { chat } = await posted();
    expect((await chat.ask("why do models need editing")).data).toBeDefined();
    for (const line of ["why #6", "why 6"]) expect((await chat.ask(line)).outcome, line).toBe("mistake");
  });
});

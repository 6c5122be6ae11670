import { describe, expect, it } from "vitest";
import { splitTopics } from "#src/commands/split-topics.ts";
import type { Bot } from "#src/platform/index.ts";
import { createTestBot } from "../bot.ts";
import { aListing, createWorld, scriptedPlatform, type ScriptedPlatform } from "../digest/world.ts";
import { dialects, useDatabases } from "../store/databases.ts";
import { here, labelsOf, person, talk, wordsOf, type Talk } from "./talk.ts";

describe("several topics in one line", () => {
  it.each([
    ["low-rank adapters", ["low-rank adapters"]],
    ["a, b ,c", ["a", "b", "c"]],
    ['"weight decay, adam", grokking', ['"weight decay, adam"', "grokking"]],
    ['diffusion -"text, image", b', ['diffusion -"text, image"', "b"]],
    ['title:"a, b", c', ['title:"a, b"', "c"]],
    ['"open, and never closed', ['"open', "and never closed"]],
    ['5" disks, 3" disks', ['5" disks', '3" disks']],
    [", ,", []],
  ])("%s", (typed, expected) => {
    expect(splitTopics(typed)).toEqual(expected);
  });
});

describe.each(dialects)("topics on %s", (dialect) => {
  const databases = useDatabases(dialect);

  async function open(): Promise<{ bot: Bot; chat: Talk; platform: ScriptedPlatform }> {
    const platform = scriptedPlatform();
    const bot = await createTestBot({ store: await databases.open(), platforms: [platform] });
    return { bot, chat: talk(bot), platform };
  }

  it("are saved with a preview of what they catch now, and listed as typed", async () => {
    const { chat } = await open();
    const reply = await chat.ask('subscribe low-rank adapters, "edge of stability"');
    expect(reply.outcome).toBe("answered");
    expect(wordsOf(reply)).toContain("This channel now follows 2 more topics");
    expect(wordsOf(reply)).toContain("“low-rank adapters” catches 6 papers that are here now");
    expect(wordsOf(reply)).toContain('Topics here: 1. low-rank adapters · 2. "edge of stability"');
    const listed = wordsOf(await chat.ask("subscriptions"));
    expect(listed).toContain("2 topics here");
    expect(listed).toMatch(/1\. low-rank adapters by Ada on .* · catches 6 papers now · none posted yet/);
  });

  it("that are there already say so, in whatever form, and are kept once", async () => {
    const { chat } = await open();
    await chat.ask("subscribe low-rank adapters");
    const again = await chat.ask("subscribe adapters low-rank, grokking");
    expect(wordsOf(again)).toContain("Followed here already: “adapters low-rank”.");
    expect(wordsOf(again)).toMatch(/Topics here: 1\. \S+( adapters)? · 2\. \S+( adapters)?$/m);
    expect(wordsOf(await chat.ask("subscribe grokking"))).toContain("This channel follows “grokking”");
  });

  it("go by number, by their words, or all at once, and can be followed again", async () => {
    const { chat } = await open();
    await chat.ask("subscribe diffusion, grokking, low-rank adapters");
    expect(wordsOf(await chat.ask("unsubscribe 2"))).toContain("Topics here: 1. diffusion · 2. low-rank adapters");
    expect(wordsOf(await chat.ask("unsubscribe adapters low-rank"))).toContain("No longer followed here: low-rank");
    expect(wordsOf(await chat.press("Follow again"))).toContain("Topics here: 1. diffusion · 2. low-rank adapters");
    expect(wordsOf(await chat.ask("unsubscribe all"))).toContain("No topic is left here.");
    expect((await chat.ask("unsubscribe all")).outcome).toBe("answered");
    expect((await chat.ask("unsubscribe 1")).outcome).toBe("mistake");
  });

  it("are removed by a button that means the topic, whatever its number has become", async () => {
    const { bot, chat } = await open();
    await chat.ask("subscribe diffusion, grokking");
    await chat.ask("subscriptions");
    await talk(bot).ask("unsubscribe 1");
    expect(wordsOf(await chat.press("Remove 2"))).toContain("No longer followed here: grokking");
  });

  it("are refused where nothing is left to say: too many, or filters alone", async () => {
    const { chat } = await open();
    for (const line of ["subscribe has:code", "subscribe -survey", "subscribe the", "subscribe ,"]) {
      const refused = await chat.ask(line);
      expect(refused.outcome, line).toBe("mistake");
      expect(wordsOf(refused), line).toMatch(/Try: subscribe /);
    }
    const many = Array.from({ length: 100 }, (_, at) => `topic${at}word`).join(", ");
    expect((await chat.ask(`subscribe ${many}`)).outcome).toBe("answered");
    const over = await chat.ask("subscribe one more");
    expect(over.outcome).toBe("mistake");
    expect(wordsOf(over)).toContain("100");
    expect(wordsOf(await chat.ask("subscriptions"))).toContain("100 topics here");
    expect(labelsOf(await chat.press("Next"))).toContain("Remove 11");
  });

  it("of many people at once are each kept, up to the limit and no further", async () => {
    const { chat } = await open();
    await chat.ask(`subscribe ${Array.from({ length: 95 }, (_, at) => `topic${at}word`).join(", ")}`);
    const people = Array.from({ length: 12 }, (_, at) => chat.ask(`subscribe other${at}word`, person(`P${at}`)));
    const outcomes = (await Promise.all(people)).map(({ outcome }) => outcome);
    expect(outcomes.filter((outcome) => outcome === "answered")).toHaveLength(5);
    expect(outcomes.filter((outcome) => outcome === "mistake")).toHaveLength(7);
    expect(wordsOf(await chat.ask("subscriptions"))).toContain("100 topics here");
  });

  it("that no paper says are kept as typed, with what else may have been meant", async () => {
    const { chat } = await open();
    const reply = await chat.ask("subscribe machien unlearning");
    expect(wordsOf(reply)).toContain("“machien unlearning” catches no paper");
    expect(wordsOf(reply)).toContain("subscribe machine unlearning");
    expect(wordsOf(reply)).toContain("Topics here: 1. machien unlearning");
  });

  it("say that the daily post is off, with a button that turns it on", async () => {
    const { chat } = await open();
    expect(wordsOf(await chat.ask("subscribe grokking"))).toContain(
      "The daily post is off here, so nothing comes yet.",
    );
    expect(wordsOf(await chat.press("Turn on the daily post"))).toContain("The daily post is on here");
    expect(labelsOf(await chat.ask("subscribe diffusion"))).not.toContain("Turn on the daily post");
  });

  it("are saved where the bot cannot post, and the answer and status say what to do", async () => {
    const { chat, platform } = await open();
    platform.letIn = { kind: "notice", tone: "info", text: ["Invite me: /invite @Paperboy"] };
    expect(wordsOf(await chat.ask("subscribe grokking"))).toContain("Invite me: /invite @Paperboy");
    expect(wordsOf(await chat.ask("status"))).toContain("Invite me: /invite @Paperboy");
    expect(wordsOf(await chat.ask("subscriptions"))).toContain("grokking");
    platform.letIn = "yes";
    await chat.ask("subscribe diffusion");
    expect(wordsOf(await chat.ask("status"))).not.toContain("Invite me");
  });

  it("in a channel that could not be posted to wake by themselves when the bot is let in", async () => {
    const { bot, chat, platform } = await open();
    platform.letIn = { kind: "notice", tone: "info", text: ["Invite me: /invite @Paperboy"] };
    await chat.ask("subscribe grokking");
    await bot.joined(here);
    expect(wordsOf(await chat.ask("status"))).not.toContain("Invite me");
  });

  it("change nothing by a preview", async () => {
    const { chat } = await open();
    const preview = await chat.call("subscribe", { topics: "low-rank adapters", preview: "yes" });
    expect(wordsOf(preview)).toContain("“low-rank adapters” catches 6 papers");
    expect(wordsOf(await chat.ask("subscriptions"))).toContain("This channel follows no topics");
  });

  it("can put what they catch already into the next edition", async () => {
    const { chat } = await open();
    await chat.ask("daily topics only");
    await chat.ask("subscribe low-rank adapters");
    expect(wordsOf(await chat.ask("daily preview"))).toContain("Nothing new today.");
    await chat.ask("subscribe low-rank adapters");
    expect(wordsOf(await chat.press("Put these into the next edition"))).toContain("comes with the daily post");
    const preview = await chat.ask("daily preview");
    expect(wordsOf(preview)).toContain("topic “low-rank adapters” (");
    expect(preview.data).toHaveLength(5);
  });
});

describe("what was posted", () => {
  const databases = useDatabases("sqlite");

  async function open() {
    const store = await databases.open();
    const world = createWorld(store, { now: Date.parse("2026-11-24T09:00:00Z"), corpus: aListing(4) });
    const bot = await createTestBot({
      store,
      digest: world.digest,
      platforms: [world.platform],
      now: () => new Date(world.now),
      library: world.library,
    });
    return { world, bot, chat: talk(bot) };
  }

  it("has its reasons, from what was frozen, in this channel alone", async () => {
    const { world, bot, chat } = await open();
    await chat.ask("subscribe model editing");
    await chat.ask("daily count 3");
    world.corpus = aListing(9);
    await chat.ask("daily now");
    await world.pass(0);
    const told = wordsOf(await chat.ask("why #5"));
    expect(told).toContain("In the edition of Tuesday, 24 November 2026 because of:\n");
    expect(told).toContain("the topic model editing, by model, editing\nits place: 5th");
    expect(wordsOf(await chat.ask("why #8"))).toContain("No edition here has shown this paper.");
    await chat.ask("unsubscribe all");
    expect(wordsOf(await chat.ask("why #5"))).toBe(told);
    const elsewhere = talk(bot, { ...here, id: "C2" });
    expect(wordsOf(await elsewhere.ask("why #5"))).toContain("No edition here has shown this paper.");
  });

  it("is told by the topic: who made it, when it last brought a paper", async () => {
    const { chat, world } = await open();
    await chat.ask("subscribe model editing", person("U9"));
    await chat.call("subscribe", { topics: "model editing", catch_up: "yes" });
    await chat.ask("daily now");
    await world.pass(0);
    expect(wordsOf(await chat.ask("subscriptions"))).toContain(
      "1. model editing by U9 on Tue 24 November, 09:00 · catches one paper now · last posted one on Tue 24 November, 09:00",
    );
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Bot } from "#src/platform/index.ts";
import { allComponents, FLAGS, startDiscord, type Message } from "../../fakes/discord/index.ts";
import { openDiscord, type OpenDiscord } from "./setup.ts";
import { seenIn } from "./seen.ts";

describe("a person on Discord", () => {
  let open: OpenDiscord;
  let manager: string;
  beforeAll(async () => {
    const fake = await startDiscord();
    manager = fake.addUser({ name: "Boss", permissions: ["MANAGE_CHANNELS"] });
    open = await openDiscord({ fake });
  });
  afterAll(() => open.close());

  const button = (message: Message, label: string, nth = 0): string => {
    const found = [...allComponents(message.components)].filter((component) => component.label === label)[nth];
    if (typeof found?.custom_id !== "string") throw new Error(`no button ${label}`);
    return found.custom_id;
  };

  it("is answered by a reply where the bot is mentioned, in plain words, without a ping", async () => {
    const { discord } = open;
    const asked = discord.mention("anything on low-rank adapters?");
    const answer = await asked.answer();
    expect(answer.message_reference?.message_id).toBe(asked.id);
    expect(answer.mentions).toEqual([]);
    expect(answer.flags & FLAGS.COMPONENTS_V2).not.toBe(0);
    expect(seenIn(answer.components).papers.length).toBeGreaterThan(0);
  });

  it("is answered with a command behind the mention, also in a thread", async () => {
    const { discord } = open;
    const thread = discord.addChannel({ type: "thread", parent: discord.home.channel, name: "talk" });
    const answer = await discord.mention("show #1", { channel: thread }).answer();
    expect(answer.channel_id).toBe(thread);
    expect(seenIn(answer.components).buttons).toContain("BibTeX");
  });

  it("is answered in a direct message", async () => {
    const { discord } = open;
    const answer = await discord.directMessage("trending").answer();
    expect(seenIn(answer.components).papers).toHaveLength(10);
    expect(open.requests.at(-1)?.channel.workspace).toBe("dm");
    await expect(open.requests.at(-1)?.actor.isManager()).resolves.toBe(true);
  });

  it("gets a reply without a reference where the bot cannot read the history", async () => {
    const { discord } = open;
    const channel = discord.addChannel({ name: "blind", permissions: ["VIEW_CHANNEL", "SEND_MESSAGES"] });
    discord.mention("trending", { channel });
    const seen = await discord.next(({ message }) => message?.channel_id === channel);
    expect(seen.message?.message_reference).toBeUndefined();
  });

  it("sees the answer to /papers alone, with Share, and shares it with all", async () => {
    const { discord } = open;
    const asked = discord.slash("papers search", { query: "low-rank adapters" });
    expect((await asked.next(({ kind }) => kind === "thinking")).isEphemeral).toBe(true);
    const seen = await asked.next();
    expect(seen.isEphemeral).toBe(true);
    if (seen.message === undefined) throw new Error("no message");
    const shared = await discord.press(seen.message, "Share").next();
    expect(shared.isEphemeral).toBe(false);
    expect(seenIn(shared.message?.components ?? []).papers).toEqual(seenIn(seen.message.components).papers);
    expect(seenIn(shared.message?.components ?? []).buttons).not.toContain("Share");
  });

  it("turns the pages of a list in place, and opens a paper in place where the answer is private", async () => {
    const { discord } = open;
    const first = await discord.slash("papers trending").answer();
    const second = await discord.press(first, "Next").next();
    expect(second.kind).toBe("edit");
    expect(second.isEphemeral).toBe(true);
    if (second.message === undefined) throw new Error("no message");
    expect(second.message.id).toBe(first.id);
    const paper = await discord.press(second.message, button(second.message, "More", 3)).next();
    expect(paper.message?.id).toBe(first.id);
    expect(seenIn(paper.message?.components ?? []).buttons).toContain("Similar");
  });

  it("opens a paper privately from a list that others see, which only paging changes", async () => {
    const { discord } = open;
    const list = await discord.mention("trending").answer();
    const other = discord.addUser({ name: "Grace" });
    const paper = await discord.press(list, button(list, "More"), { user: other }).next();
    expect(paper.isEphemeral).toBe(true);
    expect(paper.message?.id).not.toBe(list.id);
    const turned = await discord.press(list, "Next", { user: other }).next();
    expect(turned.message?.id).toBe(list.id);
    expect(turned.isEphemeral).toBe(false);
  });

  it("keeps the list where a press goes wrong, and hears why privately", async () => {
    const { discord } = open;
    const list = await discord.mention("trending").answer();
    const broken = structuredClone(list);
    const pressed = [...allComponents(broken.components)].find((component) => component.label === "Next");
    Object.assign(pressed ?? {}, { custom_id: "p~search~nobody-remembers-this" });
    Object.assign(discord.messages().find(({ id }) => id === list.id) ?? {}, { components: broken.components });
    const seen = await discord.press(broken, "Next").next();
    expect(seen.isEphemeral).toBe(true);
    expect(seenIn(seen.message?.components ?? []).notices[0]).toMatch(/too old/);
  });

  it("is offered papers and words while typing", async () => {
    const { discord } = open;
    const papers = await discord.autocomplete("papers show", "paper", "low-rank").choices();
    expect(papers.length).toBeGreaterThan(0);
    expect(papers.every(({ name }) => name.startsWith("#"))).toBe(true);
    const shown = await discord.slash("papers show", { paper: papers[0]?.value ?? "" }).answer();
    expect(seenIn(shown.components).buttons).toContain("BibTeX");
    expect(await discord.autocomplete("papers search", "query", "low rank").choices()).toEqual([
      { name: "low rank", value: "low rank" },
    ]);
    expect(await discord.autocomplete("papers show", "paper", "zzzzzzz").choices()).toEqual([]);
  });

  it("is a manager with Manage Channels only, by the person of the event", async () => {
    const { discord, requests } = open;
    await discord.slash("papers about", {}, { user: manager }).answer();
    await expect(requests.at(-1)?.actor.isManager()).resolves.toBe(true);
    await discord.slash("papers about").answer();
    await expect(requests.at(-1)?.actor.isManager()).resolves.toBe(false);
    await discord.mention("about", { user: manager }).answer();
    await expect(requests.at(-1)?.actor.isManager()).resolves.toBe(true);
    await discord.mention("about").answer();
    await expect(requests.at(-1)?.actor.isManager()).resolves.toBe(false);
    await expect(requests.at(-1)?.actor.name()).resolves.toBe("Ada");
    await expect(requests.at(-1)?.actor.timeZone()).resolves.toBeUndefined();
  });

  it("is not answered without a mention, as a bot, by a system message, or for a reply that pings nobody", async () => {
    const { discord, requests } = open;
    const answer = await discord.mention("about").answer();
    const before = requests.length;
    discord.message("trending");
    discord.mention("trending", { user: discord.addUser({ name: "Other bot", bot: true }) });
    discord.mention("trending", { type: 7 });
    discord.message("thanks!", { replyTo: answer.id, pings: false });
    // Events come in order: once the next is answered the four before it have passed.
    await discord.mention("about").answer();
    expect(requests.length).toBe(before + 1);
  });

  it("is answered for a reply that pings the bot", async () => {
    const { discord, requests } = open;
    const answer = await discord.mention("about").answer();
    const shown = await discord.message("show #12", { replyTo: answer.id }).answer();
    expect(seenIn(shown.components).buttons).toContain("BibTeX");
    expect(requests.at(-1)?.input).toEqual({ text: "show #12" });
  });

  it("is told how to mention the bot where its role was mentioned, whose words Discord keeps back", async () => {
    const { discord, requests } = open;
    const before = requests.length;
    const told = await discord.message(`<@&${discord.botRole()}> low-rank adapters`).answer();
    expect(seenIn(told.components).notices).toEqual([expect.stringContaining("Choose me under Members or Apps")]);
    expect(requests.length).toBe(before);
    await discord.message(`<@&${discord.botRole()}> <@${discord.bot.id}> about`).answer();
    expect(requests.at(-1)?.input).toEqual({ text: "about" });
  });

  it("is answered once by two processes with one claim between them", async () => {
    const { discord } = open;
    const second = await openDiscord({ fake: discord, bot: { ...silentBot } });
    try {
      const before = discord.messages().length;
      await discord.mention("about").answer();
      await discord.slash("papers about").answer();
      await discord.mention("about").answer();
      expect(discord.messages().length).toBe(before + 4);
    } finally {
      await second.started.stop();
    }
  });

  it("is answered though the acknowledgement's own answer was lost", async () => {
    const { discord } = open;
    discord.fail("POST /interactions/{interaction_id}/{interaction_token}/callback", { kind: "reset", when: "after" });
    const answer = await discord.slash("papers about").answer();
    expect(seenIn(answer.components).text).toMatch(/Paperboy/);
  });

  it("gets one answer where Discord fails after posting it, since the next try carries the same nonce", async () => {
    const { discord } = open;
    const channel = discord.addChannel({ name: "flaky" });
    const create = "POST /channels/{channel_id}/messages";
    discord.fail(create, { kind: "status", status: 502, when: "after" }, 2);
    discord.fail(create, { kind: "reset", when: "after" });
    const asked = discord.mention("about", { channel });
    await asked.answer();
    const posts = () => discord.calls.filter(({ path, route }) => route === create && path.includes(channel));
    await expect.poll(() => posts().map(({ status }) => status)).toEqual([502, 502, undefined, 200]);
    expect(discord.messages(channel)).toHaveLength(2);
  });

  it("breaks nothing where an interaction is late or an answer is refused", async () => {
    const { discord, lines } = open;
    const callback = "POST /interactions/{interaction_id}/{interaction_token}/callback";
    discord.fail(callback, { kind: "refusal", code: 10062 });
    const late = discord.slash("papers about");
    discord.fail("POST /channels/{channel_id}/messages", { kind: "refusal", code: 50013 });
    const refused = discord.mention("about");
    await discord.slash("papers about").answer();
    await expect
      .poll(() => lines.map(({ fields }) => [fields["interaction"] ?? fields["message"], fields["outcome"]]))
      .toEqual(
        expect.arrayContaining([
          [late.id, "404 code 10062"],
          [refused.id, "403 code 50013"],
        ]),
      );
  });
});

/** A process that claims nothing: another was always faster. */
const silentBot: Bot = {
  form: async () => undefined,
  handle: async () => undefined,
  complete: async () => [],
  joined: async () => undefined,
  moved: async () => undefined,
};

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { allComponents, startDiscord, type Message, type Modal } from "../../fakes/discord/index.ts";
import { createTestBot } from "../../bot.ts";
import { openDiscord, type OpenDiscord } from "./setup.ts";
import { seenIn } from "./seen.ts";

describe("a form on Discord", () => {
  let open: OpenDiscord;
  let manager: string;
  beforeAll(async () => {
    const fake = await startDiscord();
    manager = fake.addUser({ name: "Boss", permissions: ["MANAGE_CHANNELS"] });
    open = await openDiscord({ fake });
  });
  afterAll(() => open.close());

  const slash = (words: string, options = {}): Promise<Message> =>
    open.discord.slash(`papers ${words}`, options).answer();
  async function form(command: string, label: string): Promise<{ modal: Modal; source: Message }> {
    const source = await slash(command);
    return { modal: await open.discord.press(source, label).modal(), source };
  }
  const fields = (modal: Modal) =>
    [...allComponents(modal.components)].filter(({ custom_id }) => custom_id !== undefined);

  it("to subscribe saves what was typed in the channel where it was sent, and answers privately", async () => {
    const { modal, source } = await form("subscriptions", "Add topic…");
    expect(modal.title).toBe("Subscribe");
    expect(fields(modal).map(({ custom_id }) => custom_id)).toEqual(["topics"]);
    const sent = open.discord.submitModal(modal, { topics: 'low-rank adapters, "edge, of stability"' }, { source });
    expect((await sent.next(({ kind }) => kind === "thinking")).isEphemeral).toBe(true);
    expect(seenIn((await sent.answer()).components).text).toContain("This channel now follows 2 more topics");
  });

  it("of the daily post begins with what holds now, in at most five fields", async () => {
    await slash("daily", { at: "07:30", zone: "Asia/Tokyo" });
    const { modal, source } = await form("daily", "Change…");
    expect(fields(modal).map(({ custom_id }) => custom_id)).toEqual(["at", "zone", "days", "count", "content"]);
    expect(JSON.stringify(modal).match(/Only by typing: [^"]+/g)).toEqual(["Only by typing: Nothing new"]);
    for (const held of ["07:30", "Asia/Tokyo", "weekdays"])
      expect(JSON.stringify(modal)).toContain(`"value":"${held}"`);
    const values = { at: "8pm", zone: "tokyo", days: "mon wed", count: "3", content: "topics only" };
    const answer = await open.discord.submitModal(modal, values, { source }).answer();
    const { text } = seenIn(answer.components);
    expect(text).toContain("mon,wed at 20:00 (Asia/Tokyo)");
    expect(text).toContain("up to 3 papers, only new ones on topics");
  });

  it("that the bot does not make in time is answered within 3 s with what to type instead", async () => {
    const bot = await createTestBot({ payloadLimit: 100 });
    const slow = await openDiscord({ bot: { ...bot, form: () => new Promise<never>(() => undefined) } });
    const source = await slow.discord.slash("papers subscriptions").answer();
    const answer = await slow.discord.press(source, "Add topic…").answer();
    expect(seenIn(answer.components).text).toContain("subscribe TOPIC");
    await slow.close();
  });

  it("says what was wrong in what was filled in", async () => {
    const { modal, source } = await form("status", "Change…");
    const values = { at: "25:99", zone: "UTC", days: "weekdays", count: "5", content: "everything" };
    const answer = await open.discord.submitModal(modal, values, { source }).answer();
    expect(seenIn(answer.components).notices.join()).toContain("“25:99” is not a time of day");
  });

  it("asks anew who may change things: the person who sends it", async () => {
    const { modal, source } = await form("subscriptions", "Add topic…");
    await open.discord.slash("papers managers", { only: "on" }, { user: manager }).answer();
    const answer = await open.discord.submitModal(modal, { topics: "grokking" }, { source }).answer();
    expect(seenIn(answer.components).notices.join()).toContain("Only managers change things");
    await open.discord.slash("papers managers", { only: "off" }, { user: manager }).answer();
  });
});

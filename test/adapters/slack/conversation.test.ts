import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Channel, Message, User } from "../../fakes/slack/index.ts";
import { createTestBot } from "../../bot.ts";
import { patience } from "../../patience.ts";
import { seenIn } from "./seen.ts";
import { answersAfter, openSlack, type OpenSlack } from "./setup.ts";

describe("a conversation in Slack", () => {
  let open: OpenSlack;
  let user: User;
  let other: User;
  let channel: Channel;
  beforeAll(async () => {
    open = await openSlack();
    user = open.slack.addUser({ name: "ada" });
    other = open.slack.addUser({ name: "grace" });
    channel = open.slack.addChannel();
  });
  afterAll(() => open.close());

  const slash = (text: string, where = channel): Promise<Message> =>
    open.slack.slash(text, { channel: where, user }).message();
  const mention = (text: string, thread?: string): Promise<Message> =>
    open.slack.mention(text, { channel, user, ...(thread === undefined ? {} : { thread }) }).message();

  it("answers a slash command privately and offers to share the answer", async () => {
    const answer = await slash("trending");
    expect(answer.only).toBe(user.id);
    expect(seenIn(answer.blocks).papers.length).toBeGreaterThan(0);
    expect(seenIn(answer.blocks).buttons).toContain("Share");
  });

  it("helps where the slash command came alone", async () => {
    expect(seenIn((await slash("")).blocks).text).toContain("Paperboy brings you research papers");
  });

  it("answers a slash command where it is no member, and under another name of the command", async () => {
    const elsewhere = open.slack.addChannel({ member: false });
    const sent = open.slack.slash("trending", { channel: elsewhere, user, command: "/papers-dev" });
    expect((await sent.message()).only).toBe(user.id);
  });

  it("acknowledges before the bot is asked", async () => {
    const { promise: held, resolve: release } = Promise.withResolvers<void>();
    const bot = await createTestBot();
    const slow = await openSlack({
      bot: {
        ...bot,
        handle: async (request) => {
          await held;
          return bot.handle(request);
        },
      },
    });
    const person = slow.slack.addUser();
    const asked = [
      slow.slack.slash("trending", { channel: slow.slack.addChannel(), user: person }),
      slow.slack.mention("trending", { channel: slow.slack.addChannel(), user: person }),
    ];
    for (const sent of asked) expect((await sent.acked()).late).toBe(false);
    release();
    for (const sent of asked) await sent.message();
    await slow.close();
  });

  it("answers a mention where everybody sees it, without the mention in the search", async () => {
    const answer = await mention("model editing");
    expect(answer.only).toBeUndefined();
    expect(answer.threadTs).toBeUndefined();
    expect(seenIn(answer.blocks).text).not.toContain(open.slack.botUserId);
    expect(seenIn(answer.blocks).buttons).not.toContain("Share");
    const call = open.slack.calls.findLast(({ method }) => method === "chat.postMessage");
    expect(call?.arguments).toMatchObject({ unfurl_links: "false", unfurl_media: "false" });
  });

  it("answers a mention in a thread in the thread", async () => {
    const root = open.slack.say("what about adapters?", { channel, user });
    expect((await mention("low-rank adapters", root.ts)).threadTs).toBe(root.ts);
  });

  it("answers a direct message", async () => {
    const answer = await open.slack.directMessage("show #12", { user }).message();
    expect(answer.channel).toBe(open.slack.im(user).id);
    expect(answer.only).toBeUndefined();
  });

  const SUBTYPES = ["file_share", "thread_broadcast", "me_message"];
  it.each(SUBTYPES)("answers what people write as %s", async (subtype) => {
    const im = open.slack.im(user);
    const said = {
      channel: im.id,
      channel_type: "im",
      user: user.id,
      text: "show #12",
      ts: `1700000000.${SUBTYPES.indexOf(subtype)}`,
      subtype,
    };
    expect((await open.slack.event("message", said).message()).channel).toBe(im.id);
  });

  it("answers a mention in a group's direct messages once, whichever events Slack sends of it", async () => {
    const own = await openSlack();
    const { slack } = own;
    const group = slack.addChannel({ isGroupMessage: true });
    const person = slack.addUser();
    const said = { channel: group.id, user: person.id, text: `<@${slack.botUserId}> trending`, ts: "1700000001.1" };
    const sent = [
      slack.event("message", { ...said, channel_type: "mpim" }),
      slack.event("app_mention", said),
      slack.event("message", { ...said, channel_type: "mpim", ts: "1700000001.2", text: "trending" }),
    ];
    const answers = await answersAfter(own, group, sent);
    expect(answers.map(({ text }) => text)).toEqual(["Trending papers: Fast Model Editing at Scale"]);
    await slack.stop();
  });

  it("never answers bots, itself, edits, joins, the system, or a message without a mention", async () => {
    const own = await openSlack();
    const { slack } = own;
    const person = slack.addUser();
    const room = slack.addChannel();
    const im = slack.im(person);
    const said = { channel: room.id, user: person.id, text: "trending", ts: "1.1" };
    const direct = { ...said, channel: im.id, channel_type: "im" };
    const sent = [
      slack.botMessage("trending", { channel: im }),
      slack.event("app_mention", { ...said, bot_id: "B0OTHER" }),
      slack.event("app_mention", { ...said, user: slack.botUserId }),
      slack.event("app_mention", { ...said, edited: { user: person.id, ts: "1.2" } }),
      slack.event("message", { ...direct, subtype: "message_changed" }),
      slack.event("message", { ...direct, subtype: "channel_join" }),
      slack.event("message", { ...direct, user: "USLACKBOT" }),
      slack.event("message", { ...direct, user: undefined }),
      slack.event("message", { ...said, channel_type: "channel" }),
      slack.mention("help", { channel: room, user: person }),
    ];
    const answers = await answersAfter(own, room, sent);
    expect(answers.map(({ text }) => text)).toEqual(["What Paperboy can do"]);
    expect(slack.sights.filter(({ message }) => message?.byBot === true)).toHaveLength(1);
    await slack.stop();
  });

  it("answers once an event that Slack sends again", async () => {
    const own = await openSlack();
    const room = own.slack.addChannel();
    const sent = own.slack.mention("trending", { channel: room, user: own.slack.addUser() });
    sent.retry();
    expect(await answersAfter(own, room, [sent])).toHaveLength(1);
    await own.slack.stop();
  });

  it("changes a private answer in place when a button on it is pressed", async () => {
    const answer = await slash("trending");
    const before = seenIn(answer.blocks).papers;
    const paged = await open.slack.press(answer, "Next", user).message();
    expect(paged.ts).toBe(answer.ts);
    expect(seenIn(paged.blocks).papers).not.toEqual(before);
    const more = await open.slack.press(paged, "More", user).message();
    expect(more.ts).toBe(answer.ts);
    expect(seenIn(more.blocks).buttons).toContain("BibTeX");
  });

  it("answers the presser alone where others see the message, and leaves it", async () => {
    const answer = await mention("trending");
    const before = structuredClone(answer.blocks);
    const more = await open.slack.press(answer, "More", other).message();
    expect(more.only).toBe(other.id);
    expect(answer.blocks).toEqual(before);
  });

  it("answers the presser in the thread where the message stands in one", async () => {
    const root = open.slack.say("papers?", { channel, user });
    const answer = await mention("trending", root.ts);
    expect((await open.slack.press(answer, "More", other).message()).threadTs).toBe(root.ts);
  });

  it("turns the page of a message that others see", async () => {
    const answer = await mention("trending");
    const sight = await open.slack.press(answer, "Next", other).next();
    expect(sight.what).toBe("update");
    expect(seenIn(answer.blocks).buttons).toContain("Previous");
    expect(seenIn(answer.blocks).buttons).not.toContain("Share");
  });

  it("shares a private answer where others see it", async () => {
    const answer = await slash("show #12");
    open.slack.press(answer, "Share", user);
    const { message } = await open.slack.next(({ what, channel: at }) => what === "message" && at === channel.id);
    expect(message?.only).toBeUndefined();
    expect(seenIn(message?.blocks ?? []).text).toBe(seenIn(answer.blocks).text);
    expect(seenIn(message?.blocks ?? []).buttons).not.toContain("Share");
  });

  it("shares where it is no member too", async () => {
    const elsewhere = open.slack.addChannel({ member: false });
    const answer = await slash("show #12", elsewhere);
    const shared = await open.slack.press(answer, "Share", user).message();
    expect(shared.only).toBeUndefined();
    expect(shared.channel).toBe(elsewhere.id);
    const share = open.slack.calls.findLast(({ method }) => method === "response_url");
    expect(share?.arguments).toMatchObject({ response_type: "in_channel", unfurl_links: false, unfurl_media: false });
  });

  it("opens no answer for a pressed link", async () => {
    const answer = await slash("show #12");
    await open.slack.press(answer, "Open", user).acked();
    expect(seenIn((await open.slack.press(answer, "BibTeX", user).message()).blocks).text).toContain("@misc");
  });

  it("says what to do about a button it does not know", async () => {
    const blocks = [
      { type: "actions", elements: [{ type: "button", text: { type: "plain_text", text: "Old" }, value: "?" }] },
    ];
    const answer = await mention("help");
    answer.blocks = blocks;
    const told = await open.slack.press(answer, "Old", user).message();
    expect(seenIn(told.blocks).notices[0]).toContain("not one of mine");
  });

  describe("when an answer does not get through", () => {
    it.each([
      { name: "an error of the server", fault: { kind: "status", status: 503 } },
      { name: "a rate limit", fault: { kind: "rate limited", retryAfterSeconds: 1 } },
      { name: "a rate limit without a time", fault: { kind: "rate limited" } },
      { name: "a reset", fault: { kind: "reset", acting: "before" } },
    ] as const)("tries the response URL again after $name", async ({ fault }) => {
      open.slack.fail("response_url", fault, 2);
      const posted = open.slack.calls.filter(({ method }) => method === "chat.postEphemeral").length;
      expect((await slash("trending")).only).toBe(user.id);
      expect(open.slack.calls.filter(({ method }) => method === "chat.postEphemeral")).toHaveLength(posted);
    });

    it("does not wait for ever for a response URL that never answers", async () => {
      const impatient = await openSlack({ timeoutMs: patience(1_000) });
      impatient.slack.fail("response_url", { kind: "hang", acting: "before" });
      const sent = impatient.slack.slash("trending", {
        channel: impatient.slack.addChannel(),
        user: impatient.slack.addUser(),
      });
      expect(seenIn((await sent.message()).blocks).papers).not.toEqual([]);
      await impatient.close();
    });

    it("answers by chat.postEphemeral where the response URL has expired", async () => {
      open.slack.fail("response_url", { kind: "status", status: 404 });
      open.slack.slash("trending", { channel, user });
      const { message } = await open.slack.next(({ what, user: who }) => what === "ephemeral" && who === user.id);
      expect(seenIn(message?.blocks ?? []).papers).not.toEqual([]);
    });

    it("turns the page by chat.update where the response URL has expired", async () => {
      const answer = await mention("trending");
      open.slack.fail("response_url", { kind: "status", status: 404 });
      open.slack.press(answer, "Next", user);
      await open.slack.next(({ what, message }) => what === "update" && message?.ts === answer.ts);
      expect(seenIn(answer.blocks).buttons).toContain("Previous");
    });

    it("posts again what was surely not posted, and never what perhaps was", async () => {
      const own = await openSlack();
      const { slack } = own;
      const by = { channel: slack.addChannel(), user: slack.addUser() };
      slack.fail("chat.postMessage", { kind: "rate limited", retryAfterSeconds: 1 }, 2);
      await slack.mention("trending", by).message();
      slack.fail("chat.postMessage", { kind: "reset", acting: "after" });
      expect(await answersAfter(own, by.channel, [slack.mention("trending", by)])).toHaveLength(2);
      await slack.stop();
    });
  });

  it("keeps going after a payload that it cannot read", async () => {
    const before = open.lines.length;
    await open.slack.event("app_mention", { user: user.id }).acked();
    await slash("trending");
    const line = open.lines.slice(before).find(({ message }) => message === "an event could not be handled");
    expect(line?.level).toBe("error");
  });

  it("logs neither tokens nor what people wrote", async () => {
    await slash("my secret project");
    open.slack.fail("response_url", { kind: "status", status: 404 }, 3);
    open.slack.fail("chat.postEphemeral", { kind: "error", code: "user_not_in_channel" });
    open.slack.slash("my secret project", { channel, user });
    await open.slack.nextCall("chat.postEphemeral");
    const log = JSON.stringify(open.lines);
    expect(log).not.toContain("secret");
    expect(log).not.toContain(open.slack.botToken);
    expect(log).not.toContain(open.slack.appToken);
  });
});

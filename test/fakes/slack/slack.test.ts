import { describe, expect, it } from "vitest";
import type { Fields } from "./index.ts";
import { connect, send, setting } from "./probe.ts";

const more = { type: "button", action_id: "more", text: { type: "plain_text", text: "More" }, value: "lora" };
const row = { type: "actions", block_id: "row", elements: [more] };

describe("what the fake keeps", () => {
  it("gives history newest first, in pages, without replies", async () => {
    await using world = await setting();
    const { slack, channel, user, call } = world;
    const first = slack.say("one", { channel, user });
    for (const text of ["two", "three"]) slack.say(text, { channel, user });
    slack.say("reply", { channel, user, thread: first.ts });
    const texts = (body: Fields): unknown => (body["messages"] as Fields[]).map(({ text }) => text);

    const page = await call("conversations.history", { channel: channel.id, limit: 2 });
    expect(texts(page.body)).toEqual(["three", "two"]);
    const { next_cursor: cursor } = page.body["response_metadata"] as Fields;
    expect(texts((await call("conversations.history", { channel: channel.id, limit: 2, cursor })).body)).toEqual([
      "one",
    ]);
    const later = await call("conversations.history", { channel: channel.id, oldest: first.ts });
    expect(texts(later.body)).toEqual(["three", "two"]);
    const thread = await call("conversations.replies", { channel: channel.id, ts: first.ts });
    expect(texts(thread.body)).toEqual(["one", "reply"]);
  });

  it("keeps an edited message's metadata until an empty one takes it away", async () => {
    await using world = await setting();
    const { slack, channel, call, post } = world;
    const { body } = await post({ text: "x", metadata: { event_type: "edition", event_payload: { key: "k" } } });
    const edit = { channel: channel.id, ts: body["ts"], text: "y" };
    await call("chat.update", edit);
    expect(slack.messages(channel)[0]?.metadata).toMatchObject({ event_type: "edition" });
    await call("chat.update", { ...edit, metadata: {} });
    expect(slack.messages(channel)[0]?.metadata).toBeUndefined();
  });

  it("says in its headers what the token may do and what time it is at Slack", async () => {
    await using world = await setting();
    world.slack.advance(3_600_000);
    const { headers } = await world.call("auth.test");
    expect(headers?.get("x-oauth-scopes")?.split(",")).toContain("chat:write");
    expect(Math.abs(Date.parse(headers?.get("date") ?? "") - world.slack.now())).toBeLessThan(5000);
  });

  it("tells which channels the bot is in, and who someone is, with a time zone only where there is one", async () => {
    await using world = await setting();
    const { slack, call, channel } = world;
    slack.addChannel({ name: "elsewhere", member: false });
    const { body } = await call("users.conversations", { types: "public_channel,private_channel" });
    expect(body["channels"]).toMatchObject([{ id: channel.id, is_member: true }]);
    const who = await call("users.info", { user: slack.addUser({ tz: "Europe/Berlin", isAdmin: true }).id });
    expect(who.body["user"]).toMatchObject({ tz: "Europe/Berlin", is_admin: true });
    expect((await call("users.info", { user: slack.addUser().id })).body["user"]).not.toHaveProperty("tz");
  });

  it("does not send back the words of a message that one person saw", async () => {
    await using world = await setting();
    const { slack, channel, user, post, call } = world;
    await post({ text: "public", blocks: [row] });
    await call("chat.postEphemeral", { channel: channel.id, user: user.id, text: "private", blocks: [row] });
    const payload = (message: unknown): Fields | undefined => {
      const seen = [...slack.messages(channel), ...slack.ephemerals(user)].find((one) => one === message);
      return seen && slack.press(seen, "more", user).envelopes[0]?.payload;
    };
    expect(payload(slack.messages(channel)[0])).toMatchObject({ message: { text: "public" } });
    expect(payload(slack.ephemerals(user)[0])).not.toHaveProperty("message");
    expect(() => slack.press(slack.ephemerals(user)[0]!, "more", slack.addUser({ name: "eve" }))).toThrow("eve");
  });

  it("tells of a wrong block with Slack's JSON pointer", async () => {
    await using world = await setting();
    const button = { ...more, text: { type: "plain_text", text: "x".repeat(76) } };
    const { body } = await world.post({ blocks: [{ type: "divider" }, { ...row, elements: [button] }] });
    expect(body["response_metadata"]).toEqual({
      messages: ["must be less than 76 characters [json-pointer:/blocks/1/elements/0/text/text]"],
    });
  });

  it("posts, edits and deletes by response URL where others see it", async () => {
    await using world = await setting();
    const { slack, channel, user, post } = world;
    const command = slack.slash("x", { channel, user });
    await send(command.envelopes[0]?.payload["response_url"], { text: "shared", response_type: "in_channel" });
    expect(await command.message()).toMatchObject({ text: "shared" });

    await post({ text: "page 1", blocks: [row] });
    const message = slack.messages(channel)[1]!;
    const press = slack.press(message, "more", user);
    const url = press.envelopes[0]?.payload["response_url"];
    // No socket is open, so the press itself has run out of time.
    expect((await press.next()).what).toBe("timeout");
    await send(url, { text: "page 2", replace_original: true });
    expect((await press.next()).what).toBe("update");
    expect(message.text).toBe("page 2");
    await send(url, { delete_original: true });
    expect((await press.next()).what).toBe("deletion");
    expect(slack.messages(channel)).toHaveLength(1);
  });
});

describe("what Slack tells the app", () => {
  it("tells of channels that the bot joins and leaves, that are archived, renamed and deleted, and of its own removal", async () => {
    await using world = await setting();
    const { slack } = world;
    const channel = slack.addChannel({ isPrivate: true, member: false });
    const client = await connect(world);
    await client.frame();
    const told = async (): Promise<unknown> => ((await client.frame())["payload"] as Fields)["event"];

    slack.invite(channel);
    expect(await told()).toMatchObject({ type: "member_joined_channel", user: slack.botUserId, channel: channel.id });
    slack.archive(channel);
    expect(await told()).toMatchObject({ type: "group_archive" });
    slack.unarchive(channel);
    expect(await told()).toMatchObject({ type: "group_unarchive" });
    slack.rename(channel, "reading");
    expect(await told()).toMatchObject({ type: "group_rename", channel: { name: "reading" } });
    slack.kick(channel);
    expect(await told()).toMatchObject({ type: "group_left", channel: channel.id });
    slack.deleteChannel(channel);
    expect(await told()).toMatchObject({ type: "group_deleted" });
    slack.botMessage("buy now", world);
    expect(await told()).toMatchObject({ type: "message", subtype: "bot_message" });
    slack.uninstall();
    expect(await told()).toMatchObject({ type: "app_uninstalled" });
    expect((await world.call("auth.test")).code).toBe("account_inactive");
  });

  it("sends the same words of acknowledgement to the person who typed the command", async () => {
    await using world = await setting();
    const { slack, user } = world;
    const client = await connect(world);
    await client.frame();
    const sent = slack.slash("x", world);
    client.ack(await client.frame(), { text: "working", response_type: "in_channel" });
    expect(await sent.message()).toMatchObject({ text: "working" });
    expect(slack.ephemerals(user)).toEqual([]);
    expect(slack.acks).toMatchObject([{ late: false, payload: { text: "working" } }]);
  });

  it("keeps why it did not show an acknowledgement, and what acknowledges nothing", async () => {
    await using world = await setting();
    const { slack } = world;
    const client = await connect(world);
    await client.frame();
    const sent = slack.slash("x", world);
    const frame = await client.frame();
    client.ack(frame, { text: "" });
    expect((await sent.acked()).refused).toBe("no_text");
    client.ack(frame);
    client.ack({ envelope_id: "other" });
    await expect.poll(() => slack.sockets.strays).toHaveLength(2);
  });

  it("says how long to wait when it limits the rate", async () => {
    await using world = await setting();
    const { slack, channel, call, post } = world;
    slack.limits.postsPerSecond = true;
    await post({ text: "x" });
    const limited = await post({ text: "y" });
    expect([limited.status, limited.headers?.get("retry-after")]).toEqual([429, "1"]);
    expect((await post({ channel: slack.addChannel().id, text: "y" })).code).toBe("ok");
    slack.limits.historyPerMinute = true;
    await call("conversations.history", { channel: channel.id });
    const later = await call("conversations.history", { channel: channel.id });
    expect([later.status, later.headers?.get("retry-after")]).toEqual([429, "60"]);
  });
});

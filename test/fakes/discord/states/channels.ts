import { expect } from "vitest";
import { idOf, raw } from "../raw.ts";
import type { StateRuleId } from "../refusals/states.ts";
import { expectAccepted, expectRefused, post, type Case } from "./case.ts";

const embed = { embeds: [{ title: "t" }] };
const text = { flags: 1 << 15, components: [{ type: 10, content: "text" }] };

export const channelCases = {
  token: async ({ discord }, code) => {
    expectRefused(await raw(discord, "GET /users/@me", undefined, { token: "wrong" }), code, 401);
    expectAccepted(await raw(discord, "GET /users/@me"));
  },
  "user-agent": async ({ discord }, code) => {
    expectRefused(await raw(discord, "GET /users/@me", undefined, { userAgent: "node" }), code, 403);
  },
  json: async ({ discord }, code) => {
    expectRefused(await raw(discord, `POST /channels/${discord.home.channel}/messages`, "{"), code, 400);
  },
  "unknown-route": async ({ discord }, code) => {
    expectRefused(await raw(discord, "GET /papers"), code, 404);
  },
  "channel-unknown": async ({ discord }, code) => {
    const channel = discord.addChannel();
    expectAccepted(await post(discord, "a", channel));
    discord.deleteChannel(channel);
    expectRefused(await post(discord, "a", channel), code, 404);
    expectRefused(await raw(discord, `GET /channels/${channel}`), code, 404);
  },
  "guild-unknown": async ({ discord }, code) => {
    const guild = discord.addGuild("Other");
    expectAccepted(await raw(discord, `GET /guilds/${guild}`));
    discord.removeGuild(guild);
    expectRefused(await raw(discord, `GET /guilds/${guild}`), code, 404);
  },
  "message-unknown": async ({ discord }, code) => {
    const path = `/channels/${discord.home.channel}/messages/${idOf(await post(discord))}`;
    expectAccepted(await raw(discord, `DELETE ${path}`));
    expectRefused(await raw(discord, `GET ${path}`), code, 404);
    expectRefused(await raw(discord, `PATCH ${path}`, { content: "a" }), code, 404);
    expectRefused(await raw(discord, `DELETE ${path}`), code, 404);
  },
  "view-channel": async ({ discord }, code) => {
    const channel = discord.addChannel({ permissions: ["SEND_MESSAGES"] });
    expectRefused(await post(discord, "a", channel), code, 403);
    expectRefused(await raw(discord, `GET /channels/${channel}`), code, 403);
    expectRefused(await raw(discord, `GET /channels/${channel}/messages`), code, 403);
  },
  "put-out": async ({ discord }, code) => {
    discord.removeGuild(discord.home.guild);
    expectRefused(await post(discord), code, 403);
  },
  "send-messages": async ({ discord }, code) => {
    const channel = discord.addChannel({ permissions: ["VIEW_CHANNEL"] });
    expectRefused(await post(discord, "a", channel), code, 403);
    discord.permit(channel, ["VIEW_CHANNEL", "SEND_MESSAGES"]);
    expectAccepted(await post(discord, "a", channel));
  },
  "send-in-threads": async ({ discord }, code) => {
    const parent = discord.addChannel({ permissions: ["VIEW_CHANNEL", "SEND_MESSAGES"] });
    const thread = discord.addChannel({ type: "thread", parent });
    expectRefused(await post(discord, "a", thread), code, 403);
    discord.permit(parent, ["VIEW_CHANNEL", "SEND_MESSAGES_IN_THREADS"]);
    expectAccepted(await post(discord, "a", thread));
  },
  "embed-links": async ({ discord }, code) => {
    const channel = discord.addChannel({ permissions: ["VIEW_CHANNEL", "SEND_MESSAGES"] });
    expectRefused(await post(discord, embed, channel), code, 403);
    expectAccepted(await post(discord, text, channel));
    expectAccepted(await post(discord, embed));
  },
  "reply-history": async ({ discord }, code) => {
    const { message } = discord.mention("hello");
    const reply = { content: "a", message_reference: { message_id: message.id } };
    expectAccepted(await post(discord, reply));
    discord.permit(discord.home.channel, ["VIEW_CHANNEL", "SEND_MESSAGES"]);
    expectRefused(await post(discord, reply), code, 403);
  },
  "read-history": async ({ discord }) => {
    const id = idOf(await post(discord));
    const path = `GET /channels/${discord.home.channel}/messages`;
    expect((await raw(discord, path)).body).toMatchObject([{ id }]);
    discord.permit(discord.home.channel, ["VIEW_CHANNEL", "SEND_MESSAGES"]);
    expect(await raw(discord, path)).toMatchObject({ status: 200, body: [] });
  },
  "edit-of-others": async ({ discord }, code) => {
    const { message } = discord.message("hello");
    expectRefused(
      await raw(discord, `PATCH /channels/${discord.home.channel}/messages/${message.id}`, { content: "a" }),
      code,
      403,
    );
  },
  "delete-of-others": async ({ discord }, code) => {
    const { message } = discord.message("hello");
    const path = `DELETE /channels/${discord.home.channel}/messages/${message.id}`;
    expectRefused(await raw(discord, path), code, 403);
    discord.permit(discord.home.channel, ["VIEW_CHANNEL", "MANAGE_MESSAGES"]);
    expect((await raw(discord, path)).status).toBe(204);
  },
  "dm-closed": async ({ discord }, code) => {
    const [open, closed] = [discord.addUser({ name: "Open" }), discord.addUser({ name: "Closed", closedDms: true })];
    const channelOf = async (user: string) =>
      idOf(await raw(discord, "POST /users/@me/channels", { recipient_id: user }));
    expectAccepted(await post(discord, "a", await channelOf(open)));
    expectRefused(await post(discord, "a", await channelOf(closed)), code, 403);
  },
  "not-text": async ({ discord }, code) => {
    expectRefused(await post(discord, "a", discord.addChannel({ type: "category" })), code, 400);
    expectAccepted(await post(discord, "a", discord.addChannel({ type: "announcement" })));
  },
  forum: async ({ discord }, code) => {
    expectRefused(await post(discord, "a", discord.addChannel({ type: "forum" })), code, 400);
    expectRefused(await post(discord, "a", discord.addChannel({ type: "media" })), code, 400);
  },
  "forum-post": async ({ discord }, code) => {
    const path = `POST /channels/${discord.addChannel({ type: "forum" })}/threads`;
    expectRefused(await raw(discord, path, { name: "Papers" }), code, 400);
    expectRefused(await raw(discord, path, { message: { content: "a" } }), code, 400);
    const made = await raw(discord, path, { name: "Papers", message: { content: "a" } });
    expect(made).toMatchObject({ status: 201, body: { name: "Papers", message: { content: "a" } } });
    expect(discord.messages(idOf(made))).toMatchObject([{ content: "a" }]);
  },
  "thread-parent": async ({ discord }, code) => {
    const path = (channel: string) => `POST /channels/${channel}/threads`;
    expectRefused(await raw(discord, path(discord.addChannel({ type: "voice" })), { name: "Papers" }), code, 400);
    expectAccepted(await raw(discord, path(discord.home.channel), { name: "Papers", type: 11 }));
  },
  "thread-archived": async ({ discord }, code) => {
    const thread = discord.addChannel({ type: "thread", parent: discord.home.channel });
    discord.archiveThread(thread, { locked: true });
    expectRefused(await post(discord, "a", thread), code, 400);
    discord.archiveThread(thread);
    expectAccepted(await post(discord, "a", thread));
    expect((await raw(discord, `GET /channels/${thread}`)).body).toMatchObject({
      thread_metadata: { archived: false },
    });
  },
  "thread-archived-edit": async ({ discord }, code) => {
    const thread = discord.addChannel({ type: "thread", parent: discord.home.channel });
    const path = `PATCH /channels/${thread}/messages/${idOf(await post(discord, "a", thread))}`;
    expectAccepted(await raw(discord, path, { content: "b" }));
    discord.archiveThread(thread);
    expectRefused(await raw(discord, path, { content: "c" }), code, 400);
  },
} satisfies Partial<Record<StateRuleId, Case>>;

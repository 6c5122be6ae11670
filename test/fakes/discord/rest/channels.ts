import { z } from "zod";
import { remove, revise, show } from "../messages.ts";
import { channelPayload, messagePayload } from "../payloads.ts";
import { invalidForm, Refusal } from "../refusal.ts";
import { snowflake } from "../rules/form.ts";
import { messageForm } from "../rules/message.ts";
import { CHANNEL_TYPES, type Channel, type Message } from "../wire.ts";
import type { Stored, World } from "../world.ts";
import { checkPostable, post } from "./posting.ts";
import { NOTHING, ok, type Handler, type RestRequest } from "./request.ts";

const threadForm = z.looseObject({ name: z.string().min(1).max(100), message: messageForm.optional() });

/** Channels, their messages and threads. */
export const channelRoutes = {
  "GET /channels/{channel_id}": ({ world }, request) =>
    ok(channelPayload(world.visibleChannel(request.param("channel_id")))),

  "POST /users/@me/channels": ({ world }, request) => {
    const user = world.users.get(request.form(z.looseObject({ recipient_id: snowflake })).recipient_id);
    if (!user || user.bot) throw new Refusal(50007);
    return ok(channelPayload(world.directChannel(user)));
  },

  "POST /channels/{channel_id}/typing": ({ world }, request) => {
    checkPostable(world, world.visibleChannel(request.param("channel_id")));
    return NOTHING;
  },

  "GET /channels/{channel_id}/messages": ({ world }, request) => {
    const channel = world.visibleChannel(request.param("channel_id"));
    return ok(history(world, channel, request.query).map((message) => given(world, message, false)));
  },

  "POST /channels/{channel_id}/messages": (parts, request) => {
    const channel = parts.world.visibleChannel(request.param("channel_id"));
    checkPostable(parts.world, channel);
    return ok(given(parts.world, post(parts, channel, request.form(messageForm)), true));
  },

  "GET /channels/{channel_id}/messages/{message_id}": ({ world }, request) => {
    const { channel, stored } = messageOf(world, request);
    if (!world.may(channel, "READ_MESSAGE_HISTORY")) throw new Refusal(50013);
    return ok(given(world, stored.message, false));
  },

  "PATCH /channels/{channel_id}/messages/{message_id}": (parts, request) => {
    const { channel, stored } = messageOf(parts.world, request);
    if (stored.message.author.id !== parts.world.bot.id) throw new Refusal(50005);
    if (channel.thread_metadata?.archived) throw new Refusal(50083);
    const message = revise(parts, stored, request.form(messageForm));
    show(parts, "edit", stored);
    return ok(given(parts.world, message, false));
  },

  "DELETE /channels/{channel_id}/messages/{message_id}": (parts, request) => {
    const { channel, stored } = messageOf(parts.world, request);
    const isOwn = stored.message.author.id === parts.world.bot.id;
    if (!isOwn && !parts.world.may(channel, "MANAGE_MESSAGES")) throw new Refusal(50013);
    remove(parts, stored);
    return NOTHING;
  },

  "POST /channels/{channel_id}/threads": (parts, request) => {
    const { world, gateway } = parts;
    const parent = world.visibleChannel(request.param("channel_id"));
    const isForum = parent.type === CHANNEL_TYPES.forum || parent.type === CHANNEL_TYPES.media;
    if (!isForum && parent.type !== CHANNEL_TYPES.text && parent.type !== CHANNEL_TYPES.announcement)
      throw new Refusal(50024);
    const { name, message: opening } = request.form(threadForm);
    // In a forum SEND_MESSAGES is what making a post needs.
    if (!world.may(parent, isForum ? "SEND_MESSAGES" : "CREATE_PUBLIC_THREADS")) throw new Refusal(50013);
    if (isForum && !opening) throw invalidForm({ path: ["message"], message: "This field is required" });
    const guild = world.guilds.get(parent.guild_id ?? "");
    if (!guild) throw new Refusal(10004);
    const thread = world.addChannel(guild, { name, type: "thread", parent: parent.id });
    try {
      const first = opening && post(parts, thread, opening);
      gateway.dispatch("THREAD_CREATE", { ...channelPayload(thread), newly_created: true }, { guildId: guild.id });
      return { status: 201, body: { ...channelPayload(thread), ...(first && { message: given(world, first, true) }) } };
    } catch (error) {
      // A post refused leaves no empty thread behind.
      world.channels.delete(thread.id);
      throw error;
    }
  },
} satisfies Record<string, Handler>;

function messageOf(world: World, request: RestRequest): { channel: Channel; stored: Stored } {
  const channel = world.visibleChannel(request.param("channel_id"));
  const stored = world.find(channel.id, request.param("message_id"));
  // An ephemeral message is none of a channel's: only its interaction reaches it.
  if (!stored || stored.visibleTo !== undefined) throw new Refusal(10008);
  return { channel, stored };
}

/** Newest first; none at all without READ_MESSAGE_HISTORY, and no error either. */
function history(world: World, channel: Channel, query: URLSearchParams): readonly Message[] {
  const limit = z.coerce
    .number()
    .int()
    .min(1)
    .max(100)
    .safeParse(query.get("limit") ?? "50");
  if (!limit.success) throw invalidForm({ path: ["limit"], message: "int value should be between 1 and 100." });
  if (!world.may(channel, "READ_MESSAGE_HISTORY")) return [];
  const before = query.get("before");
  const after = query.get("after");
  const visible = world
    .stored(channel.id)
    .filter(({ visibleTo }) => visibleTo === undefined)
    .map(({ message }) => message)
    .filter(
      ({ id }) => (before === null || BigInt(id) < BigInt(before)) && (after === null || BigInt(id) > BigInt(after)),
    );
  // After a message come the ones nearest to it, still newest first.
  const page = after === null ? visible.slice(-limit.data) : visible.slice(0, limit.data);
  return page.toReversed();
}

/** The application's own switch decides about content over REST, not a session's intents. */
function given(world: World, message: Message, withNonce: boolean): object {
  return messagePayload(world, message, { withNonce, withContent: world.hasMessageContent });
}

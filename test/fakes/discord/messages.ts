import { messagePayload } from "./payloads.ts";
import type { Parts } from "./parts.ts";
import { checkedContent, type AllowedMentions, type MessageContent, type MessageForm } from "./rules/message.ts";
import { INTENTS } from "./gateway.ts";
import { allComponents, FLAGS, type Channel, type Message, type User } from "./wire.ts";
import type { Stored, World } from "./world.ts";

/** What a mention may ping where a body says nothing of it: everything in a message, only users in an interaction. */
const PINGS_OF_MESSAGES: AllowedMentions = { parse: ["everyone", "roles", "users"], replied_user: true };
const PINGS_OF_INTERACTIONS: AllowedMentions = { parse: ["users"], replied_user: true };

/** A new message from a body that has been checked. */
export function composed(
  world: World,
  options: {
    readonly channel: Channel;
    readonly author: User;
    readonly content: MessageContent;
    readonly form?: MessageForm;
    readonly isInteraction?: boolean;
    readonly type?: number;
    readonly replyTo?: Message;
    readonly pingsAuthor?: boolean;
    readonly nonce?: string | number;
  },
): Message {
  const { channel, author, content, replyTo } = options;
  const pings = options.form?.allowed_mentions ?? (options.isInteraction ? PINGS_OF_INTERACTIONS : PINGS_OF_MESSAGES);
  return {
    id: world.nextId(),
    type: options.type ?? (replyTo ? 19 : 0),
    channel_id: channel.id,
    author,
    timestamp: world.timestamp(),
    edited_timestamp: null,
    ...content,
    ...mentioned(world, channel, author, content, pings, options.pingsAuthor === false ? undefined : replyTo),
    ...(author.id === world.bot.id && options.isInteraction && { application_id: world.applicationId }),
    ...(options.nonce !== undefined && { nonce: options.nonce }),
    ...(replyTo && {
      message_reference: {
        message_id: replyTo.id,
        channel_id: replyTo.channel_id,
        ...(channel.guild_id !== undefined && { guild_id: channel.guild_id }),
      },
    }),
  };
}

/** Stores a message, tells every session that may see it, and shows it. */
export function publish(parts: Parts, stored: Stored, { isShown = true } = {}): void {
  parts.world.store(stored);
  if (stored.visibleTo === undefined) tell(parts, "MESSAGE_CREATE", stored.message);
  if (isShown) show(parts, "message", stored);
}

/** Lays a body over a message, tells and shows it. Refuses what cannot be. */
export function revise(parts: Parts, stored: Stored, form: MessageForm): Message {
  const { message } = stored;
  const isLoading = (message.flags & FLAGS.LOADING) !== 0;
  const hidden = message.flags & FLAGS.EPHEMERAL;
  const { flags, ...rest } = form;
  const asked = typeof flags === "number" ? { ...rest, flags: flags & ~FLAGS.EPHEMERAL } : rest;
  const content = checkedContent(asked, isLoading ? undefined : { ...message, flags: message.flags & ~hidden });
  const channel = parts.world.channels.get(message.channel_id);
  const isAnswer = message.application_id !== undefined;
  const pings = form.allowed_mentions ?? (isAnswer ? PINGS_OF_INTERACTIONS : PINGS_OF_MESSAGES);
  Object.assign(message, content, { flags: content.flags | hidden });
  if (channel) Object.assign(message, mentioned(parts.world, channel, message.author, content, pings, undefined));
  if (!isLoading) message.edited_timestamp = parts.world.timestamp();
  if (stored.visibleTo === undefined) tell(parts, "MESSAGE_UPDATE", message);
  return message;
}

/** Takes a message away. */
export function remove(parts: Parts, stored: Stored): void {
  const { id, channel_id } = stored.message;
  const guildId = parts.world.channels.get(channel_id)?.guild_id;
  parts.world.forget(stored.message);
  if (stored.visibleTo === undefined) {
    const data = { id, channel_id, ...(guildId !== undefined && { guild_id: guildId }) };
    parts.gateway.dispatch("MESSAGE_DELETE", data, { intent: intentFor(guildId), guildId });
  }
  show(parts, "delete", stored);
}

/** Shows a message to whoever waits for the answer to `cause`. */
export function show(parts: Parts, kind: "message" | "edit" | "delete", stored: Stored, cause = stored.cause): void {
  const { message, visibleTo } = stored;
  const copy = structuredClone(message);
  parts.seen.emit({ kind, isEphemeral: visibleTo !== undefined, message: copy, ...(cause !== undefined && { cause }) });
}

function tell({ world, gateway }: Parts, event: string, message: Message): void {
  const channel = world.channels.get(message.channel_id);
  if (!channel || !world.may(channel, "VIEW_CHANNEL")) return;
  const guild = world.guilds.get(channel.guild_id ?? "");
  const where = guild
    ? {
        guild_id: guild.id,
        member: {
          roles: guild.members.get(message.author.id) ?? [],
          joined_at: null,
          deaf: false,
          mute: false,
          flags: 0,
        },
      }
    : {};
  const data = (withContent: boolean) => ({
    ...messagePayload(world, message, { withNonce: event === "MESSAGE_CREATE", withContent }),
    channel_type: channel.type,
    ...where,
  });
  gateway.dispatch(event, data, { intent: intentFor(guild?.id), guildId: guild?.id });
}

function intentFor(guildId: string | undefined): number {
  return guildId === undefined ? INTENTS.DIRECT_MESSAGES : INTENTS.GUILD_MESSAGES;
}

/** Whom a message pings, of all it names: in its content and in its text components. */
function mentioned(
  world: World,
  channel: Channel,
  author: User,
  { content, components }: Pick<MessageContent, "content" | "components">,
  pings: AllowedMentions,
  replyTo: Message | undefined,
): Pick<Message, "mentions" | "mention_roles" | "mention_everyone"> {
  const words = [content, ...[...allComponents(components)].map((one) => one.content ?? "")].join("\n");
  const named = (pattern: RegExp) => [...words.matchAll(pattern)].map(([, id]) => id ?? "");
  const allowed = (kind: "users" | "roles", id: string) => pings.parse?.includes(kind) || pings[kind]?.includes(id);
  const users = named(/<@!?(\d+)>/g).filter((id) => allowed("users", id));
  if (replyTo && pings.replied_user) users.push(replyTo.author.id);
  const mayPingAll = author.id !== world.bot.id || world.may(channel, "MENTION_EVERYONE");
  return {
    mentions: [...new Set(users)].map((id) => world.users.get(id)).filter((user) => user !== undefined),
    mention_roles: named(/<@&(\d+)>/g).filter((id) => allowed("roles", id)),
    mention_everyone: mayPingAll && (pings.parse?.includes("everyone") ?? false) && /@(everyone|here)/.test(words),
  };
}

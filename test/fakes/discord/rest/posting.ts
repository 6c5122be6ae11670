import { composed, publish } from "../messages.ts";
import type { Parts } from "../parts.ts";
import { invalidForm, Refusal } from "../refusal.ts";
import { checkedContent, type MessageForm } from "../rules/message.ts";
import { CHANNEL_TYPES, FLAGS, type Channel, type Message } from "../wire.ts";
import type { World } from "../world.ts";

/** Within it a nonce is unique. Discord says "the past few minutes" and no number: a bot cannot rely on more. */
const NONCE_MS = 2 * 60_000;

const NO_MESSAGES: readonly number[] = [CHANNEL_TYPES.category];
const THREADS_ONLY: readonly number[] = [CHANNEL_TYPES.forum, CHANNEL_TYPES.media];

/** The bot posts in a channel. The flag EPHEMERAL means nothing here: everybody sees it. */
export function post(parts: Parts, channel: Channel, form: MessageForm): Message {
  const { world } = parts;
  const twin = earlierWithNonce(world, channel, form);
  if (twin) return twin;
  const content = checkedContent({ ...form, flags: (form.flags ?? 0) & ~FLAGS.EPHEMERAL });
  const mayEmbed = world.may(channel, "EMBED_LINKS");
  if (content.embeds.length > 0 && !mayEmbed) throw new Refusal(50013);
  const replyTo = referenced(world, channel, form);
  const message = composed(world, {
    channel,
    author: world.bot,
    content,
    form,
    ...(replyTo && { replyTo }),
    ...((typeof form.nonce === "string" || typeof form.nonce === "number") && { nonce: form.nonce }),
  });
  if (channel.thread_metadata) channel.thread_metadata.archived = false;
  publish(parts, { message, ...(replyTo && { cause: replyTo.id }) });
  return message;
}

/** Refuses to post in this kind of channel, or without the permission, or to a person who takes no messages. */
export function checkPostable(world: World, channel: Channel): void {
  if (NO_MESSAGES.includes(channel.type)) throw new Refusal(50008);
  if (THREADS_ONLY.includes(channel.type)) throw new Refusal(40058);
  if (channel.recipients?.some(({ id }) => world.closedDms.has(id))) throw new Refusal(50007);
  if (!world.may(channel, channel.thread_metadata ? "SEND_MESSAGES_IN_THREADS" : "SEND_MESSAGES")) {
    throw new Refusal(50013);
  }
  if (channel.thread_metadata?.archived && channel.thread_metadata.locked) throw new Refusal(50083);
}

function earlierWithNonce(world: World, channel: Channel, form: MessageForm): Message | undefined {
  if (!form.enforce_nonce || form.nonce === undefined || form.nonce === null) return undefined;
  return world
    .stored(channel.id)
    .map(({ message }) => message)
    .findLast(
      ({ nonce, author, timestamp }) =>
        nonce === form.nonce && author.id === world.bot.id && world.now() - Date.parse(timestamp) < NONCE_MS,
    );
}

function referenced(world: World, channel: Channel, form: MessageForm): Message | undefined {
  const reference = form.message_reference;
  if (!reference) return undefined;
  if (!world.may(channel, "READ_MESSAGE_HISTORY")) throw new Refusal(160002);
  const found = world.find(channel.id, reference.message_id)?.message;
  if (!found && reference.fail_if_not_exists !== false) {
    throw invalidForm({ path: ["message_reference"], message: "Unknown message" });
  }
  return found;
}

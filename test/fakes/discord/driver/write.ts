import { composed, publish } from "../messages.ts";
import type { Parts } from "../parts.ts";
import type { Channel, Message, User } from "../wire.ts";
import { ask, type Ask } from "./ask.ts";

/** Who does something, and where: the home channel and its user unless named. */
export interface Where {
  readonly channel?: string;
  readonly user?: string;
}

export interface Writing extends Where {
  /** The id of the message this one replies to; its author is pinged, as people's replies do unless they say no. */
  readonly replyTo?: string;
  readonly pings?: false;
  /** A system message's type, e.g. 7: joined. */
  readonly type?: number;
}

export interface Written extends Ask {
  readonly message: Message;
}

/** A person writes. Refused where that person could not: the test is wrong then. */
export function write(parts: Parts, text: string, channel: Channel, author: User, writing: Writing = {}): Written {
  const { world, seen } = parts;
  const permission = channel.thread_metadata ? "SEND_MESSAGES_IN_THREADS" : "SEND_MESSAGES";
  if (!world.may(channel, permission, author.id)) throw new Error(`${author.username} cannot write in ${channel.id}`);
  const replyTo = writing.replyTo === undefined ? undefined : world.find(channel.id, writing.replyTo)?.message;
  const content = { content: text, embeds: [], components: [], flags: 0 };
  const message = composed(world, {
    channel,
    author,
    content,
    ...(replyTo && { replyTo, pingsAuthor: writing.pings !== false }),
    ...(writing.type !== undefined && { type: writing.type }),
  });
  publish(parts, { message }, { isShown: false });
  return { message, ...ask(seen, message.id) };
}

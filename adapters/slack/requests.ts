import { z } from "zod";
import { pressOf } from "#src/reply/index.ts";
import type { ChannelRef, Request } from "#src/platform/index.ts";
import type { Destination } from "./answers.ts";
import type { Identity } from "./identity.ts";
import type { ActorOf } from "./people.ts";

/** What somebody asked, and where the answer goes. */
export interface Asked {
  readonly request: Request;
  readonly destination: Destination;
}

/** What is known once Slack told who the bot is. */
export interface Connected {
  readonly identity: Identity;
  readonly actorOf: ActorOf;
}

const command = z.object({
  text: z.string().default(""),
  user_id: z.string(),
  user_name: z.string().default(""),
  channel_id: z.string(),
  trigger_id: z.string(),
  response_url: z.string(),
});

/** `/papers …`: answered privately, wherever it was typed. */
export function fromCommand(body: unknown, connected: Connected): Asked {
  const { text, user_id: user, user_name: name, channel_id: channel, ...ids } = command.parse(body);
  return {
    request: {
      id: ids.trigger_id,
      actor: connected.actorOf(user, name || user, channelOf(channel, connected)),
      channel: channelOf(channel, connected),
      visibility: "private",
      input: { text },
    },
    destination: { kind: "private", channel, user, responseUrl: ids.response_url, replace: false },
  };
}

const message = z.object({
  event: z.object({
    type: z.string(),
    channel_type: z.string().optional(),
    subtype: z.string().optional(),
    bot_id: z.string().optional(),
    user: z.string().optional(),
    edited: z.unknown().optional(),
    text: z.string().default(""),
    channel: z.string(),
    ts: z.string(),
    thread_ts: z.string().optional(),
  }),
});

/** What people write with a file, from a thread to its channel too, or as /me. Every other subtype is the system's. */
const SAID_BY_PEOPLE = new Set([undefined, "file_share", "thread_broadcast", "me_message"]);

/**
 * A mention, also in a group's direct messages, or a direct message, answered where it was asked. Undefined where nobody
 * asked: messages of bots and of the bot itself, edits, joins, what the system says, and messages without a mention. Its id
 * is the message's: of one message Slack may send two events.
 */
export function fromMessage(body: unknown, connected: Connected): Asked | undefined {
  const { event } = message.parse(body);
  const { user, channel, ts, thread_ts: threadTs } = event;
  if (user === undefined || user === connected.identity.userId || user === slackbot) return undefined;
  if (!SAID_BY_PEOPLE.has(event.subtype) || event.bot_id !== undefined || event.edited !== undefined) return undefined;
  if (event.type === "message" && !isToTheBot(event, connected.identity)) return undefined;
  return {
    request: {
      id: `${connected.identity.workspace}:${channel}:${ts}`,
      actor: connected.actorOf(user, user, channelOf(channel, connected)),
      channel: channelOf(channel, connected),
      visibility: "public",
      input: { text: withoutMention(event.text, connected.identity.userId) },
    },
    destination: { kind: "post", channel, threadTs },
  };
}

function isToTheBot(
  { channel_type: kind, text }: { channel_type?: string | undefined; text: string },
  { userId }: Identity,
): boolean {
  return kind === "im" || (kind === "mpim" && new RegExp(`<@${userId}[|>]`).test(text));
}

/** Slack's own helper, whose reminders look like messages of a person. */
const slackbot = "USLACKBOT";

const press = z.object({
  user: z.object({ id: z.string(), username: z.string().optional(), name: z.string().optional() }),
  container: z.object({
    type: z.literal("message"),
    message_ts: z.string(),
    channel_id: z.string(),
    is_ephemeral: z.boolean().default(false),
    thread_ts: z.string().optional(),
  }),
  response_url: z.string(),
  trigger_id: z.string().optional(),
  actions: z.tuple([z.object({ value: z.string().optional(), action_ts: z.string().default("") })]),
});

/** A pressed button of a message. Undefined for a link, which Slack's client opens by itself. */
export function fromPress(body: unknown, connected: Connected): Asked | undefined {
  const { user, container, response_url: responseUrl, trigger_id: trigger, actions } = press.parse(body);
  const { value: payload, action_ts } = actions[0];
  if (payload === undefined) return undefined;
  const { channel_id: channel, message_ts: ts, thread_ts: threadTs, is_ephemeral: isPrivate } = container;
  const asked = (visibility: Request["visibility"], destination: Destination): Asked => ({
    request: {
      id: trigger ?? `${action_ts}:${user.id}`,
      actor: connected.actorOf(user.id, user.username ?? user.name ?? user.id, channelOf(channel, connected)),
      channel: channelOf(channel, connected),
      visibility,
      input: { payload },
    },
    destination,
  });
  const privately = (replace: boolean): Asked =>
    asked("private", { kind: "private", channel, user: user.id, responseUrl, threadTs, replace });
  switch (pressOf(payload)) {
    case "share":
      return asked("public", { kind: "post", channel, threadTs, responseUrl });
    case "page":
      return isPrivate ? privately(true) : asked("public", { kind: "edit", channel, ts, responseUrl });
    // Where no form could be opened, the bot tells what to type instead.
    case "form":
    case "answer":
    case undefined:
      return privately(isPrivate);
  }
}

/** The trigger by which a form can be opened within 3 s of this press; undefined where the button opens none. */
export function formTrigger(body: unknown, { request: { input } }: Asked): string | undefined {
  return "payload" in input && pressOf(input.payload) === "form" ? press.parse(body).trigger_id : undefined;
}

export function channelOf(id: string, { identity }: Connected): ChannelRef {
  return { platform: "slack", workspace: identity.workspace, id };
}

function withoutMention(text: string, botUserId: string): string {
  return text.replaceAll(new RegExp(`<@${botUserId}(\\|[^>]*)?>`, "g"), " ").trim();
}

import { Refusal } from "./refusal.ts";
import { say } from "./response-url.ts";
import { Sent } from "./sent.ts";
import type { Fields } from "./shape.ts";
import type { Ack, Sockets } from "./socket.ts";
import { APP, BOT, BOT_USER, isHidden, TEAM, type Channel, type User } from "./world.ts";
import type { Workspace } from "./workspace.ts";

/** What the people of the workspace act with. `host`: where response URLs lead. */
export interface Stage {
  readonly workspace: Workspace;
  readonly sockets: Sockets;
  readonly host: () => string;
}

/** Slack asks for these before it tells an app of an event. */
const EVENT_SCOPES: Readonly<Record<string, string>> = {
  app_mention: "app_mentions:read",
  link_shared: "links:read",
  "message im": "im:history",
  "message mpim": "mpim:history",
  channel_id_changed: "channels:read",
  "message channel": "channels:history",
  "message group": "groups:history",
  "member_joined_channel C": "channels:read",
  "member_joined_channel G": "groups:read",
  channel_left: "channels:read",
  channel_archive: "channels:read",
  channel_unarchive: "channels:read",
  channel_deleted: "channels:read",
  channel_rename: "channels:read",
  group_left: "groups:read",
  group_archive: "groups:read",
  group_unarchive: "groups:read",
  group_deleted: "groups:read",
  group_rename: "groups:read",
};

/** A slash command; `text` goes out as typed. It works everywhere, also where the bot is no member. */
export function slash(
  stage: Stage,
  text: string,
  { channel, user, command = "/papers" }: { channel: Channel; user: User; command?: string },
): Sent {
  const { world, grants, scopes } = stage.workspace;
  const id = world.id("slash-");
  const grant = { by: id, user: user.id, channel };
  return new Sent({
    ...{ id, world, sockets: stage.sockets, type: "slash_commands", told: scopes.has("commands") },
    where: { channel: channel.id },
    payload: {
      ...{ token: "verification", command, text, api_app_id: APP, is_enterprise_install: "false" },
      ...{ user_id: user.id, user_name: user.name, team_id: TEAM, team_domain: "fake" },
      ...{
        channel_id: channel.id,
        channel_name: { public: channel.name, private: "privategroup", im: "directmessage", mpim: "mpdm-ada--bob-1" }[
          channel.kind
        ],
      },
      response_url: `http://${stage.host()}/response/${grants.response(grant)}`,
      trigger_id: grants.trigger(grant),
    },
    hooks: {
      acked: (ack) => shown(ack, () => say(grant, ack.payload ?? {}, stage.workspace)),
      timedOut: () => world.sights.add({ what: "timeout", by: id, channel: channel.id, user: user.id }),
    },
  });
}

/** Shows what an acknowledgement says, if it says anything, and keeps why Slack would not. */
export function shown(ack: Ack, show: () => void): void {
  if (ack.payload === undefined || Object.keys(ack.payload).length === 0) return;
  try {
    show();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    ack.refused = error.message;
  }
}

/** "@Paperboy text" in a channel, or in a thread of it. */
export function mention(
  stage: Stage,
  text: string,
  { channel, user, thread }: { channel: Channel; user: User; thread?: string },
): Sent {
  const { world } = stage.workspace;
  const said = world.keep({
    ...{ channel: channel.id, user: user.id, byBot: false, blocks: [] },
    text: `<@${BOT_USER}> ${encoded(text)}`,
    ...(thread === undefined ? {} : { threadTs: thread }),
  });
  const event = {
    ...{ type: "app_mention", user: user.id, text: said.text, ts: said.ts, team: TEAM, channel: channel.id },
    ...{
      blocks: asBlocks([
        { type: "user", user_id: BOT_USER },
        { type: "text", text: ` ${text}` },
      ]),
    },
    ...(thread === undefined ? {} : { thread_ts: thread }),
  };
  return deliver(stage, event, { channel, thread: thread ?? said.ts, told: channel.member });
}

/** A message to the bot alone. */
export function directMessage(stage: Stage, text: string, { user, thread }: { user: User; thread?: string }): Sent {
  const { world } = stage.workspace;
  const channel = world.im(user.id);
  const said = world.keep({
    ...{ channel: channel.id, user: user.id, byBot: false, blocks: [], text: encoded(text) },
    ...(thread === undefined ? {} : { threadTs: thread }),
  });
  const event = {
    ...{ type: "message", channel_type: "im", channel: channel.id, user: user.id, text: said.text, ts: said.ts },
    ...{ team: TEAM, client_msg_id: world.id("client-"), blocks: asBlocks([{ type: "text", text }]) },
    ...(thread === undefined ? {} : { thread_ts: thread }),
  };
  return deliver(stage, event, { channel });
}

/**
 * Any event, as it is: `fields` beside its type. Not sent where the scope for it is missing, or where it happens in a
 * channel that the bot cannot see.
 */
export function event(stage: Stage, type: string, fields: Fields = {}): Sent {
  const { world } = stage.workspace;
  const id = typeof fields["channel"] === "string" ? fields["channel"] : undefined;
  const channel = id === undefined ? undefined : world.channels.get(id);
  const hidden = channel !== undefined && isHidden(channel.kind) && !channel.member && !type.startsWith("group_");
  return deliver(stage, { type, ...fields }, { channel, told: !hidden });
}

function deliver(
  { workspace, sockets }: Stage,
  fields: Fields,
  { channel, thread, told = true }: { channel?: Channel | undefined; thread?: string; told?: boolean },
): Sent {
  const { world, scopes } = workspace;
  const scope = EVENT_SCOPES[[fields["type"], fields["channel_type"]].filter(Boolean).join(" ")];
  const id = world.id("Ev");
  const at = typeof fields["ts"] === "string" ? fields["ts"] : world.ts();
  return new Sent({
    ...{ id, world, sockets, type: "events_api", told: told && (scope === undefined || scopes.has(scope)) },
    where: { channel: channel?.id, thread },
    payload: {
      ...{ token: "verification", type: "event_callback", team_id: TEAM, context_team_id: TEAM, api_app_id: APP },
      ...{ event_id: id, event_time: Math.floor(Number(at)), is_ext_shared_channel: false },
      authorizations: [
        { enterprise_id: null, team_id: TEAM, user_id: BOT_USER, is_bot: true, is_enterprise_install: false },
      ],
      event: { event_ts: at, ...fields },
    },
  });
}

/** A message of another bot in a channel, as an event that the app must not answer. */
export function botMessage(stage: Stage, text: string, { channel }: { channel: Channel }): Sent {
  const kind = { public: "channel", private: "group", im: "im", mpim: "mpim" }[channel.kind];
  return event(stage, "message", {
    ...{ subtype: "bot_message", bot_id: `${BOT}OTHER`, username: "other", text, ts: stage.workspace.world.ts() },
    ...{ channel: channel.id, channel_type: kind },
  });
}

/** What Slack's client makes of typed words: & < > escaped, addresses in angle brackets. */
function encoded(text: string): string {
  const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return escaped.replaceAll(/https?:\/\/[^\s]+/g, (found) => `<${found}>`);
}

const asBlocks = (elements: readonly Fields[]): readonly Fields[] => [
  { type: "rich_text", block_id: "typed", elements: [{ type: "rich_text_section", elements }] },
];

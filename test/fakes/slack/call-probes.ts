import type { RefusalId } from "./refusals.ts";
import type { blockRefusals } from "./block-refusals.ts";
import type { Fields } from "./index.ts";
import { liveProbes, type LiveId } from "./live-probes.ts";
import { read, type Answer, type Probe, type Setting } from "./probe.ts";

type CallId = Exclude<RefusalId, (typeof blockRefusals)[number]["id"] | LiveId>;

const test = (setting: Setting, token?: string): Promise<Answer> => setting.call("auth.test", {}, token);

/** Refused without the scope, accepted with it. */
const scoped = (scope: string, call: (setting: Setting) => Promise<Answer>): Probe => ({
  refused: (setting) => {
    setting.slack.scopes.delete(scope);
    return call(setting);
  },
  within: call,
});

const privately = ({ slack }: Setting): Fields => ({ channel: slack.addChannel({ isPrivate: true }).id });
const directly = ({ slack, user }: Setting): Fields => ({ channel: slack.im(user).id });
const here = ({ channel }: Setting): Fields => ({ channel: channel.id });

async function raw(setting: Setting, contentType: string, body: string): Promise<Answer> {
  const headers = { Authorization: `Bearer ${setting.slack.botToken}`, "Content-Type": contentType };
  return read(await fetch(`${setting.slack.apiUrl}auth.test`, { method: "POST", headers, body }));
}

/** The ts of a message that the bot posted. */
async function posted(setting: Setting, body: Fields = { text: "x" }): Promise<unknown> {
  return (await setting.post(body)).body["ts"];
}

const spoken = ({ slack, channel, user }: Setting): string => slack.say("hello", { channel, user }).ts;

async function ephemeral(setting: Setting): Promise<unknown> {
  const to = { ...here(setting), user: setting.user.id, text: "x" };
  return (await setting.call("chat.postEphemeral", to)).body["message_ts"];
}

const metadata = (payload: Fields, more: Fields = {}): Fields => ({
  text: "x",
  metadata: { event_type: "edition", event_payload: payload, ...more },
});

/** The bytes of metadata whose one value is empty. */
const emptyMetadata = JSON.stringify(metadata({ a: "" })["metadata"]).length;

/** Asks history of the channel. */
const history = (setting: Setting, body: Fields = {}): Promise<Answer> =>
  setting.call("conversations.history", { ...here(setting), ...body });

async function withMetadataOf(setting: Setting, body: Fields): Promise<Answer> {
  await setting.post(metadata({ key: "abc" }));
  const answer = await history(setting, body);
  return { ...answer, code: JSON.stringify(answer.body).includes("event_payload") ? "ok" : "no metadata" };
}

async function twice(setting: Setting, mode: "postsPerSecond" | "historyPerMinute", waitMs: number): Promise<Answer> {
  setting.slack.limits[mode] = true;
  const call = (): Promise<Answer> => (mode === "postsPerSecond" ? setting.post({ text: "x" }) : history(setting));
  await call();
  setting.slack.advance(waitMs);
  return call();
}

async function longHistory(setting: Setting, length: number): Promise<Answer> {
  setting.slack.limits.historyPerMinute = true;
  for (let at = 0; at < length; at += 1) spoken(setting);
  const answer = await history(setting, { limit: 100 });
  return { ...answer, code: answer.body["has_more"] === true ? "has_more" : answer.code };
}

const callProbes: Readonly<Record<CallId, Probe>> = {
  "token missing": { refused: (setting) => test(setting, ""), within: (setting) => test(setting) },
  "token wrong": { refused: (setting) => test(setting, "xoxb-other") },
  "token revoked": {
    refused: (setting) => {
      setting.slack.revoke(setting.slack.botToken);
      return test(setting);
    },
  },
  "app removed": {
    refused: (setting) => {
      setting.slack.uninstall();
      return test(setting);
    },
  },
  "app token posts": {
    refused: (setting) => setting.call("chat.postMessage", { ...here(setting), text: "x" }, setting.slack.appToken),
  },
  "bot token connects": {
    refused: (setting) => setting.call("apps.connections.open"),
    within: (setting) => setting.call("apps.connections.open", {}, setting.slack.appToken),
  },
  "unknown method": { refused: (setting) => setting.call("chat.shout") },
  "scheduled message": {
    refused: (setting) => setting.call("chat.scheduleMessage", { ...here(setting), text: "x", post_at: 1 }),
  },
  "argument missing": {
    refused: (setting) => setting.call("chat.postMessage", { text: "x" }),
    within: (setting) => setting.post({ text: "x" }),
  },
  "argument unknown": { refused: (setting) => setting.post({ text: "x", unfurl: true }) },
  "body type": { refused: (setting) => raw(setting, "application/xml", "<x/>") },
  "body not JSON": {
    refused: (setting) => raw(setting, "application/json", "{"),
    within: (setting) => raw(setting, "application/json; charset=utf-8", "{}"),
  },

  "scope chat:write": scoped("chat:write", (setting) => setting.post({ text: "x" })),
  "scope users:read": scoped("users:read", (setting) => setting.call("users.info", { user: setting.user.id })),
  "scope channels:read": scoped("channels:read", (setting) => setting.call("conversations.info", here(setting))),
  "scope groups:read": scoped("groups:read", (setting) => setting.call("conversations.info", privately(setting))),
  "scope im:read": scoped("im:read", (setting) => setting.call("conversations.info", directly(setting))),
  "scope of each type": scoped("groups:read", (setting) =>
    setting.call("users.conversations", { types: "public_channel,private_channel" }),
  ),
  "scope channels:history": scoped("channels:history", (setting) => history(setting)),
  "scope groups:history": scoped("groups:history", (setting) => history(setting, privately(setting))),
  "scope im:history": scoped("im:history", (setting) => history(setting, directly(setting))),

  "channel unknown": { refused: (setting) => setting.post({ channel: "C404", text: "x" }) },
  "channel private": {
    refused: (setting) =>
      setting.post({ channel: setting.slack.addChannel({ isPrivate: true, member: false }).id, text: "x" }),
    within: (setting) => setting.post({ ...privately(setting), text: "x" }),
  },
  "post outside": {
    refused: (setting) => {
      setting.slack.kick(setting.channel);
      return setting.post({ text: "x" });
    },
  },
  "history outside": {
    refused: (setting) => {
      setting.slack.kick(setting.channel);
      return history(setting);
    },
  },
  "channel archived": {
    refused: (setting) => {
      setting.slack.archive(setting.channel);
      return setting.post({ text: "x" });
    },
    within: (setting) => {
      setting.slack.archive(setting.channel);
      setting.slack.unarchive(setting.channel);
      return setting.post({ text: "x" });
    },
  },
  "thread unknown": {
    refused: (setting) => setting.post({ text: "x", thread_ts: "1.000001" }),
    within: (setting) => setting.post({ text: "x", thread_ts: spoken(setting) }),
  },
  "replies of nothing": {
    refused: (setting) => setting.call("conversations.replies", { ...here(setting), ts: "1.000001" }),
    within: (setting) => setting.call("conversations.replies", { ...here(setting), ts: spoken(setting) }),
  },
  "user unknown": { refused: (setting) => setting.call("users.info", { user: "U404" }) },
  "ephemeral to nobody": {
    refused: (setting) => setting.call("chat.postEphemeral", { ...here(setting), user: "U404", text: "x" }),
    within: (setting) => setting.call("chat.postEphemeral", { ...here(setting), user: setting.user.id, text: "x" }),
  },
  "update of nothing": {
    refused: (setting) => setting.call("chat.update", { ...here(setting), ts: "1.000001", text: "y" }),
    within: async (setting) => setting.call("chat.update", { ...here(setting), ts: await posted(setting), text: "y" }),
  },
  "update of ephemeral": {
    refused: async (setting) =>
      setting.call("chat.update", { ...here(setting), ts: await ephemeral(setting), text: "y" }),
  },
  "delete of ephemeral": {
    refused: async (setting) => setting.call("chat.delete", { ...here(setting), ts: await ephemeral(setting) }),
  },
  "permalink of nothing": {
    refused: (setting) => setting.call("chat.getPermalink", { ...here(setting), message_ts: "1.000001" }),
    within: (setting) => setting.call("chat.getPermalink", { ...here(setting), message_ts: spoken(setting) }),
  },
  "update of another's": {
    refused: (setting) => setting.call("chat.update", { ...here(setting), ts: spoken(setting), text: "y" }),
  },
  "delete of another's": {
    refused: (setting) => setting.call("chat.delete", { ...here(setting), ts: spoken(setting) }),
    within: async (setting) => setting.call("chat.delete", { ...here(setting), ts: await posted(setting) }),
  },
  "cursor wrong": { refused: (setting) => history(setting, { cursor: "page 2" }) },
  "oldest wrong": {
    refused: (setting) => history(setting, { oldest: "yesterday" }),
    within: (setting) => history(setting, { oldest: "1700000000.000001" }),
  },
  "latest wrong": { refused: (setting) => history(setting, { latest: "now" }) },
  "limit wrong": {
    refused: (setting) => history(setting, { limit: 1000 }),
    within: (setting) => history(setting, { limit: 999 }),
  },
  "types wrong": { refused: (setting) => setting.call("users.conversations", { types: "channel" }) },

  "no text": {
    refused: (setting) => setting.post({ text: "", blocks: [] }),
    within: (setting) => setting.post({ blocks: [{ type: "divider" }] }),
  },
  "no text in update": {
    refused: async (setting) => setting.call("chat.update", { ...here(setting), ts: await posted(setting) }),
  },
  "text too long": {
    refused: async (setting) => {
      const answer = await setting.post({ text: "x".repeat(40_001) });
      return setting.slack.messages(setting.channel)[0]?.text.length === 40_000 ? answer : { ...answer, code: "kept" };
    },
    within: (setting) => setting.post({ text: "x".repeat(40_000) }),
  },
  "blocks not a list": { refused: (setting) => setting.post({ text: "x", blocks: { type: "divider" } }) },
  "metadata not JSON": { refused: (setting) => setting.post({ text: "x", metadata: "key=abc" }) },
  "metadata without payload": {
    refused: (setting) => setting.post({ text: "x", metadata: { event_type: "edition" } }),
  },
  "metadata deep": {
    refused: (setting) => setting.post(metadata({ a: { b: { c: 1 } } })),
    within: (setting) => setting.post(metadata({ a: { b: 1 }, c: [{ d: 2 }] })),
  },
  "metadata list of scalars": { refused: (setting) => setting.post(metadata({ a: [1] })) },
  "metadata extra": { refused: (setting) => setting.post(metadata({}, { key: "abc" })) },
  "metadata event_type": { refused: (setting) => setting.post(metadata({}, { event_type: "daily edition" })) },
  "metadata size": {
    refused: (setting) => setting.post(metadata({ a: "x".repeat(16_001 - emptyMetadata) })),
    within: (setting) => setting.post(metadata({ a: "x".repeat(16_000 - emptyMetadata) })),
  },
  "metadata unasked": {
    refused: (setting) => withMetadataOf(setting, {}),
    within: (setting) => withMetadataOf(setting, { include_all_metadata: true }),
  },
  "posts per second": {
    refused: (setting) => twice(setting, "postsPerSecond", 0),
    within: (setting) => twice(setting, "postsPerSecond", 1000),
  },
  "history per minute": {
    refused: (setting) => twice(setting, "historyPerMinute", 50_000),
    within: (setting) => twice(setting, "historyPerMinute", 60_000),
  },
  "history of 15": {
    refused: (setting) => longHistory(setting, 16),
    within: (setting) => longHistory(setting, 15),
  },
};

/** The probes of every row that is not Block Kit's. */
export const otherProbes = { ...callProbes, ...liveProbes };

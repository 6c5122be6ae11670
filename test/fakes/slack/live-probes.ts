import { WebSocket } from "ws";
import { modal } from "./block-probes.ts";
import type { Fields, Sent } from "./index.ts";
import { connect, send, type Answer, type Probe, type Setting } from "./probe.ts";

/** Rows about what lives for a while: events, triggers, response URLs, sockets. */
export type LiveId = keyof typeof liveProbes;

const NOTHING = { body: {} };
const slash = ({ slack, channel, user }: Setting): Sent => slack.slash("x", { channel, user });
const payloadOf = (sent: Sent): Fields => sent.envelopes[0]?.payload ?? {};

/** Is the app told of it? */
const told = (sent: Sent): Answer => ({ code: sent.envelopes.length === 0 ? "not told" : "ok", ...NOTHING });

const toldWith = (scope: string, happen: (setting: Setting) => Sent): Probe => ({
  refused: async (setting) => {
    setting.slack.scopes.delete(scope);
    return told(happen(setting));
  },
  within: async (setting) => told(happen(setting)),
});

const view = { type: "modal", title: { type: "plain_text", text: "Papers" }, blocks: [] };

/** Opens a view with one trigger, after a while, some times; the last answer. */
async function open(setting: Setting, { waitMs = 0, times = 1 }: { waitMs?: number; times?: number }): Promise<Answer> {
  const { trigger_id } = payloadOf(slash(setting));
  setting.slack.advance(waitMs);
  let answer = await setting.call("views.open", { trigger_id, view });
  for (let at = 1; at < times; at += 1) answer = await setting.call("views.open", { trigger_id, view });
  return answer;
}

/** Answers by one response URL, after a while, some times; the last answer. */
async function respond(
  setting: Setting,
  { waitMs = 0, times = 1, body = { text: "x" } }: { waitMs?: number; times?: number; body?: Fields },
): Promise<Answer> {
  const { response_url } = payloadOf(slash(setting));
  setting.slack.advance(waitMs);
  let answer = await send(response_url, body);
  for (let at = 1; at < times; at += 1) answer = await send(response_url, body);
  return answer;
}

/** Publishes a Home tab of exactly so many bytes. */
async function sized({ call, user }: Setting, bytes: number): Promise<Answer> {
  const section = (length: number): Fields => ({
    type: "section",
    text: { type: "plain_text", text: "x".repeat(length) },
  });
  const long = Array.from({ length: 80 }, () => section(3000));
  const home = (last: number): Fields => ({
    type: "home",
    blocks: [...long, section(2000), section(2000), section(last)],
  });
  const rest = bytes - JSON.stringify(home(0)).length;
  return call("views.publish", { user_id: user.id, view: home(rest) });
}

async function hashed(setting: Setting, isOld: boolean): Promise<Answer> {
  await modal(setting, { blocks: [] });
  const [opened] = setting.slack.views;
  const view_id = opened?.id;
  const { hash } = opened ?? {};
  if (isOld) await setting.call("views.update", { view_id, view });
  return setting.call("views.update", { view_id, view, hash });
}

/** What the person sees of something that a socket took and acknowledged after a while, or never. */
async function acknowledged(
  setting: Setting,
  happen: (setting: Setting) => Sent,
  waitMs: number,
  answers: boolean,
): Promise<Answer> {
  const client = await connect(setting);
  await client.frame();
  const sent = happen(setting);
  const frame = await client.frame();
  setting.slack.advance(waitMs);
  if (!answers) return { code: (await sent.next()).what, ...NOTHING };
  client.ack(frame, { text: "working" });
  const ack = await sent.acked();
  const isShown = setting.slack.ephemerals(setting.user).some(({ text }) => text === "working");
  return { code: ack.late && !isShown ? "late" : isShown ? "ok" : "lost", ...NOTHING };
}

function pressed(setting: Setting): Sent {
  const { slack, channel, user } = setting;
  const [message] = slack.messages(channel);
  if (message === undefined) throw new Error("nothing was posted");
  return slack.press(message, "more", user);
}

async function sockets(setting: Setting, count: number): Promise<Answer> {
  let last: Fields = {};
  for (let at = 0; at < count; at += 1) last = await (await connect(setting)).frame();
  return { code: last["type"] === "hello" ? "ok" : String(last["reason"]), ...NOTHING };
}

const button = { type: "button", action_id: "more", text: { type: "plain_text", text: "More" } };

export const liveProbes = {
  "scope commands": toldWith("commands", slash),
  "scope app_mentions:read": toldWith("app_mentions:read", ({ slack, channel, user }) =>
    slack.mention("x", { channel, user }),
  ),
  "scope links:read": toldWith("links:read", ({ slack, channel }) =>
    slack.event("link_shared", { channel: channel.id, links: [] }),
  ),
  "scope for direct messages": toldWith("im:history", ({ slack, user }) => slack.directMessage("x", { user })),
  "mention outside": {
    refused: async ({ slack, channel, user }) => {
      slack.kick(channel);
      return told(slack.mention("x", { channel, user }));
    },
  },

  "trigger late": {
    refused: (setting) => open(setting, { waitMs: 3000 }),
    within: (setting) => open(setting, { waitMs: 2000 }),
  },
  "trigger twice": { refused: (setting) => open(setting, { times: 2 }) },
  "trigger unknown": { refused: (setting) => setting.call("views.open", { trigger_id: "1.2.3", view }) },
  "view size": {
    refused: (setting) => sized(setting, 250_001),
    within: (setting) => sized(setting, 250_000),
  },
  "view external_id twice": {
    refused: async (setting) => {
      await modal(setting, { external_id: "same" });
      return modal(setting, { external_id: "same" });
    },
    within: async (setting) => {
      await modal(setting, { external_id: "one" });
      return modal(setting, { external_id: "other" });
    },
  },
  "view hash old": {
    refused: (setting) => hashed(setting, true),
    within: (setting) => hashed(setting, false),
  },
  "view unknown": { refused: (setting) => setting.call("views.update", { view_id: "V404", view }) },

  "response_url six times": {
    refused: (setting) => respond(setting, { times: 6 }),
    within: (setting) => respond(setting, { times: 5 }),
  },
  "response_url late": {
    refused: (setting) => respond(setting, { waitMs: 30 * 60_000 }),
    within: (setting) => respond(setting, { waitMs: 29 * 60_000 }),
  },
  "response_url unknown": {
    refused: ({ slack }) => send(slack.apiUrl.replace("/api/", "/response/other"), { text: "x" }),
  },
  "response_type wrong": {
    refused: (setting) => respond(setting, { body: { text: "x", response_type: "public" } }),
    within: (setting) => respond(setting, { body: { text: "x", response_type: "in_channel" } }),
  },
  "response argument unknown": { refused: (setting) => respond(setting, { body: { text: "x", channel: "C1" } }) },
  "response empty": { refused: (setting) => respond(setting, { body: {} }) },
  "response blocks": { refused: (setting) => respond(setting, { body: { blocks: [{ type: "section" }] } }) },

  "command unacknowledged": { refused: (setting) => acknowledged(setting, slash, 3000, false) },
  "button unacknowledged": {
    refused: async (setting) => {
      await setting.post({ blocks: [{ type: "actions", elements: [button] }] });
      return acknowledged(setting, pressed, 3000, false);
    },
  },
  "acknowledged late": {
    refused: (setting) => acknowledged(setting, slash, 3000, true),
    within: (setting) => acknowledged(setting, slash, 2000, true),
  },
  "event again": {
    refused: async (setting) => {
      const client = await connect(setting);
      await client.frame();
      const sent = setting.slack.mention("x", setting);
      const first = await client.frame();
      sent.retry();
      const second = await client.frame();
      const isSame = JSON.stringify(first["payload"]) === JSON.stringify(second["payload"]);
      const isRetry = second["retry_attempt"] === 1 && first["envelope_id"] !== second["envelope_id"];
      return { code: isSame && isRetry ? "came twice" : "differs", ...NOTHING };
    },
  },
  "eleventh socket": {
    refused: (setting) => sockets(setting, 11),
    within: (setting) => sockets(setting, 10),
  },
  "event to one": {
    refused: async (setting) => {
      const clients = [await connect(setting), await connect(setting)];
      for (const client of clients) await client.frame();
      let got = 0;
      for (const { socket } of clients) socket.on("message", () => (got += 1));
      const sent = setting.slack.mention("x", setting);
      for (const { socket } of clients) {
        socket.ping();
        await new Promise((resolve) => socket.once("pong", resolve));
      }
      return {
        code: got === 1 && sent.envelopes[0]?.socket !== undefined ? "one socket" : `${got} sockets`,
        ...NOTHING,
      };
    },
  },
  "socket ticket twice": {
    refused: async ({ slack, call }) => {
      const { body } = await call("apps.connections.open", {}, slack.appToken);
      const first = new WebSocket(String(body["url"]));
      await new Promise((resolve, reject) => first.once("open", resolve).once("error", reject));
      const second = new WebSocket(String(body["url"]));
      const status = await new Promise<number | undefined>((resolve) => {
        second.once("unexpected-response", (_request, response) => resolve(response.statusCode));
        second.once("open", () => resolve(101));
      });
      return { code: String(status), ...NOTHING };
    },
  },
} satisfies Record<string, Probe>;

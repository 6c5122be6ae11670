import { once } from "node:events";
import { expect } from "vitest";
import { WebSocket } from "ws";
import { startDiscord, type FakeDiscord } from "../discord.ts";
import type { StateRuleId } from "../refusals/states.ts";
import { post, type Case } from "./case.ts";

interface Frame {
  readonly op: number;
  readonly t?: string;
  readonly s?: number;
  readonly d?: unknown;
}

/** Guilds, their messages, direct messages. */
const INTENTS = 1 | (1 << 9) | (1 << 12);

export const gatewayCases = {
  "gateway-token": async ({ discord }, code) => {
    const client = connect(discord);
    client.identify({ token: "wrong" });
    expect(await client.closed()).toBe(code);
  },
  "gateway-intents": async ({ discord }, code) => {
    const client = connect(discord);
    client.identify({ intents: INTENTS | (1 << 15) });
    expect(await client.closed()).toBe(code);
  },
  "gateway-first": async ({ discord }, code) => {
    const client = connect(discord);
    client.send({ op: 3, d: {} });
    expect(await client.closed()).toBe(code);
  },
  "gateway-opcode": async ({ discord }, code) => {
    const client = connect(discord);
    client.send({ op: 99, d: null });
    expect(await client.closed()).toBe(code);
  },
  "gateway-rate": async ({ discord }, code) => {
    const client = connect(discord);
    for (let sent = 0; sent < 120; sent += 1) client.send({ op: 1, d: null });
    await client.next(({ op }) => op === 11);
    client.send({ op: 1, d: null });
    expect(await client.closed()).toBe(code);
  },
  "gateway-resume": async ({ discord }) => {
    const client = connect(discord);
    client.identify();
    const ready = await client.next(({ t }) => t === "READY");
    const { s: seq } = await client.next(({ t }) => t === "GUILD_CREATE");
    const { session_id, resume_gateway_url } = ready.d as { session_id: string; resume_gateway_url: string };
    expect(resume_gateway_url).toBe(discord.apiUrl.replace("http", "ws").replace("/api", ""));
    discord.gateway.close(4000);
    expect(await client.closed()).toBe(4000);
    discord.mention("hello");
    const again = connect(discord);
    again.send({ op: 6, d: { token: discord.token, session_id, seq } });
    expect(await again.next(({ t }) => t === "MESSAGE_CREATE")).toMatchObject({ s: (seq ?? 0) + 1 });
    await again.next(({ t }) => t === "RESUMED");
    expect(discord.gateway.resumed).toBe(1);
  },
  "gateway-invalid": async ({ discord }) => {
    const client = connect(discord);
    client.send({ op: 6, d: { token: discord.token, session_id: "none", seq: 1 } });
    expect(await client.next(({ op }) => op === 9)).toEqual({ op: 9, d: false });
    client.identify();
    await client.next(({ t }) => t === "READY");
  },
  "gateway-twice": async ({ discord }) => {
    const both = [connect(discord), connect(discord)];
    for (const client of both) client.identify();
    await Promise.all(both.map((client) => client.next(({ t }) => t === "GUILD_CREATE")));
    const { message } = discord.mention("hello");
    const seen = await Promise.all(both.map((client) => client.next(({ t }) => t === "MESSAGE_CREATE")));
    expect(seen.map(({ d }) => (d as { id: string }).id)).toEqual([message.id, message.id]);
  },
  "gateway-view": async ({ discord }) => {
    const hidden = discord.addChannel({ permissions: [] });
    const after = () => [discord.mention("there", { channel: hidden }), discord.mention("here")];
    expect(await heard(discord, after)).toMatchObject({ channel_id: discord.home.channel });
  },
  "content-edit": async ({ discord }) => {
    const { message } = discord.message("hello");
    const edited = await heard(discord, () => discord.edit(message, "hullo"), "MESSAGE_UPDATE");
    expect(edited).toMatchObject({ id: message.id, content: "" });
    expect(discord.messages()).toMatchObject([{ content: "hullo" }]);
  },
  "content-granted": async () => {
    const discord = await startDiscord({ hasMessageContent: true });
    const client = connect(discord);
    client.identify({ intents: INTENTS | (1 << 15) });
    await client.next(({ t }) => t === "GUILD_CREATE");
    discord.message("hello");
    expect((await client.next(({ t }) => t === "MESSAGE_CREATE")).d).toMatchObject({ content: "hello" });
    await discord.stop();
  },
  "content-blank": async ({ discord }) => {
    expect(await heard(discord, () => discord.message("hello"))).toMatchObject({ content: "" });
  },
  "content-mention": async ({ discord }) => {
    expect(await heard(discord, () => discord.mention("hello"))).toMatchObject({
      content: `<@${discord.bot.id}> hello`,
    });
  },
  "content-direct": async ({ discord }) => {
    const direct = await heard(discord, () => discord.directMessage("hello"));
    expect(direct).toMatchObject({ content: "hello", channel_type: 1 });
    expect(direct).not.toHaveProperty("guild_id");
  },
  "content-own": async ({ discord }) => {
    expect(await heard(discord, () => post(discord, { content: "mine", nonce: "key" }))).toMatchObject({
      content: "mine",
      nonce: "key",
    });
  },
} satisfies Partial<Record<StateRuleId, Case>>;

/** The message that a session hears of after `act`. */
async function heard(discord: FakeDiscord, act: () => unknown, event = "MESSAGE_CREATE"): Promise<unknown> {
  const client = connect(discord);
  client.identify();
  await client.next(({ t }) => t === "GUILD_CREATE");
  await act();
  return (await client.next(({ t }) => t === event)).d;
}

/** A gateway client without any library. */
function connect(discord: FakeDiscord) {
  const socket = new WebSocket(`${discord.apiUrl.replace("http", "ws").replace("/api", "")}/?v=10&encoding=json`);
  const frames: Frame[] = [];
  const opened = once(socket, "open");
  const closed = once(socket, "close") as Promise<[number]>;
  socket.on("message", (data: Buffer) => frames.push(JSON.parse(data.toString()) as Frame));
  const send = (frame: Frame) => void opened.then(() => socket.send(JSON.stringify(frame)));
  return {
    send,
    identify: (more: object = {}) =>
      send({ op: 2, d: { token: discord.token, intents: INTENTS, shard: [0, 1], properties: {}, ...more } }),
    closed: async () => (await closed)[0],
    async next(wants: (frame: Frame) => boolean): Promise<Frame> {
      for (;;) {
        const index = frames.findIndex(wants);
        const [frame] = index < 0 ? [] : frames.splice(index, 1);
        if (frame) return frame;
        await once(socket, "message");
      }
    },
  };
}

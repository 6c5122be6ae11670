import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer, type WebSocket } from "ws";
import { z } from "zod";
import { guildPayload } from "./payloads.ts";
import type { Json } from "./wire.ts";
import type { World } from "./world.ts";

export const INTENTS = {
  GUILDS: 1 << 0,
  GUILD_MEMBERS: 1 << 1,
  GUILD_PRESENCES: 1 << 8,
  GUILD_MESSAGES: 1 << 9,
  DIRECT_MESSAGES: 1 << 12,
  MESSAGE_CONTENT: 1 << 15,
} as const;

const OP = {
  dispatch: 0,
  heartbeat: 1,
  identify: 2,
  presence: 3,
  resume: 6,
  reconnect: 7,
  members: 8,
  invalid: 9,
  hello: 10,
  ack: 11,
};

// [DOC] topics/opcodes-and-status-codes.mdx, events/gateway.mdx
const CLOSE = {
  unknownOpcode: 4001,
  decode: 4002,
  notAuthenticated: 4003,
  authenticationFailed: 4004,
  alreadyAuthenticated: 4005,
  invalidSequence: 4007,
  rateLimited: 4008,
  invalidShard: 4010,
  invalidVersion: 4012,
  disallowedIntents: 4014,
} as const;
const SENDS_A_MINUTE = 120;
const HEARTBEAT_MS = 41_250;

const frame = z.object({ op: z.int(), d: z.unknown() });
const identify = z.object({
  token: z.string(),
  intents: z.int(),
  shard: z.tuple([z.int(), z.int()]).default([0, 1]),
  compress: z.boolean().optional(),
});
const resume = z.object({ token: z.string(), session_id: z.string(), seq: z.int() });

interface Session {
  readonly id: string;
  readonly shard: readonly [index: number, count: number];
  readonly intents: number;
  /** Every event sent in this session, in order: the sequence number is the place, from 1. */
  readonly events: { readonly t: string; readonly d: unknown }[];
  socket: WebSocket | undefined;
}

/** The WebSocket side. Every session of a shard gets every event of that shard, as with the real one. */
export class Gateway {
  readonly #world: World;
  readonly #sockets = new WebSocketServer({ noServer: true });
  readonly #sessions: Session[] = [];
  #url = "";
  /** IDENTIFYs taken so far: a new session each. */
  identified = 0;
  resumed = 0;

  constructor(world: World, server: Server) {
    this.#world = world;
    server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      this.#sockets.handleUpgrade(request, socket, head, (connection) => {
        this.#welcome(connection, new URL(request.url ?? "/", "ws://fake"));
      });
    });
  }

  listenAt(url: string): void {
    this.#url = url;
  }

  /** GET /gateway/bot */
  info(): Json {
    const limit = {
      total: 1000,
      remaining: Math.max(0, 1000 - this.identified),
      reset_after: 86_400_000,
      max_concurrency: 1,
    };
    return { url: this.#url, shards: 1, session_start_limit: limit };
  }

  /** How many sessions are connected now. */
  get connected(): number {
    return this.#sessions.filter(({ socket }) => socket).length;
  }

  /** Sends an event to every session that wants it; kept for those that may resume. */
  dispatch(
    event: string,
    data: Json | ((withContent: boolean) => Json),
    { intent, guildId }: { intent?: number; guildId?: string | undefined } = {},
  ): void {
    for (const session of this.#sessions) {
      const [index, count] = session.shard;
      const isOnShard =
        guildId === undefined ? index === 0 : Number((BigInt(guildId) >> 22n) % BigInt(count)) === index;
      if (!isOnShard || (intent !== undefined && !(session.intents & intent))) continue;
      const withContent = (session.intents & INTENTS.MESSAGE_CONTENT) !== 0;
      this.#send(session, event, typeof data === "function" ? data(withContent) : data);
    }
  }

  /** Opcode 7: asks every client to reconnect and resume. */
  askToReconnect(): void {
    for (const { socket } of this.#sessions) if (socket) send(socket, { op: OP.reconnect, d: null });
  }

  /** Opcode 9: every session is invalid; not resumable unless told so. */
  invalidate({ isResumable = false } = {}): void {
    for (const session of [...this.#sessions]) {
      if (session.socket) send(session.socket, { op: OP.invalid, d: isResumable });
      if (!isResumable) this.#drop(session);
    }
  }

  /** Closes every connection with a code; the sessions may be resumed. */
  close(code: number): void {
    for (const { socket } of this.#sessions) socket?.close(code);
  }

  stop(): void {
    for (const socket of this.#sockets.clients) socket.terminate();
    this.#sockets.close();
  }

  #welcome(socket: WebSocket, url: URL): void {
    if (url.searchParams.get("v") !== "10") return socket.close(CLOSE.invalidVersion);
    if (url.searchParams.get("encoding") !== "json" || url.searchParams.has("compress"))
      return socket.close(CLOSE.decode);
    let sent = 0;
    const minute = setInterval(() => (sent = 0), 60_000).unref();
    socket.on("close", () => {
      clearInterval(minute);
      for (const session of this.#sessions) if (session.socket === socket) session.socket = undefined;
    });
    socket.on("message", (data: Buffer) => {
      sent += 1;
      if (sent > SENDS_A_MINUTE) socket.close(CLOSE.rateLimited);
      else this.#receive(socket, data.toString());
    });
    send(socket, { op: OP.hello, d: { heartbeat_interval: HEARTBEAT_MS } });
  }

  #receive(socket: WebSocket, data: string): void {
    const parsed = frame.safeParse(parsedJson(data));
    if (!parsed.success) return socket.close(CLOSE.decode);
    const { op, d } = parsed.data;
    const isKnown = this.#sessions.some((session) => session.socket === socket);
    if (op === OP.heartbeat) return send(socket, { op: OP.ack, d: null });
    if (op === OP.identify) return isKnown ? socket.close(CLOSE.alreadyAuthenticated) : this.#identify(socket, d);
    if (op === OP.resume) return isKnown ? socket.close(CLOSE.alreadyAuthenticated) : this.#resume(socket, d);
    if (op !== OP.presence && op !== OP.members) return socket.close(CLOSE.unknownOpcode);
    if (!isKnown) socket.close(CLOSE.notAuthenticated);
  }

  #identify(socket: WebSocket, data: unknown): void {
    const parsed = identify.safeParse(data);
    if (!parsed.success || parsed.data.compress) return socket.close(CLOSE.decode);
    const { token, intents, shard } = parsed.data;
    if (token !== this.#world.token) return socket.close(CLOSE.authenticationFailed);
    if (shard[0] < 0 || shard[0] >= shard[1]) return socket.close(CLOSE.invalidShard);
    const granted = this.#world.hasMessageContent ? INTENTS.MESSAGE_CONTENT : 0;
    const privileged = INTENTS.GUILD_MEMBERS | INTENTS.GUILD_PRESENCES | INTENTS.MESSAGE_CONTENT;
    if (intents & privileged & ~granted) return socket.close(CLOSE.disallowedIntents);
    this.identified += 1;
    const session: Session = { id: `session-${this.identified}`, shard, intents, events: [], socket };
    this.#sessions.push(session);
    this.#greet(session);
  }

  #greet(session: Session): void {
    const { bot, applicationId } = this.#world;
    const [index, count] = session.shard;
    const guilds = [...this.#world.guilds.values()].filter(
      ({ id, members }) => members.has(bot.id) && Number((BigInt(id) >> 22n) % BigInt(count)) === index,
    );
    this.#send(session, "READY", {
      v: 10,
      user: bot,
      guilds: guilds.map(({ id }) => ({ id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: this.#url,
      shard: session.shard,
      application: { id: applicationId, flags: 0 },
    });
    if (!(session.intents & INTENTS.GUILDS)) return;
    for (const guild of guilds) this.#send(session, "GUILD_CREATE", guildPayload(this.#world, guild));
  }

  #resume(socket: WebSocket, data: unknown): void {
    const parsed = resume.safeParse(data);
    if (!parsed.success) return socket.close(CLOSE.decode);
    if (parsed.data.token !== this.#world.token) return socket.close(CLOSE.authenticationFailed);
    const session = this.#sessions.find(({ id }) => id === parsed.data.session_id);
    if (!session) return send(socket, { op: OP.invalid, d: false });
    if (parsed.data.seq > session.events.length) return socket.close(CLOSE.invalidSequence);
    session.socket = socket;
    this.resumed += 1;
    session.events.forEach(({ t, d }, index) => {
      if (index >= parsed.data.seq) send(socket, { op: OP.dispatch, t, s: index + 1, d });
    });
    this.#send(session, "RESUMED", {});
  }

  #send(session: Session, t: string, d: unknown): void {
    // A copy: what is replayed later is what was true then.
    session.events.push({ t, d: structuredClone(d) });
    if (session.socket) send(session.socket, { op: OP.dispatch, t, s: session.events.length, d });
  }

  #drop(session: Session): void {
    this.#sessions.splice(this.#sessions.indexOf(session), 1);
  }
}

function send(socket: WebSocket, payload: object): void {
  if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(payload));
}

function parsedJson(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch (error) {
    // A frame that is no JSON fails the schema that comes next.
    return error;
  }
}

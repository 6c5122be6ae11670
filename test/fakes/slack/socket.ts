import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer, type WebSocket } from "ws";
import { Journal } from "./journal.ts";
import { isFields, type Fields } from "./shape.ts";
import { APP, type World } from "./world.ts";

const MOST_SOCKETS = 10;
const CLOSE_WITHIN_MS = 1000;

export interface Envelope {
  readonly id: string;
  readonly type: "slash_commands" | "events_api" | "interactive";
  readonly payload: Fields;
  /** The number of the socket it went to; none: no socket was open. */
  readonly socket: number | undefined;
  readonly sentAtMs: number;
  ack?: Ack;
  timedOut: boolean;
}

export interface Ack {
  readonly envelope: Envelope;
  readonly delayMs: number;
  /** Came after Slack had given up; what it says is dropped. */
  readonly late: boolean;
  readonly payload: Fields | undefined;
  /** Why Slack would not show what it says. */
  refused?: string;
}

export interface Hooks {
  acked?(ack: Ack): void;
  timedOut?(): void;
}

/** Socket Mode: doors opened by apps.connections.open, envelopes out, acknowledgements in. */
export class Sockets {
  readonly acks = new Journal<Ack>();
  readonly envelopes: Envelope[] = [];
  /** Frames that acknowledge nothing known. */
  readonly strays: string[] = [];
  readonly #world: World;
  readonly #random: () => number;
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #open = new Map<number, WebSocket>();
  readonly #tickets = new Set<string>();
  readonly #sent = new Map<string, { envelope: Envelope; hooks: Hooks }>();
  readonly #opened = new Journal<number>();
  #count = 0;

  constructor(world: World, random: () => number) {
    this.#world = world;
    this.#random = random;
  }

  get size(): number {
    return this.#open.size;
  }

  /** Resolves with the number of the next socket that said hello. */
  opened(): Promise<number> {
    return this.#opened.next();
  }

  /** A ticket for one connection. */
  ticket(): string {
    const ticket = this.#world.id("ticket-");
    this.#tickets.add(ticket);
    return ticket;
  }

  upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    const ticket = new URL(request.url ?? "", "ws://fake").searchParams.get("ticket");
    if (ticket === null || !this.#tickets.delete(ticket)) {
      stream.end("HTTP/1.1 401 Unauthorized\r\nConnection: close\r\n\r\n");
      return;
    }
    this.#server.handleUpgrade(request, stream, head, (socket) => this.#welcome(socket));
  }

  /** Sends to one open socket, chosen at random, as Slack does. */
  send(
    type: Envelope["type"],
    payload: Fields,
    hooks: Hooks = {},
    retry?: { attempt: number; reason: string },
  ): Envelope {
    const numbers = [...this.#open.keys()];
    const socket = numbers[Math.floor(this.#random() * numbers.length)];
    const envelope: Envelope = {
      ...{ id: this.#world.id("envelope-"), type, payload, socket },
      ...{ sentAtMs: this.#world.now(), timedOut: false },
    };
    this.envelopes.push(envelope);
    this.#sent.set(envelope.id, { envelope, hooks });
    if (socket === undefined) this.#giveUp(envelope);
    else {
      const frame = {
        ...{ envelope_id: envelope.id, type, payload, accepts_response_payload: type !== "events_api" },
        ...(type === "events_api" ? { retry_attempt: retry?.attempt ?? 0, retry_reason: retry?.reason ?? "" } : {}),
      };
      this.#open.get(socket)?.send(JSON.stringify(frame));
      // A timer may come a little before the clock says so.
      setTimeout(() => this.sweep(), this.#world.firstAnswerMs + 10).unref();
    }
    return envelope;
  }

  /** Gives up what Slack's clock says is too late. */
  sweep(): void {
    const late = (envelope: Envelope): boolean => this.#world.now() - envelope.sentAtMs >= this.#world.firstAnswerMs;
    for (const envelope of this.envelopes) if (late(envelope)) this.#giveUp(envelope);
  }

  /** Asks every client (or one) to connect anew. */
  disconnect(reason: "warning" | "refresh_requested" | "link_disabled" | "too_many_websockets", only?: number): void {
    for (const [number, socket] of this.#open) {
      if (only === undefined || only === number)
        socket.send(JSON.stringify({ type: "disconnect", reason, debug_info }));
    }
  }

  /** Cuts every connection without a word. */
  cut(): void {
    for (const socket of this.#open.values()) socket.terminate();
    this.#open.clear();
  }

  /** Closes every connection as a server should, and cuts those whose client does not answer within a second. */
  async close(): Promise<void> {
    const closing = [...this.#open.values()].map(async (socket) => {
      const timer = setTimeout(() => socket.terminate(), CLOSE_WITHIN_MS);
      socket.close(1001);
      if (socket.readyState !== socket.CLOSED) await once(socket, "close");
      clearTimeout(timer);
    });
    await Promise.all(closing);
    this.#server.close();
  }

  #welcome(socket: WebSocket): void {
    if (this.#open.size >= MOST_SOCKETS) {
      socket.send(JSON.stringify({ type: "disconnect", reason: "too_many_websockets", debug_info }));
      socket.close();
      return;
    }
    this.#count += 1;
    const number = this.#count;
    this.#open.set(number, socket);
    socket.on("close", () => this.#open.delete(number));
    socket.on("message", (data: Buffer) => this.#receive(data.toString("utf8")));
    const hello = { type: "hello", num_connections: this.#open.size, debug_info, connection_info: { app_id: APP } };
    socket.send(JSON.stringify(hello));
    this.#opened.add(number);
  }

  #receive(frame: string): void {
    const said: unknown = JSON.parse(frame);
    const sent = isFields(said) ? this.#sent.get(String(said["envelope_id"])) : undefined;
    if (!isFields(said) || sent === undefined || sent.envelope.ack !== undefined) {
      this.strays.push(frame);
      return;
    }
    const { envelope, hooks } = sent;
    const delayMs = this.#world.now() - envelope.sentAtMs;
    const late = envelope.timedOut || delayMs >= this.#world.firstAnswerMs;
    const payload = isFields(said["payload"]) ? said["payload"] : undefined;
    const ack: Ack = { envelope, delayMs, late, payload };
    envelope.ack = ack;
    if (!late) hooks.acked?.(ack);
    this.acks.add(ack);
  }

  #giveUp(envelope: Envelope): void {
    if (envelope.ack !== undefined || envelope.timedOut) return;
    envelope.timedOut = true;
    this.#sent.get(envelope.id)?.hooks.timedOut?.();
  }
}

const debug_info = { host: "applink-fake", approximate_connection_time: 18_060 };

import { createServer as createHttpServer, request, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer, type AddressInfo, type Socket } from "node:net";

/** What happens to the posts of one channel on their way; without a rule they pass. */
export interface Rule {
  /** The call is passed on when this resolves, also where its caller is dead by then: what was sent may still arrive. */
  readonly before?: () => Promise<unknown>;
  /** The answer is given back when this resolves. */
  readonly after?: () => Promise<unknown>;
}

/** One chat.postMessage, as far as it came: read here, acted on by the server, its answer given to the caller. */
export interface PostCall {
  readonly channel: string;
  stage: "arrived" | "acted" | "answered";
}

/** A server in front of the fake Slack, in this process, that can hold a call at each stage of its way. */
export interface Gate {
  /** For SLACK_API_URL. */
  readonly apiUrl: string;
  readonly calls: readonly PostCall[];
  rule(channel: string, rule: Rule): void;
  /** Takes no connection on after the next process has asked for its socket, until `hear`. */
  deafenAtNextStart(): void;
  /** Takes connections on again; those that waited are cut. */
  hear(): void;
  close(): Promise<void>;
}

export async function openGate(target: string): Promise<Gate> {
  const calls: PostCall[] = [];
  const rules = new Map<string, Rule>();
  const open = new Set<Socket>();
  const waiting = new Set<Socket>();
  let isDeafAtNextStart = false;
  let isDeaf = false;

  const web = createHttpServer((incoming, outgoing) => {
    pass(incoming, outgoing).catch((error: unknown) => {
      outgoing.destroy();
      // The fake goes away, or a caller does, in the middle of a call; anything else is the gate's own mistake.
      if (!(error instanceof Error && "code" in error)) throw error;
    });
  });
  const front = createServer({ pauseOnConnect: true }, (socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket)).on("error", () => socket.destroy());
    if (isDeaf) {
      waiting.add(socket);
      return;
    }
    web.emit("connection", socket);
    socket.resume();
  });
  await new Promise<void>((listening) => front.listen(0, "127.0.0.1", listening));

  async function pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await bodyOf(incoming);
    const method = incoming.url?.split("/").at(-1);
    if (method !== "chat.postMessage") {
      await answer(outgoing, await forward(incoming, body));
      if (method === "apps.connections.open" && isDeafAtNextStart) [isDeaf, isDeafAtNextStart] = [true, false];
      return;
    }
    const call: PostCall = { channel: new URLSearchParams(body).get("channel") ?? "", stage: "arrived" };
    calls.push(call);
    const rule = rules.get(call.channel);
    await rule?.before?.();
    const answered = await forward(incoming, body);
    call.stage = "acted";
    await rule?.after?.();
    if (outgoing.destroyed) return;
    await answer(outgoing, answered);
    call.stage = "answered";
  }

  function forward({ method, url, headers }: IncomingMessage, body: string): Promise<Answered> {
    return new Promise((resolve, reject) => {
      const outgoing = request(new URL(url ?? "/", target), { method, headers, agent: false }, (response) => {
        bodyOf(response).then((text) => resolve({ response, text }), reject);
      });
      outgoing.on("error", reject).end(body);
    });
  }

  return {
    apiUrl: `http://127.0.0.1:${(front.address() as AddressInfo).port}/api/`,
    calls,
    rule: (channel, rule) => rules.set(channel, rule),
    deafenAtNextStart: () => (isDeafAtNextStart = true),
    hear: () => {
      [isDeaf, isDeafAtNextStart] = [false, false];
      for (const socket of waiting) socket.destroy();
      waiting.clear();
    },
    close: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((closed) => front.close(closed));
    },
  };
}

interface Answered {
  readonly response: IncomingMessage;
  readonly text: string;
}

/** Each answer ends its connection, so that a gate that takes none on gets no call by an old one. */
async function answer(outgoing: ServerResponse, { response, text }: Answered): Promise<void> {
  outgoing.writeHead(response.statusCode ?? 500, { ...response.headers, connection: "close" });
  await new Promise<void>((done) => outgoing.end(text, done));
}

async function bodyOf(message: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of message as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts).toString("utf8");
}

import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Faults } from "./faults.ts";
import { Journal } from "./journal.ts";
import { Refusal } from "./refusal.ts";
import { respond } from "./response-url.ts";
import { isFields, type Fields } from "./shape.ts";
import type { Sockets } from "./socket.ts";
import { answer } from "./web-api.ts";
import type { Workspace } from "./workspace.ts";

/** One request that arrived: a Web API method, or "response_url". */
export interface Call {
  readonly method: string;
  readonly arguments: Fields;
  readonly token: string | undefined;
  readonly atMs: number;
  /** "ok" or Slack's code, once there is one. A fault leaves what the server knew, not what the caller saw. */
  outcome?: string;
}

/** The port on 127.0.0.1: Web API under /api/, response URLs under /response/, sockets at /link. */
export class Port {
  readonly calls = new Journal<Call>();
  readonly #workspace: Workspace;
  readonly #faults: Faults;
  readonly #sockets: Sockets;
  #server: Server | undefined;
  #number = 0;

  constructor(options: { workspace: Workspace; faults: Faults; sockets: Sockets }) {
    this.#workspace = options.workspace;
    this.#faults = options.faults;
    this.#sockets = options.sockets;
  }

  /** The host and port, without a scheme. */
  get host(): string {
    return `127.0.0.1:${this.#number}`;
  }

  /** Listens, on the same port as before if there was one. */
  async listen(): Promise<void> {
    // Slack ends no connection of a client that is slow to use it.
    const server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
      void this.#serve(request, response).catch((error: unknown) => {
        response.destroy();
        // A caller that hangs up in the middle of its request is no news; anything else is the fake's own mistake.
        if (request.complete) throw error;
      });
    });
    server.on("upgrade", (request, stream, head) => this.#sockets.upgrade(request, stream, head));
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject).listen(this.#number, "127.0.0.1", resolve);
    });
    this.#number = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  /** Refuses connections, and cuts those there are. */
  async close(): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    this.#server = undefined;
    this.#sockets.cut();
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // Slack's clock, which a client may use to correct its own, is not this machine's.
    response.sendDate = false;
    response.setHeader("Date", new Date(this.#workspace.world.now()).toUTCString());
    const body = await bodyOf(request);
    const [, room, name = ""] = (request.url ?? "").split("?")[0]?.split("/") ?? [];
    if (request.method !== "POST" || (room !== "api" && room !== "response")) return send(response, 404, { ok: false });
    const method = room === "api" ? name : "response_url";
    const parsed = parse(body, request.headers["content-type"]);
    const token = tokenOf(request, parsed.fields);
    const call: Call = { method, arguments: parsed.fields, token, atMs: this.#workspace.world.now() };
    const fault = this.#faults.take(method);
    this.calls.add(call);
    if (await this.#faults.play(fault, "before", response)) return;
    const answered = this.#act(() => {
      if (parsed.refusal !== undefined) throw parsed.refusal;
      if (room === "api") return answer(name, withoutToken(parsed.fields), token, this.#workspace);
      respond(name, parsed.fields, this.#workspace);
      return {};
    });
    call.outcome = answered.outcome;
    if (await this.#faults.play(fault, "after", response)) return;
    if (room === "api" && token === this.#workspace.botToken) {
      response.setHeader("X-OAuth-Scopes", [...this.#workspace.scopes].join(","));
      response.setHeader("X-Slack-Req-Id", this.#workspace.world.id("request-"));
    }
    if (answered.retryAfterSeconds !== undefined) response.setHeader("Retry-After", answered.retryAfterSeconds);
    const isRefusedResponse = room === "response" && answered.outcome !== "ok";
    send(response, isRefusedResponse ? Math.max(answered.status, 400) : answered.status, {
      ...answered.fields,
      ...(parsed.warning === undefined ? {} : { warning: parsed.warning }),
    });
  }

  #act(run: () => Fields): { outcome: string; status: number; fields: Fields; retryAfterSeconds?: number | undefined } {
    try {
      return { outcome: "ok", status: 200, fields: { ok: true, ...run() } };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { code, status, messages, retryAfterSeconds } = error;
      const details = messages.length === 0 ? {} : { errors: messages, response_metadata: { messages } };
      return {
        outcome: code,
        status,
        retryAfterSeconds,
        fields: { ok: false, error: code, ...error.fields, ...details },
      };
    }
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts).toString("utf8");
}

function parse(body: string, contentType = ""): { fields: Fields; refusal?: Refusal; warning?: string } {
  if (contentType.startsWith("application/x-www-form-urlencoded")) {
    return { fields: Object.fromEntries(new URLSearchParams(body)) };
  }
  if (!contentType.startsWith("application/json")) {
    if (body === "") return { fields: {} };
    return { fields: {}, refusal: new Refusal(contentType === "" ? "missing_post_type" : "invalid_post_type") };
  }
  try {
    const fields: unknown = JSON.parse(body);
    if (!isFields(fields)) return { fields: {}, refusal: new Refusal("json_not_object") };
    return { fields, ...(contentType.includes("charset") ? {} : { warning: "missing_charset" }) };
  } catch (error) {
    return { fields: {}, refusal: new Refusal("invalid_json", { messages: [String(error)] }) };
  }
}

function tokenOf(request: IncomingMessage, fields: Fields): string | undefined {
  const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1];
  return bearer ?? (typeof fields["token"] === "string" ? fields["token"] : undefined);
}

function withoutToken(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => name !== "token"));
}

function send(response: ServerResponse, status: number, fields: Fields): void {
  response.statusCode = status;
  response.setHeader("Content-Type", "application/json; charset=utf-8");
  response.end(JSON.stringify(fields));
}

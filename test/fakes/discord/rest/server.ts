import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import type { z } from "zod";
import type { Call, Fault, Faults } from "../faults.ts";
import { openApiErrors } from "../openapi.ts";
import type { Parts } from "../parts.ts";
import { invalidForm, Refusal } from "../refusal.ts";
import { parseForm } from "../rules/form.ts";
import type { World } from "../world.ts";
import type { Answer } from "./request.ts";
import { matchRoute, type Match, type Route } from "./routes.ts";

const PREFIX = "/api/v10";

interface Options {
  readonly faults: Faults;
  readonly calls: Call[];
  readonly usesOpenApi: boolean;
}

/** The REST side: records every call, plays the planned faults, answers as Discord would. */
export function restListener(parts: Parts, options: Options): RequestListener {
  return (request, response) => {
    respond(parts, options, request, response).catch((error: unknown) => {
      response.destroy();
      // A client may go away while it sends. Anything else is a bug of the fake: unhandled, it fails the test run.
      if (request.complete) throw error;
    });
  };
}

async function respond(
  parts: Parts,
  { faults, calls, usesOpenApi }: Options,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { call, match, problem } = await read(parts, request);
  response.setHeader("date", new Date(call.atMs).toUTCString());
  calls.push(call);
  const fault = faults.take(call);
  if (fault?.kind === "slow") await wait(fault.ms);
  if (fault && isBefore(fault)) return play(fault, call, response);
  const answer = problem ?? outcome(parts, call, match, usesOpenApi);
  if (fault && fault.kind !== "slow") return play(fault, call, response);
  send(call, response, answer);
}

async function read(
  { world }: Parts,
  request: IncomingMessage,
): Promise<{ call: Call; match: Match | undefined; problem: Answer | undefined }> {
  const url = new URL(request.url ?? "/", "http://fake");
  const method = request.method ?? "GET";
  const steps = url.pathname.startsWith(`${PREFIX}/`) ? url.pathname.slice(PREFIX.length).split("/") : [];
  const match = matchRoute(method, steps.map(decodeURIComponent));
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { body, isJson } = parsedBody(Buffer.concat(chunks).toString());
  const { authorization: _secret, ...headers } = request.headers;
  const call: Call = {
    method,
    path: url.pathname,
    route: match?.route,
    query: url.search.slice(1),
    body,
    headers,
    atMs: world.now(),
  };
  return { call, match, problem: problemOf(world, request, isJson) };
}

/** What stops a request before any route sees it. The token in the path of an answer is its permission. */
function problemOf(world: World, { url = "", headers }: IncomingMessage, isJson: boolean): Answer | undefined {
  if (!headers["user-agent"]?.startsWith("DiscordBot (")) return refused(new Refusal(40333));
  const needsToken = !/^\/(interactions|webhooks)\//.test(url.slice(PREFIX.length));
  if (needsToken && headers.authorization !== `Bot ${world.token}`) return UNAUTHORIZED;
  return isJson ? undefined : refused(new Refusal(50109));
}

const UNAUTHORIZED: Answer = { status: 401, body: { message: "401: Unauthorized", code: 0 } };

function outcome(parts: Parts, call: Call, match: Match | undefined, usesOpenApi: boolean): Answer {
  try {
    if (!match) throw new Refusal(0);
    return match.handler(parts, {
      query: new URLSearchParams(call.query),
      param: (name) => match.params.get(name) ?? "",
      form: (schema) => checkedForm(schema, match.route, call.body, usesOpenApi),
    });
  } catch (error) {
    if (error instanceof Refusal) return refused(error);
    throw error;
  }
}

/** The hand-written rules say more clearly what is wrong, so they come first. */
function checkedForm<T>(schema: z.ZodType<T>, route: Route, body: unknown, usesOpenApi: boolean): T {
  const form = parseForm(schema, body);
  const errors = usesOpenApi ? openApiErrors(route, body) : [];
  if (errors.length > 0) throw invalidForm(...errors);
  return form;
}

function refused({ status, code, message, errors }: Refusal): Answer {
  return { status, body: { message, code, ...(errors && { errors }) } };
}

function isBefore(fault: Fault): boolean {
  if (fault.kind === "refusal" || fault.kind === "rate limit") return true;
  return "when" in fault ? fault.when === "before" : fault.kind === "status";
}

function play(fault: Fault, call: Call, response: ServerResponse): void {
  switch (fault.kind) {
    case "refusal":
      return send(call, response, fault.code === 0 ? UNAUTHORIZED : refused(new Refusal(fault.code)));
    case "status":
      call.status = fault.status;
      response.writeHead(fault.status, { "content-type": "text/html" }).end("<html>no</html>");
      return;
    case "rate limit":
      return sendRateLimit(fault, call, response);
    case "reset":
      response.destroy();
      return;
    case "bad json":
      call.status = 200;
      response.writeHead(200, { "content-type": "application/json" }).end('{"id": "1');
      return;
    case "hang":
    case "slow":
      return;
  }
}

function sendRateLimit(fault: Extract<Fault, { kind: "rate limit" }>, call: Call, response: ServerResponse): void {
  const { retryAfterMs, scope = "user" } = fault;
  const seconds = (retryAfterMs ?? 0) / 1000;
  const hasTime = retryAfterMs !== undefined;
  call.status = 429;
  response.writeHead(429, {
    "content-type": "application/json",
    "x-ratelimit-scope": scope,
    ...(scope === "global" && { "x-ratelimit-global": "true" }),
    ...(hasTime && {
      "retry-after": String(Math.ceil(seconds)),
      "x-ratelimit-limit": "5",
      "x-ratelimit-remaining": "0",
      "x-ratelimit-reset": String((call.atMs + retryAfterMs) / 1000),
      "x-ratelimit-reset-after": String(seconds),
      "x-ratelimit-bucket": "fake-bucket",
    }),
  });
  const body = {
    message: "You are being rate limited.",
    global: scope === "global",
    ...(hasTime && { retry_after: seconds }),
  };
  response.end(JSON.stringify(body));
}

function send(call: Call, response: ServerResponse, { status, body }: Answer): void {
  call.status = status;
  if (typeof body === "object" && body !== null && status >= 400 && "code" in body) call.code = Number(body.code);
  // A 204 has no body, and says of none that it is JSON: clients would try to read it.
  if (status === 204) response.writeHead(204).end();
  else response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

function parsedBody(text: string): { body: unknown; isJson: boolean } {
  if (text === "") return { body: undefined, isJson: true };
  try {
    return { body: JSON.parse(text), isJson: true };
  } catch (error) {
    return { body: String(error), isJson: false };
  }
}

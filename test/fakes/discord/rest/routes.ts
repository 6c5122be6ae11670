import { applicationRoutes } from "./application.ts";
import { channelRoutes } from "./channels.ts";
import { guildRoutes } from "./guilds.ts";
import { interactionRoutes } from "./interactions.ts";
import type { Handler } from "./request.ts";

// A literal before what has a parameter in its place: @original is no message id, @me no user's.
const handlers = { ...applicationRoutes, ...channelRoutes, ...guildRoutes, ...interactionRoutes };

/** A route as Discord's docs and its OpenAPI description write it: `POST /channels/{channel_id}/messages`. */
export type Route = keyof typeof handlers;

export interface Match {
  readonly route: Route;
  readonly handler: Handler;
  readonly params: ReadonlyMap<string, string>;
}

const table = (Object.keys(handlers) as Route[]).map((route) => {
  const [method, path] = route.split(" ") as [string, string];
  return { route, method, steps: path.split("/"), handler: handlers[route] };
});

/** The route of a request whose path is decoded step by step (`%40original` is `@original`). */
export function matchRoute(method: string, steps: readonly string[]): Match | undefined {
  for (const { route, handler, ...entry } of table) {
    const params = entry.method === method ? matchSteps(entry.steps, steps) : undefined;
    if (params) return { route, handler, params };
  }
  return undefined;
}

function matchSteps(pattern: readonly string[], steps: readonly string[]): Map<string, string> | undefined {
  if (pattern.length !== steps.length) return undefined;
  const params = new Map<string, string>();
  for (const [index, expected] of pattern.entries()) {
    const step = steps[index] ?? "";
    if (expected.startsWith("{")) params.set(expected.slice(1, -1), step);
    else if (expected !== step) return undefined;
  }
  return params;
}

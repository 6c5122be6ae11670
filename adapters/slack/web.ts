import { AsyncLocalStorage } from "node:async_hooks";
import { webApi } from "@slack/bolt";
import { REQUEST_TIMEOUT_MS, type PlatformClock } from "#src/platform/index.ts";
import { RateLimitedWithoutTime } from "./errors.ts";
import { quietLogger } from "./quiet-logger.ts";
import type { Method } from "./scopes.ts";

export interface WebOptions {
  readonly token: string;
  readonly apiUrl?: string | undefined;
  /** Learns Slack's clock from every answer. */
  readonly slackClock: PlatformClock;
  /** For calls without a deadline of their own; `REQUEST_TIMEOUT_MS` unless told. */
  readonly timeoutMs?: number | undefined;
}

/**
 * Calls a method of the Web API once: no retry, no waiting. Throws the library's errors, which errors.ts reads. With a
 * deadline, that is the only one.
 */
export type CallMethod = (
  method: Method | "apps.connections.open",
  args?: Readonly<Record<string, unknown>>,
  deadline?: AbortSignal,
) => Promise<object>;

/** web-api takes no signal for a call: its fetch, which is ours, finds the deadline here. */
const deadlines = new AsyncLocalStorage<AbortSignal>();

/**
 * A client of its own for one token. With no retries and rate limits told instead of waited for, its queue never pauses,
 * so one slow channel holds back no other (web-api pauses the whole queue on a 429).
 */
export function openWeb(options: WebOptions): CallMethod {
  const client = new webApi.WebClient(options.token, clientOptions(options));
  return (method, args, deadline) => {
    const call = () => client.apiCall(method, args);
    return deadline === undefined ? call() : deadlines.run(deadline, call);
  };
}

/** `headers` stay unset and a new object is made each time: web-api writes into what it is given. */
export function clientOptions(options: Omit<WebOptions, "token">): webApi.WebClientOptions {
  const { apiUrl } = options;
  return {
    ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    // A queued call would run in the context, and so with the deadline, of the one that ended before it.
    maxRequestConcurrency: Number.POSITIVE_INFINITY,
    logger: quietLogger,
    fetch: watchedFetch(options),
  };
}

/** fetch that keeps the deadline, reads Slack's clock, and names the 429 that web-api has no class for. */
function watchedFetch({
  slackClock,
  timeoutMs = REQUEST_TIMEOUT_MS,
}: Pick<WebOptions, "slackClock" | "timeoutMs">): typeof globalThis.fetch {
  return async (url, init) => {
    const response = await fetch(url, { ...init, signal: deadlines.getStore() ?? AbortSignal.timeout(timeoutMs) });
    slackClock.heard(response.headers.get("date"));
    if (response.status === 429 && !/^\d+/.test(response.headers.get("retry-after") ?? "")) {
      await response.body?.cancel();
      throw new RateLimitedWithoutTime("Slack answered 429 without Retry-After");
    }
    return response;
  };
}

import { webApi } from "@slack/bolt";
import type { Clock } from "#src/clock.ts";
import { RateLimitedWithoutTime } from "./errors.ts";
import { silent } from "./silent.ts";
import type { Method } from "./scopes.ts";

/** How far Slack's clock is ahead of ours, from the Date header of its last answer; undefined before the first. */
export interface SlackClock {
  aheadMs: number | undefined;
}

export interface WebOptions {
  readonly token: string;
  readonly apiUrl?: string | undefined;
  readonly clock: Clock;
  readonly slackClock: SlackClock;
  readonly timeoutMs: number;
}

/** Calls a method of the Web API once: no retry, no waiting. Throws the library's errors, which errors.ts reads. */
export type Call = (
  method: Method | "apps.connections.open",
  args?: Readonly<Record<string, unknown>>,
) => Promise<object>;

/**
 * A client of its own for one token. With no retries and rate limits told instead of waited for, its queue never pauses,
 * so one slow channel holds back no other (web-api pauses the whole queue on a 429).
 */
export function openWeb(options: WebOptions): Call {
  const client = new webApi.WebClient(options.token, clientOptions(options));
  return (method, args) => client.apiCall(method, args);
}

/** `headers` stay unset and a new object is made each time: web-api writes into what it is given. */
export function clientOptions({ apiUrl, timeoutMs, ...clocks }: Omit<WebOptions, "token">): webApi.WebClientOptions {
  return {
    ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: timeoutMs,
    logger: silent,
    fetch: watchedFetch(clocks),
  };
}

/** fetch that reads Slack's clock, and names the 429 that web-api has no class for. */
function watchedFetch({ clock, slackClock }: Pick<WebOptions, "clock" | "slackClock">): typeof globalThis.fetch {
  return async (url, init) => {
    const response = await fetch(url, init);
    const date = Date.parse(response.headers.get("date") ?? "");
    if (!Number.isNaN(date)) slackClock.aheadMs = date - clock.now().getTime();
    if (response.status === 429 && !/^\d+/.test(response.headers.get("retry-after") ?? "")) {
      await response.body?.cancel();
      throw new RateLimitedWithoutTime("Slack answered 429 without Retry-After");
    }
    return response;
  };
}

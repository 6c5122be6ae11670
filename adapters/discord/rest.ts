import { REST, RESTEvents, type RESTOptions } from "discord.js";
import type { Clock } from "#src/clock.ts";

/** What it takes to speak to Discord: the bot's token, and another server's address (proxy, test) where there is one. */
export interface Access {
  readonly token: string;
  readonly apiUrl?: string | undefined;
}

const callTimeoutMs = 15_000;
const tokenAgainAfterMs = 60_000;

/** A client of Discord's REST interface with options of its own. */
export function openRest({ token, apiUrl }: Access, options: Partial<RESTOptions> = {}): REST {
  const rest = new REST({ version: "10", timeout: callTimeoutMs, ...options, ...(apiUrl && { api: apiUrl }) });
  return rest.setToken(token);
}

/** Ends the timers of a client, so that they hold nothing open. */
export function closeRest(rest: REST): void {
  rest.clearHashSweeper();
  rest.clearHandlerSweeper();
}

/** How far Discord's clock is ahead of ours, from the Date header of its last answer; undefined before the first. */
export interface DiscordClock {
  readonly aheadMs: number | undefined;
}

/** Reads Discord's clock from every answer that this client gets. */
export function watchClock(rest: REST, clock: Clock): DiscordClock {
  let aheadMs: number | undefined;
  rest.on(RESTEvents.Response, (_, { headers }) => {
    const date = Date.parse(headers.get("date") ?? "");
    if (!Number.isNaN(date)) aheadMs = date - clock.now().getTime();
  });
  return {
    get aheadMs() {
      return aheadMs;
    },
  };
}

/** Whether Discord refuses the token, and the way back where it did so only once. */
export interface TokenGuard {
  readonly isRefused: boolean;
  /** To be called before a call: once a minute the token is tried again. */
  renew(): void;
}

/**
 * One 401 makes the library forget its token for good, and Discord has answered 401 by mistake before. The token is
 * given back after a minute: no sooner, since 10,000 refusals in ten minutes close Discord to this machine.
 */
export function guardToken(rest: REST, token: string, clock: Clock): TokenGuard {
  let refusedAtMs: number | undefined;
  rest.on(RESTEvents.Response, ({ data }, { status }) => {
    if (data.auth) refusedAtMs = status === 401 ? clock.now().getTime() : undefined;
  });
  return {
    get isRefused() {
      return refusedAtMs !== undefined;
    },
    renew: () => {
      if (refusedAtMs === undefined || clock.now().getTime() - refusedAtMs < tokenAgainAfterMs) return;
      refusedAtMs = undefined;
      rest.setToken(token);
    },
  };
}

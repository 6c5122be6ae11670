import { REST, RESTEvents, type RESTOptions } from "discord.js";
import { platformClock, REQUEST_TIMEOUT_MS, type PlatformClock } from "#src/platform/index.ts";
import type { Time } from "#src/time.ts";

/** What it takes to speak to Discord: the bot's token, and another server's address (proxy, test) where there is one. */
export interface Access {
  readonly token: string;
  readonly apiUrl?: string | undefined;
}

const TOKEN_AGAIN_AFTER_MS = 60_000;
/** The longest that a timer takes: for a client whose calls bring a deadline of their own. */
export const NO_TIMEOUT_MS = 2 ** 31 - 1;

/** A client of Discord's REST interface with options of its own. */
export function openRest({ token, apiUrl }: Access, options: Partial<RESTOptions> = {}): REST {
  const rest = new REST({ version: "10", timeout: REQUEST_TIMEOUT_MS, ...options, ...(apiUrl && { api: apiUrl }) });
  return rest.setToken(token);
}

/** Ends the timers of a client, so that they hold nothing open. */
export function closeRest(rest: REST): void {
  rest.clearHashSweeper();
  rest.clearHandlerSweeper();
}

/** Reads Discord's clock from every answer that this client gets. */
export function watchClock(rest: REST, time: Pick<Time, "now">): PlatformClock {
  const clock = platformClock(time);
  rest.on(RESTEvents.Response, (_, { headers }) => clock.heard(headers.get("date")));
  return clock;
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
export function guardToken(rest: REST, token: string, time: Pick<Time, "now">): TokenGuard {
  let refusedAtMs: number | undefined;
  rest.on(RESTEvents.Response, ({ data }, { status }) => {
    if (data.auth) refusedAtMs = status === 401 ? time.now() : undefined;
  });
  return {
    get isRefused() {
      return refusedAtMs !== undefined;
    },
    renew: () => {
      if (refusedAtMs === undefined || time.now() - refusedAtMs < TOKEN_AGAIN_AFTER_MS) return;
      refusedAtMs = undefined;
      rest.setToken(token);
    },
  };
}

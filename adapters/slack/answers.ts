import type { Log } from "#src/log.ts";
import { REQUEST_TIMEOUT_MS, retry, retryAfterMs, type Posted } from "#src/platform/index.ts";
import type { Reply } from "#src/reply/index.ts";
import { postedAfter } from "./errors.ts";
import { render } from "./render.ts";
import type { Time } from "#src/time.ts";
import type { CallMethod } from "./web.ts";

/** Where an answer goes. A response URL works where the bot is no member, 5 times within 30 minutes. */
export type Destination =
  /** One person alone sees it; `replace`: in place of the private answer that was pressed on. */
  | {
      readonly kind: "private";
      readonly channel: string;
      readonly user: string;
      readonly responseUrl: string;
      readonly threadTs?: string | undefined;
      readonly replace: boolean;
    }
  /** In place of the message that was pressed on and that others see. */
  | { readonly kind: "edit"; readonly channel: string; readonly ts: string; readonly responseUrl: string }
  /** A message that others see. */
  | {
      readonly kind: "post";
      readonly channel: string;
      readonly threadTs?: string | undefined;
      readonly responseUrl?: string;
    };

type Delivered = Exclude<Posted, { readonly state: "sent" }> | { readonly state: "sent" };

export type SendReply = (destination: Destination, reply: Reply) => Promise<void>;

const TRIES_AT_MOST = 3;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;

interface AnswersOptions {
  readonly call: CallMethod;
  readonly log: Log;
  readonly time: Time;
  readonly stopping: AbortSignal;
  /** How long one answer by response URL may take; `REQUEST_TIMEOUT_MS` unless told. */
  readonly timeoutMs?: number | undefined;
}

/** Gives answers: tries again what surely did not arrive, goes another way where one is closed, and never throws. */
export function createAnswers(options: AnswersOptions): SendReply {
  const { call, log, time, stopping, timeoutMs = REQUEST_TIMEOUT_MS } = options;

  return async (destination, reply) => {
    const delivered = await deliver(destination, reply);
    if (delivered.state === "sent") return;
    const { state, reason } = delivered;
    log.error({ platform: "slack", channel: destination.channel, outcome: state, reason }, "an answer did not arrive");
  };

  async function deliver(to: Destination, reply: Reply): Promise<Delivered> {
    const message = render(reply);
    const thread = "threadTs" in to && to.threadTs !== undefined ? { thread_ts: to.threadTs } : {};
    switch (to.kind) {
      case "private": {
        // Seen twice is better than not at all: where it may have arrived, it is sent again too.
        const how = to.replace
          ? { replace_original: true }
          : { response_type: "ephemeral", replace_original: false, ...thread };
        const answered = await insist(() => respond(to.responseUrl, { ...message, ...how }), ["perhaps posted"]);
        if (answered.state === "sent") return answered;
        return insist(() => tell("chat.postEphemeral", { channel: to.channel, user: to.user, ...message, ...thread }));
      }
      case "edit": {
        const body = { ...message, replace_original: true };
        const answered = await insist(() => respond(to.responseUrl, body), ["perhaps posted"]);
        if (answered.state === "sent") return answered;
        return insist(() => tell("chat.update", { channel: to.channel, ts: to.ts, ...message }));
      }
      case "post": {
        const flags = { unfurl_links: false, unfurl_media: false };
        const posted = await insist(() =>
          tell("chat.postMessage", { channel: to.channel, ...message, ...thread, ...flags }),
        );
        const { responseUrl } = to;
        if (posted.state !== "channel gone" || responseUrl === undefined) return posted;
        return insist(() =>
          respond(responseUrl, {
            ...message,
            response_type: "in_channel",
            replace_original: false,
            ...thread,
            ...flags,
          }),
        );
      }
    }
  }

  /** Tries again what was surely not posted, and what is in one of these other states. */
  function insist(attempt: () => Promise<Delivered>, also: readonly Posted["state"][] = []): Promise<Delivered> {
    return retry(attempt, {
      again: (delivered) => {
        if (delivered.state === "not posted, retry") return { afterMs: delivered.afterMs };
        return also.includes(delivered.state) ? {} : undefined;
      },
      tries: TRIES_AT_MOST,
      firstPauseMs: FIRST_PAUSE_MS,
      longestPauseMs: LONGEST_PAUSE_MS,
      time,
      signal: stopping,
    });
  }

  async function tell(
    method: "chat.postMessage" | "chat.postEphemeral" | "chat.update",
    args: object,
  ): Promise<Delivered> {
    try {
      await call(method, { ...args });
      return { state: "sent" };
    } catch (error) {
      return postedAfter(error);
    }
  }

  /** bolt's own `respond` has no timeout; this is the same call with one, and tells what is known. */
  async function respond(url: string, body: object): Promise<Delivered> {
    try {
      const response = await fetch(url, {
        method: "POST",
        headers: { "Content-Type": "application/json; charset=utf-8" },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(timeoutMs),
      });
      await response.body?.cancel();
      return stateOf(response, time.now());
    } catch (error) {
      return postedAfter(error);
    }
  }
}

function stateOf({ ok, status, headers }: Response, now: number): Delivered {
  if (ok) return { state: "sent" };
  const reason = `http_${status}`;
  if (status >= 500) return { state: "perhaps posted", reason };
  if (status !== 429) return { state: "channel gone", reason };
  const afterMs = retryAfterMs(headers.get("retry-after"), now);
  return { state: "not posted, retry", reason, ...(afterMs === undefined ? {} : { afterMs }) };
}

import type { Log } from "#src/bot.ts";
import type { Posted } from "#src/platform.ts";
import type { Reply } from "#src/reply/index.ts";
import { postedAfter } from "./errors.ts";
import { render } from "./render.ts";
import type { Wait } from "#src/wait.ts";
import type { Call } from "./web.ts";

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

type Outcome = Exclude<Posted, { readonly state: "sent" }> | { readonly state: "sent" };

export type Answer = (destination: Destination, reply: Reply) => Promise<void>;

const triesAtMost = 3;
const waitAtMostMs = 10_000;

interface AnswersOptions {
  readonly call: Call;
  readonly log: Log;
  readonly wait: Wait;
  readonly stopping: AbortSignal;
  /** How long one answer by response URL may take; calls have the same of their own. */
  readonly timeoutMs: number;
}

/** Gives answers: tries again what surely did not arrive, goes another way where one is closed, and never throws. */
export function createAnswers({ call, log, wait, stopping, timeoutMs }: AnswersOptions): Answer {
  return async (destination, reply) => {
    const outcome = await deliver(destination, reply);
    if (outcome.state === "sent") return;
    const { state, reason } = outcome;
    log.error({ platform: "slack", channel: destination.channel, outcome: state, reason }, "an answer did not arrive");
  };

  async function deliver(to: Destination, reply: Reply): Promise<Outcome> {
    const message = render(reply);
    const thread = "threadTs" in to && to.threadTs !== undefined ? { thread_ts: to.threadTs } : {};
    switch (to.kind) {
      case "private": {
        // Seen twice is better than not at all: where it may have arrived, it is sent again too.
        const how = to.replace
          ? { replace_original: true }
          : { response_type: "ephemeral", replace_original: false, ...thread };
        const answered = await insist(
          () => respond(to.responseUrl, { ...message, ...how }, timeoutMs),
          ["perhaps posted"],
        );
        if (answered.state === "sent") return answered;
        return insist(() => tell("chat.postEphemeral", { channel: to.channel, user: to.user, ...message, ...thread }));
      }
      case "edit": {
        const body = { ...message, replace_original: true };
        const answered = await insist(() => respond(to.responseUrl, body, timeoutMs), ["perhaps posted"]);
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
          respond(
            responseUrl,
            { ...message, response_type: "in_channel", replace_original: false, ...thread },
            timeoutMs,
          ),
        );
      }
    }
  }

  /** Tries again what was surely not posted, and what is in one of these other states. */
  async function insist(attempt: () => Promise<Outcome>, also: readonly Posted["state"][] = []): Promise<Outcome> {
    for (let tries = 1; ; tries += 1) {
      const posted = await attempt();
      const again = posted.state === "not posted, retry" || also.includes(posted.state);
      if (!again || tries === triesAtMost || stopping.aborted) return posted;
      const afterMs = posted.state === "not posted, retry" ? posted.afterMs : undefined;
      await wait(Math.min(afterMs ?? 250 * 2 ** tries, waitAtMostMs), stopping);
    }
  }

  async function tell(
    method: "chat.postMessage" | "chat.postEphemeral" | "chat.update",
    args: object,
  ): Promise<Outcome> {
    try {
      await call(method, { ...args });
      return { state: "sent" };
    } catch (error) {
      return postedAfter(error);
    }
  }
}

/** bolt's own `respond` has no timeout; this is the same call with one, and tells what is known. */
async function respond(url: string, body: object, timeoutMs: number): Promise<Outcome> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json; charset=utf-8" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.body?.cancel();
    return stateOf(response);
  } catch (error) {
    return postedAfter(error);
  }
}

function stateOf({ ok, status, headers }: Response): Outcome {
  if (ok) return { state: "sent" };
  const reason = `http_${status}`;
  if (status >= 500) return { state: "perhaps posted", reason };
  if (status !== 429) return { state: "channel gone", reason };
  const seconds = Number.parseInt(headers.get("retry-after") ?? "", 10);
  return { state: "not posted, retry", reason, ...(Number.isNaN(seconds) ? {} : { afterMs: seconds * 1000 }) };
}

import { App, SocketModeReceiver } from "@slack/bolt";
import { OperatorError } from "#src/errors.ts";
import type { Bot, Check, Platform } from "#src/platform.ts";
import type { Clock } from "#src/clock.ts";
import type { Log } from "#src/bot.ts";
import { createAnswers } from "./answers.ts";
import { checkSlack } from "./check.ts";
import { isRefusedToken, reasonOf } from "./errors.ts";
import { identify, type Identity } from "./identity.ts";
import { listen } from "./listen.ts";
import { createPeople } from "./people.ts";
import { createPlatform } from "./platform.ts";
import { silent } from "./silent.ts";
import { keepOpen } from "./socket.ts";
import { realWait, type Wait } from "#src/wait.ts";
import { clientOptions, openWeb, type SlackClock } from "./web.ts";

export interface SlackTokens {
  readonly botToken: string;
  readonly appToken: string;
  /** Another server than Slack's own: a proxy, a test. */
  readonly apiUrl?: string;
}

export interface SlackOptions extends SlackTokens {
  readonly bot: Bot;
  readonly log: Log;
  readonly clock: Clock;
  /** How long one call may take; 15 s unless told. */
  readonly timeoutMs?: number;
  readonly wait?: Wait;
}

export interface RunningSlack {
  readonly platform: Platform;
  /** Stops listening and finishes what is in hand, for at most 10 s. */
  stop(): Promise<void>;
}

const callTimeoutMs = 15_000;
const stopWithinMs = 10_000;
/** The library's 5 s close a healthy socket when the machine is busy for 4 s, and a command on its way is lost with it. */
const pingTimeoutMs = 30_000;

/**
 * Connects to Slack by Socket Mode. Throws an OperatorError where Slack refuses a token; where Slack cannot be reached it
 * keeps trying in the background.
 */
export async function start(options: SlackOptions): Promise<RunningSlack> {
  const { bot, log, clock, botToken, appToken, timeoutMs = callTimeoutMs, wait = realWait } = options;
  const slackClock: SlackClock = { aheadMs: undefined };
  const web = { apiUrl: options.apiUrl, clock, slackClock, timeoutMs };
  const call = openWeb({ ...web, token: botToken });
  const stopping = new AbortController();
  let identity: Identity | undefined;

  const actorOf = createPeople({ call, log });

  const receiver = new SocketModeReceiver({
    appToken,
    logger: silent,
    // Its own object: the library writes its headers and retries into it.
    installerOptions: { clientOptions: clientOptions(web) },
    autoReconnectEnabled: false,
    clientPingTimeout: pingTimeoutMs,
    processEventErrorHandler: async ({ error }) => {
      log.error({ platform: "slack", reason: reasonOf(error) }, "an event could not be acknowledged");
      return false;
    },
  });
  const app = new App({
    receiver,
    logger: silent,
    clientOptions: clientOptions(web),
    convoStore: false,
    authorize: async () => ({
      botToken,
      ...(identity === undefined ? {} : { botUserId: identity.userId, teamId: identity.workspace }),
      ...(identity?.botId === undefined ? {} : { botId: identity.botId }),
    }),
  });
  const listening = listen(app, {
    bot,
    call,
    answer: createAnswers({ call, log, wait, stopping: stopping.signal, timeoutMs }),
    reading: () => {
      if (identity === undefined) throw new Error("an event came before the bot knew who it is");
      return { identity, actorOf };
    },
    log,
  });

  const socket = keepOpen({
    client: receiver.client,
    prepare: async () => {
      identity ??= await identify(call);
    },
    log,
    wait,
  });

  async function stop(): Promise<void> {
    const deadline = AbortSignal.timeout(stopWithinMs);
    const late = new Promise<void>((resolve) => deadline.addEventListener("abort", () => resolve()));
    const finish = async (): Promise<void> => {
      await socket.stop();
      await listening.finished();
    };
    await Promise.race([finish(), late]);
    stopping.abort();
  }

  try {
    await socket.tried;
  } catch (error) {
    await stop();
    throw refused(error, identity);
  }

  const platform = createPlatform({
    posting: openWeb({ ...web, token: botToken }),
    asking: openWeb({ ...web, token: botToken }),
    slackClock,
    workspaceUrl: () => identity?.url,
    wait,
    stopping: stopping.signal,
  });
  return { platform: { ...platform, check: () => check(options) }, stop };
}

/** For `doctor`: asks Slack with these tokens, without starting anything. */
export async function check(
  options: SlackTokens & { readonly clock: Clock; readonly timeoutMs?: number },
): Promise<Check[]> {
  const { apiUrl, clock, timeoutMs = callTimeoutMs } = options;
  const web = { apiUrl, clock, timeoutMs, slackClock: { aheadMs: undefined } };
  return checkSlack({
    asBot: openWeb({ ...web, token: options.botToken }),
    asApp: openWeb({ ...web, token: options.appToken }),
  });
}

function refused(error: unknown, identity: Identity | undefined): Error {
  if (!isRefusedToken(error)) return error instanceof Error ? error : new Error(String(error));
  const variable = identity === undefined ? "SLACK_BOT_TOKEN" : "SLACK_APP_TOKEN";
  return new OperatorError(
    "slack_token_refused",
    `${variable} was refused by Slack (${reasonOf(error)}): copy it again from your app at https://api.slack.com/apps`,
    { cause: error },
  );
}

import { App, SocketModeReceiver } from "@slack/bolt";
import { OperatorError } from "#src/errors.ts";
import type { Log } from "#src/log.ts";
import { platformClock, STOP_WITHIN_MS, type Bot, type Check, type Running } from "#src/platform/index.ts";
import { systemTime, within, type Time } from "#src/time.ts";
import { createAnswers } from "./answers.ts";
import { checkSlack } from "./check.ts";
import { isRefusedToken, reasonOf } from "./errors.ts";
import { identify, type Identity } from "./identity.ts";
import { listen } from "./listen.ts";
import { createPeople } from "./people.ts";
import { createPlatform } from "./platform.ts";
import { quietLogger } from "./quiet-logger.ts";
import { keepOpen } from "./socket.ts";
import { clientOptions, openWeb } from "./web.ts";

export interface SlackTokens {
  readonly botToken: string;
  readonly appToken: string;
  /** Another server than Slack's own: a proxy, a test. */
  readonly apiUrl?: string | undefined;
}

export interface SlackOptions extends SlackTokens {
  readonly bot: Bot;
  readonly log: Log;
  readonly time: Time;
  /** How long a call may take that posts no edition; `REQUEST_TIMEOUT_MS` unless told. */
  readonly timeoutMs?: number;
}

/** The library's 5 s close a healthy socket when the machine is busy for 4 s, and a command on its way is lost with it. */
const PING_TIMEOUT_MS = 30_000;

/**
 * Connects to Slack by Socket Mode. Throws an OperatorError where Slack refuses a token; where Slack cannot be reached it
 * keeps trying in the background.
 */
export async function start(options: SlackOptions): Promise<Running> {
  const { bot, log, time, botToken, appToken, apiUrl, timeoutMs } = options;
  const slackClock = platformClock(time);
  const web = { apiUrl, slackClock, timeoutMs };
  const call = openWeb({ ...web, token: botToken });
  const stopping = new AbortController();
  let identity: Identity | undefined;

  const actorOf = createPeople({ call, log });

  const receiver = new SocketModeReceiver({
    appToken,
    logger: quietLogger,
    // Its own object: the library writes its headers and retries into it.
    installerOptions: { clientOptions: clientOptions(web) },
    autoReconnectEnabled: false,
    clientPingTimeout: PING_TIMEOUT_MS,
    processEventErrorHandler: async ({ error }) => {
      log.error({ platform: "slack", reason: reasonOf(error) }, "an event could not be acknowledged");
      return false;
    },
  });
  const app = new App({
    receiver,
    logger: quietLogger,
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
    answer: createAnswers({ call, log, time, stopping: stopping.signal, timeoutMs }),
    connected: () => {
      if (identity === undefined) throw new Error("an event came before the bot knew who it is");
      return { identity, actorOf };
    },
    log,
    time,
  });

  const socket = keepOpen({
    client: receiver.client,
    prepare: async () => {
      identity ??= await identify(call);
    },
    log,
    time,
  });

  async function stop(): Promise<void> {
    const finish = async (): Promise<void> => {
      await socket.stop();
      await listening.finished();
    };
    await within(STOP_WITHIN_MS, finish(), { otherwise: undefined });
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
    time,
    stopping: stopping.signal,
  });
  return { platform, stop };
}

/** For `doctor`: asks Slack with these tokens, without starting anything. */
export async function check({ botToken, appToken, apiUrl }: SlackTokens): Promise<Check[]> {
  const web = { apiUrl, slackClock: platformClock(systemTime) };
  return checkSlack({ asBot: openWeb({ ...web, token: botToken }), asApp: openWeb({ ...web, token: appToken }) });
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

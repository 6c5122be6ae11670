import type { Client } from "discord.js";
import { commands } from "#src/commands/index.ts";
import { OperatorError } from "#src/errors.ts";
import type { Log } from "#src/log.ts";
import { STOP_WITHIN_MS, type Bot, type Running } from "#src/platform/index.ts";
import { within, type Time } from "#src/time.ts";
import { createAnswers } from "./answers.ts";
import { connect, disconnect } from "./connection.ts";
import { reasonOf } from "./errors.ts";
import { listen } from "./events.ts";
import { createPlatform } from "./platform.ts";
import { register } from "./register.ts";
import { registration } from "./registration.ts";
import { closeRest, guardToken, NO_TIMEOUT_MS, openRest, watchClock, type Access } from "./rest.ts";

export interface DiscordOptions extends Access {
  readonly bot: Bot;
  readonly log: Log;
  readonly time: Time;
}

const START_WITHIN_MS = 10_000;
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 60_000;

/**
 * Connects, registers the commands where they changed, and answers until stopped. Rejects with an OperatorError where
 * Discord refuses the token; where Discord cannot be reached it keeps trying in the background. `ended` resolves where
 * Discord has ended the connection for good (token reset): the process is deaf to it from then on.
 */
export async function start(options: DiscordOptions): Promise<Running> {
  const { bot, log, time, token, apiUrl } = options;
  const access: Access = { token, apiUrl };
  // Answers to interactions are outside Discord's limit for the bot as a whole, and the library does not know that.
  const interactions = openRest(access, { globalRequestsPerSecond: Number.POSITIVE_INFINITY });
  const posting = openRest(access, { retries: 0, rejectOnRateLimit: () => true, timeout: NO_TIMEOUT_MS });
  const ended = Promise.withResolvers<OperatorError>();
  const stopping = new AbortController();
  const inHand = new Set<Promise<void>>();
  let client: Client<true> | undefined;

  async function open(): Promise<void> {
    const connected = await connect({ ...access, log, lost: ended.resolve, signal: stopping.signal });
    client = connected;
    const guard = guardToken(connected.rest, token, time);
    const answers = createAnswers({ bot, botId: connected.user.id, rest: connected.rest, interactions, log });
    listen(connected, {
      bot,
      answers,
      take: (event, work) => {
        if (stopping.signal.aborted) return;
        guard.renew();
        // Nothing that an event asks for may end the process.
        const running = work().catch((error: unknown) => {
          log.error({ ...event, outcome: reasonOf(error) }, "an event could not be answered");
        });
        inHand.add(running);
        void running.finally(() => inHand.delete(running));
      },
    });
    await registerCommands(connected, log);
  }

  /** Tries until it is connected or stopped; the first try's failure is told to `tried`. */
  async function keepTrying(tried: () => void): Promise<void> {
    for (let pauseMs = FIRST_PAUSE_MS; !stopping.signal.aborted; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
      try {
        return await open();
      } catch (error) {
        if (error instanceof OperatorError) throw error;
        if (stopping.signal.aborted) return;
        log.error({ outcome: reasonOf(error), againInMs: pauseMs }, "discord cannot be reached");
        tried();
        await time.wait(pauseMs, stopping.signal);
      }
    }
  }

  async function leave(): Promise<void> {
    stopping.abort();
    if (client !== undefined) await disconnect(client);
    closeRest(interactions);
    closeRest(posting);
  }

  const tried = Promise.withResolvers<void>();
  const connecting = keepTrying(tried.resolve);
  connecting.catch((error: unknown) => {
    if (error instanceof OperatorError) ended.resolve(error);
    else if (!stopping.signal.aborted) log.error({ outcome: reasonOf(error) }, "discord is not tried again");
  });
  try {
    await within(START_WITHIN_MS, Promise.race([connecting, tried.promise]), { otherwise: undefined });
  } catch (error) {
    await leave();
    throw error;
  }

  return {
    platform: createPlatform({
      client: () => client,
      posting,
      guard: guardToken(posting, token, time),
      discordClock: watchClock(posting, time),
      time,
      stopping: stopping.signal,
      log,
    }),
    ended: ended.promise,
    stop: async () => {
      stopping.abort();
      await within(STOP_WITHIN_MS, Promise.all(inHand), { otherwise: undefined });
      await leave();
    },
  };
}

/** A failure here keeps the old commands; `doctor` shows it. */
async function registerCommands({ rest, application }: Client<true>, log: Log): Promise<void> {
  try {
    const outcome = await register(rest, application.id, registration(commands));
    log.info({ outcome }, "Discord commands");
  } catch (error) {
    log.error({ outcome: reasonOf(error) }, "discord commands could not be registered");
  }
}

import { Status, type Client } from "discord.js";
import type { Log } from "#src/bot.ts";
import type { Clock } from "#src/clock.ts";
import { commands } from "#src/commands/index.ts";
import { OperatorError } from "#src/errors.ts";
import type { Bot, Check, Platform } from "#src/platform.ts";
import { createAnswers } from "./answers.ts";
import { check } from "./application.ts";
import { connect, disconnect } from "./connection.ts";
import { reasonOf } from "./errors.ts";
import { listen } from "./events.ts";
import { createPlatform } from "./platform.ts";
import { register } from "./register.ts";
import { registration } from "./registration.ts";
import { closeRest, guardToken, watchClock, openRest, type Access } from "./rest.ts";
import { realWait, type Wait } from "#src/wait.ts";

export interface StartOptions extends Access {
  readonly bot: Bot;
  readonly log: Log;
  readonly clock: Clock;
  /** How long a post waits for Discord's answer; 15 s unless told. */
  readonly postTimeoutMs?: number;
  readonly wait?: Wait;
}

export interface Started {
  readonly platform: Platform;
  /** Resolves when Discord has ended the connection for good (token reset): the process is deaf to it from then on. */
  readonly lost: Promise<OperatorError>;
  /** Takes nothing new, finishes what is in hand (10 s at most), and leaves. */
  readonly stop: () => Promise<void>;
}

const startWithinMs = 10_000;
const stopWithinMs = 10_000;
const againAfterMs = 5_000;
const againAtMostMs = 60_000;

/**
 * Connects, registers the commands where they changed, and answers until stopped. Rejects with an OperatorError where
 * Discord refuses the token; where Discord cannot be reached it keeps trying in the background.
 */
export async function start(options: StartOptions): Promise<Started> {
  const { bot, log, clock, postTimeoutMs = 15_000, wait = realWait, token, apiUrl } = options;
  const access: Access = { token, apiUrl };
  // Answers to interactions are outside Discord's limit for the bot as a whole, and the library does not know that.
  const interactions = openRest(access, { globalRequestsPerSecond: Number.POSITIVE_INFINITY });
  const posting = openRest(access, { retries: 0, rejectOnRateLimit: () => true, timeout: postTimeoutMs });
  const lost = Promise.withResolvers<OperatorError>();
  const stopping = new AbortController();
  const inHand = new Set<Promise<void>>();
  let client: Client<true> | undefined;

  async function open(): Promise<void> {
    const connected = await connect({ ...access, log, lost: lost.resolve, signal: stopping.signal });
    client = connected;
    const guard = guardToken(connected.rest, token, clock);
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
    for (let again = againAfterMs; !stopping.signal.aborted; again = Math.min(again * 2, againAtMostMs)) {
      try {
        return await open();
      } catch (error) {
        if (error instanceof OperatorError) throw error;
        if (stopping.signal.aborted) return;
        log.error({ outcome: reasonOf(error), againInMs: again }, "discord cannot be reached");
        tried();
        await wait(again, stopping.signal);
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
    if (error instanceof OperatorError) lost.resolve(error);
    else if (!stopping.signal.aborted) log.error({ outcome: reasonOf(error) }, "discord is not tried again");
  });
  const patience = new AbortController();
  try {
    await Promise.race([connecting, tried.promise, realWait(startWithinMs, patience.signal)]);
  } catch (error) {
    await leave();
    throw error;
  } finally {
    patience.abort();
  }

  return {
    platform: createPlatform({
      client: () => client,
      posting,
      guard: guardToken(posting, token, clock),
      discordClock: watchClock(posting, clock),
      postTimeoutMs,
      wait,
      stopping: stopping.signal,
      log,
      check: async () => [...(await check(access)), connectionCheck(client)],
    }),
    lost: lost.promise,
    stop: async () => {
      stopping.abort();
      const deadline = AbortSignal.timeout(stopWithinMs);
      const late = new Promise<void>((resolve) => deadline.addEventListener("abort", () => resolve()));
      await Promise.race([Promise.all(inHand), late]);
      await leave();
    },
  };
}

function connectionCheck(client: Client<true> | undefined): Check {
  const ok = client?.ws.shards.every(({ status }) => status === Status.Ready) === true;
  return { name: "Discord connection", ok, ...(!ok && { fix: "it reconnects by itself; the log says since when" }) };
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

import type { Adapter, Platform, Running, Starting } from "#src/platform/index.ts";
import { loadAdapters, terminal } from "./adapters.ts";
import { compose } from "./compose.ts";
import type { Config } from "./config.ts";
import { OperatorError } from "./errors.ts";
import { createLog } from "./log.ts";
import { startService } from "./service.ts";
import type { Surroundings } from "./surroundings.ts";
import { systemTime, within } from "./time.ts";

/** After a signal a database that is gone is waited for no longer than this: what waits is answered then, within 10 s. */
const DATABASE_WITHIN_MS = 8_000;

/** Runs every platform that is set up, and a prompt at a terminal, until it is told to stop or the prompt ends. */
export async function serve(config: Config, around: Surroundings): Promise<number> {
  const time = systemTime;
  const { input, output, stopped } = around;
  const isTerminal = input.isTTY === true;
  const known = await loadAdapters();
  const doors = known.filter((adapter) => adapter.isSetUp(config));
  if (!isTerminal && doors.length === 0) {
    const ways = known.map(({ howToSetUp }) => howToSetUp).join(", or ");
    throw new OperatorError(
      "nothing_to_serve",
      `there is nothing to serve and no terminal: run it at a terminal, or ${ways}`,
    );
  }
  let writeLog = (line: string): void => void around.error.write(line);
  const log = createLog(config.LOG_LEVEL ?? (isTerminal ? "warn" : "info"), (line) => writeLog(line));
  const over = new AbortController();
  const givingUp = new AbortController();
  void stopped.then(() => time.wait(DATABASE_WITHIN_MS, over.signal)).then(() => givingUp.abort());
  const service = await startService(config, { log, time, stopping: givingUp.signal });

  const running: { readonly platform: Platform; readonly ended?: Promise<unknown>; stop(): Promise<void> }[] = [];
  const { bot, digest } = compose({
    ...{ library: service.library, state: service.state, log, time, isServing: true },
    platforms: () => running.map(({ platform }) => platform),
    payloadLimit: (platform) => doors.find(({ name }) => name === platform)?.payloadLimit ?? Number.POSITIVE_INFINITY,
  });
  try {
    if (isTerminal) {
      const prompt = terminal.openPrompt(bot, { input, output, colour: output.hasColors?.() === true });
      writeLog = (line) => prompt.printAbove(line);
      running.push({ platform: prompt.platform, ended: prompt.closed, stop: () => prompt.stop() });
    }
    running.push(...(await startAll(doors, { config, bot, log, time })));
    await (await digest()).start();
    log.info({ platforms: running.map(({ platform }) => platform.name) }, "ready");
    const ended = await Promise.race([stopped, ...running.flatMap((adapter) => adapter.ended ?? [])]);
    if (ended instanceof OperatorError) throw ended;
    return 0;
  } finally {
    around.stopping?.();
    // First what is being posted, by clients that the adapters close. Answers in hand go on meanwhile.
    await Promise.allSettled([digest().then((daily) => daily.stop())]);
    await Promise.allSettled(running.map((adapter) => adapter.stop()));
    await service.stop();
    over.abort();
  }
}

/** Enough to load a platform's library. */
const HEAD_START_MS = 1_000;

/**
 * Starts them side by side, each a moment after the one before: their libraries are not loaded at once, which would need
 * more memory for good, and one that does not answer holds back no other. Throws the first refusal, with none running.
 */
async function startAll(doors: readonly Adapter[], starting: Starting): Promise<Running[]> {
  const starts: Promise<Running>[] = [];
  for (const door of doors) {
    const start = door.start(starting);
    starts.push(start);
    await within(HEAD_START_MS, Promise.allSettled([start]), { otherwise: undefined });
  }
  const settled = await Promise.allSettled(starts);
  const running = settled.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  const refused = settled.find((one) => one.status === "rejected");
  if (refused === undefined) return running;
  await Promise.all(running.map((one) => one.stop()));
  throw refused.reason;
}

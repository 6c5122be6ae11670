import { setFlagsFromString } from "node:v8";
import { answer, answerLines, openPrompt, type ConsoleStyle, type Printed } from "#adapters/console/index.ts";
import { commands } from "#src/commands/index.ts";
import { paperUrl } from "#src/corpus/index.ts";
import type { Digest } from "#src/digest/index.ts";
import { createBot } from "./bot.ts";
import { systemClock } from "./clock.ts";
import { readConfig, type Config } from "./config.ts";
import { OperatorError } from "./errors.ts";
import { openLibrary, type Library } from "./library.ts";
import { createLog, type Logger } from "./log.ts";
import { openState, type State } from "./state.ts";
import { readVersion } from "./version.ts";
import type { Bot, Check, Platform, PlatformName } from "./platform.ts";

const widthWithoutTerminal = 100;
/** After a signal a database that is gone is waited for no longer than this: what waits is then answered, within those 10 s. */
const databaseWithinMs = 8_000;
/** Work in hand is finished within 10 s of a signal (operating.md); then the process leaves whatever still hangs. */
const stopWithinMs = 11_000;

// A reader that closed the pipe (`| head`) has seen enough: that is no failure.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    if (stream === process.stdout)
      process.stderr.write(`standard output cannot be written (${error.code ?? "unknown error"})\n`);
    process.exit(1);
  });
}

try {
  process.exitCode = await run(process.argv.slice(2), readConfig({ env: process.env, cwd: process.cwd() }));
} catch (error) {
  if (!(error instanceof OperatorError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error.exitCode;
}

async function run(words: readonly string[], config: Config): Promise<number> {
  if (words.length === 0) return serve(config);
  const line = words.join(" ");
  if (line === "doctor") return doctor(config);
  if (line === "slack manifest") return printSlackManifest();
  if (line === "discord invite") return printDiscordInvite(config);
  const log = createLog(config.LOG_LEVEL ?? "warn", (entry) => process.stderr.write(entry));
  const library = await openLibrary(config.CORPUS);
  const state = openState(config, { clock: systemClock, log });
  const parts: Parts = { library: () => library, state, log, platforms: () => [] };
  const bot = compose(parts, {
    digest: openDigest(parts),
    isServing: false,
    payloadLimit: () => Number.POSITIVE_INFINITY,
  });
  try {
    if (line === "-") return await answerLines(bot, process.stdin, styleOf(process.stdout), write);
    const printed = await answer(bot, words, styleOf(process.stdout));
    write(printed);
    return printed.exitCode;
  } finally {
    await state.close();
  }
}

/** Runs every platform whose tokens are set, and a prompt at a terminal, until a signal or the prompt's end. */
async function serve(config: Config): Promise<number> {
  // Listened for before anything is shown: a signal may come with the first prompt.
  const stopped = signalled();
  const givingUp = new AbortController();
  void stopped.then(() => setTimeout(() => givingUp.abort(), databaseWithinMs).unref());
  const terminal = process.stdin.isTTY;
  if (!terminal && config.SLACK_BOT_TOKEN === undefined && config.DISCORD_TOKEN === undefined) {
    throw new OperatorError(
      "nothing_to_serve",
      "there is nothing to serve and no terminal: run it at a terminal, or set SLACK_BOT_TOKEN and SLACK_APP_TOKEN, or DISCORD_TOKEN",
    );
  }
  // Loading the platforms' libraries makes garbage for a moment: room for it would be kept for good (30 MB and more).
  const lean = ["--semi-space-growth-factor=1", "--optimize-for-size"];
  for (const flag of lean) setFlagsFromString(flag);
  let writeLog = (line: string): void => void process.stderr.write(line);
  const log = createLog(config.LOG_LEVEL ?? (terminal ? "warn" : "info"), (line) => writeLog(line));
  const { startService } = await import("./service.ts");
  const service = await startService(config, log, givingUp.signal);
  const limits = new Map<PlatformName, number>([["console", Number.POSITIVE_INFINITY]]);
  const adapters: Started[] = [];
  const platforms = () => adapters.map(({ platform }) => platform);
  const parts: Parts = { library: () => service.library.current(), state: service.state, log, platforms };
  const digest = openDigest(parts);
  const bot = compose(parts, { digest, isServing: true, payloadLimit: (platform) => limits.get(platform) ?? 100 });
  try {
    if (terminal) {
      const prompt = openPrompt(bot, {
        input: process.stdin,
        output: process.stdout,
        colour: process.stdout.hasColors(),
      });
      writeLog = (line) => prompt.printAbove(line);
      adapters.push({ platform: prompt.platform, ended: prompt.closed, stop: () => prompt.stop() });
    }
    const starting = await Promise.allSettled([
      startSlack(config, bot, log, limits),
      startDiscord(config, bot, log, limits),
    ]);
    for (const start of starting)
      if (start.status === "fulfilled" && start.value !== undefined) adapters.push(start.value);
    for (const start of starting) if (start.status === "rejected") throw start.reason;
    for (const flag of ["--semi-space-growth-factor=2", "--no-optimize-for-size"]) setFlagsFromString(flag);
    await (await digest()).start();
    log.info({ platforms: adapters.map(({ platform }) => platform.name) }, "ready");
    const ended = await Promise.race([stopped, ...adapters.flatMap((adapter) => adapter.ended ?? [])]);
    if (ended instanceof OperatorError) throw ended;
    return 0;
  } finally {
    setTimeout(() => process.exit(process.exitCode ?? 0), stopWithinMs).unref();
    // First what is being posted, by clients that the adapters close. Answers in hand go on meanwhile.
    await Promise.allSettled([digest().then((running) => running.stop())]);
    await Promise.allSettled(adapters.map((adapter) => adapter.stop()));
    await service.stop();
    process.stdin.destroy();
  }
}

/** A running adapter; `ended` resolves when it is over for it: the prompt was closed, or an error for good. */
interface Started {
  readonly platform: Platform;
  readonly ended?: Promise<OperatorError | void>;
  stop(): Promise<void>;
}

async function startSlack(
  config: Config,
  bot: Bot,
  log: Logger,
  limits: Map<PlatformName, number>,
): Promise<Started | undefined> {
  if (config.SLACK_BOT_TOKEN === undefined || config.SLACK_APP_TOKEN === undefined) return undefined;
  const { start, payloadLimit } = await import("#adapters/slack/index.ts");
  limits.set("slack", payloadLimit);
  return start({ bot, log, clock: systemClock, ...slackAccess(config) });
}

async function startDiscord(
  config: Config,
  bot: Bot,
  log: Logger,
  limits: Map<PlatformName, number>,
): Promise<Started | undefined> {
  if (config.DISCORD_TOKEN === undefined) return undefined;
  const { start, payloadLimit } = await import("#adapters/discord/index.ts");
  limits.set("discord", payloadLimit);
  const { platform, stop, lost } = await start({ bot, log, clock: systemClock, ...discordAccess(config) });
  return { platform, stop, ended: lost };
}

function slackAccess({ SLACK_BOT_TOKEN = "", SLACK_APP_TOKEN = "", SLACK_API_URL }: Config) {
  return {
    botToken: SLACK_BOT_TOKEN,
    appToken: SLACK_APP_TOKEN,
    ...(SLACK_API_URL === undefined ? {} : { apiUrl: SLACK_API_URL }),
  };
}

function discordAccess({ DISCORD_TOKEN = "", DISCORD_API_URL }: Config) {
  return { token: DISCORD_TOKEN, ...(DISCORD_API_URL === undefined ? {} : { apiUrl: DISCORD_API_URL }) };
}

/** Says what is configured, what is missing and how to mend it; 1 where something configured does not work. */
async function doctor(config: Config): Promise<number> {
  const { checkHouse, drawChecks } = await import("./doctor.ts");
  const log = createLog("silent", () => undefined);
  const checks: Check[] = await checkHouse(config, log);
  if (config.SLACK_BOT_TOKEN !== undefined) {
    const slack = await import("#adapters/slack/index.ts");
    checks.push(...(await slack.check({ clock: systemClock, ...slackAccess(config) })));
  }
  if (config.DISCORD_TOKEN !== undefined) {
    const discord = await import("#adapters/discord/index.ts");
    checks.push(...(await discord.check(discordAccess(config))));
  }
  process.stdout.write(drawChecks(checks));
  return checks.every(({ ok }) => ok) ? 0 : 1;
}

async function printSlackManifest(): Promise<number> {
  const { manifest } = await import("#adapters/slack/index.ts");
  process.stdout.write(`${JSON.stringify(manifest(commands), null, 2)}\n`);
  return 0;
}

async function printDiscordInvite(config: Config): Promise<number> {
  if (config.DISCORD_TOKEN === undefined) {
    throw new OperatorError(
      "variable_missing",
      "discord invite asks Discord who the bot is: set DISCORD_TOKEN to the bot's token",
    );
  }
  const { invite } = await import("#adapters/discord/index.ts");
  process.stdout.write(`${await invite(discordAccess(config))}\n`);
  return 0;
}

/** What the bot and its daily post are made of. */
interface Parts {
  readonly library: () => Library;
  readonly state: State;
  readonly log: Logger;
  /** Those that can be posted to now. */
  readonly platforms: () => readonly Platform[];
}

interface Composing {
  readonly digest: () => Promise<Digest>;
  readonly isServing: boolean;
  readonly payloadLimit: (platform: PlatformName) => number;
}

function compose({ library, state, log, platforms }: Parts, composing: Composing): Bot {
  return createBot({
    ...composing,
    library,
    buttons: state.buttons,
    claim: (event) => state.claim(event),
    store: () => state.store(),
    storedPaper: (reference) => state.storedPaper(reference),
    canPost: async (channel) =>
      platforms()
        .find(({ name }) => name === channel.platform)
        ?.canPost(channel) ?? "yes",
    wake: async (where) => {
      const { unblock } = await import("#src/digest/index.ts");
      await state.waiting(({ db }) => unblock(db, where));
    },
    clock: systemClock,
    random: Math.random,
    version: readVersion(),
    log,
  });
}

/** The daily post, made when it is first needed: it needs the database. */
function openDigest({ library, state, log, platforms }: Parts): () => Promise<Digest> {
  let opening: Promise<Digest> | undefined;
  const open = async (): Promise<Digest> => {
    const { createDigest } = await import("#src/digest/index.ts");
    const store = await state.store();
    const { buttons } = state;
    return createDigest({ store, library, platforms, paperUrl, buttons, clock: systemClock, random: Math.random, log });
  };
  return () =>
    (opening ??= open().catch((error: unknown) => {
      opening = undefined;
      throw error;
    }));
}

function signalled(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.once(signal, () => resolve());
  });
}

function write({ output, error }: Printed): void {
  if (output !== "") process.stdout.write(output);
  if (error !== "") process.stderr.write(error);
}

function styleOf(output: NodeJS.WriteStream): ConsoleStyle {
  const terminal = output.isTTY;
  return {
    width: terminal && output.columns > 0 ? output.columns : widthWithoutTerminal,
    colour: terminal && output.hasColors(),
    numbered: false,
  };
}

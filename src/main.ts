#!/usr/bin/env node
import { answer, answerLines, openPrompt, type ConsoleStyle, type Printed } from "#adapters/console/index.ts";
import { createBot } from "./bot.ts";
import { systemClock } from "./clock.ts";
import { readConfig, type Config } from "./config.ts";
import { OperatorError } from "./errors.ts";
import { openLibrary, type Library } from "./library.ts";
import { createLog, type Logger } from "./log.ts";
import { memoryButtonStore } from "#src/reply/index.ts";
import { readVersion } from "./version.ts";
import type { Bot } from "./platform.ts";

const widthWithoutTerminal = 100;

// A reader that closed the pipe (`| head`) has seen enough: that is no failure.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    throw error;
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
  const library = await openLibrary(config.CORPUS);
  const bot = compose(
    () => library,
    createLog(config.LOG_LEVEL ?? "warn", (line) => process.stderr.write(line)),
  );
  if (words.length === 1 && words[0] === "-") return answerLines(bot, process.stdin, styleOf(process.stdout), write);
  const printed = await answer(bot, words, styleOf(process.stdout));
  write(printed);
  return printed.exitCode;
}

/** Runs until the prompt is closed or a signal comes. */
async function serve(config: Config): Promise<number> {
  if (!process.stdin.isTTY) {
    throw new OperatorError(
      "nothing_to_serve",
      "there is nothing to serve and no terminal: run it at a terminal, or set SLACK_BOT_TOKEN and SLACK_APP_TOKEN, or DISCORD_TOKEN",
    );
  }
  // Listened for before anything is shown: a signal may come with the first prompt.
  const stopped = signalled();
  const library = await openLibrary(config.CORPUS);
  let writeLog = (line: string): void => void process.stderr.write(line);
  const bot = compose(
    () => library,
    createLog(config.LOG_LEVEL ?? "warn", (line) => writeLog(line)),
  );
  const prompt = openPrompt(bot, { input: process.stdin, output: process.stdout, colour: process.stdout.hasColors() });
  writeLog = (line) => prompt.printAbove(line);
  await Promise.race([prompt.closed, stopped]);
  await prompt.stop();
  process.stdin.destroy();
  return 0;
}

function compose(library: () => Library, log: Logger): Bot {
  return createBot({
    library,
    buttons: memoryButtonStore(),
    payloadLimit: () => Number.POSITIVE_INFINITY,
    claim: async () => true,
    clock: systemClock,
    random: Math.random,
    version: readVersion(),
    log,
  });
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

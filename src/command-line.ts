import { listing, loadAdapter, terminal, type ConsoleStyle, type Printed } from "./adapters.ts";
import { compose } from "./compose.ts";
import { readConfig, type Config } from "./config.ts";
import { OperatorError } from "./errors.ts";
import { openLibrary } from "#src/library/index.ts";
import { createLog } from "./log.ts";
import { openState } from "./state.ts";
import type { Output, Surroundings } from "./surroundings.ts";
import { systemTime } from "./time.ts";

const WIDTH_WITHOUT_TERMINAL = 100;

/**
 * Runs the program with these words: none serves, `-` answers the lines of its input, anything else is one command.
 * Returns the exit code: 0 answered, 1 our failure, 2 the user's or the operator's mistake. What the operator must repair
 * is one line on standard error.
 */
export async function runCommandLine(words: readonly string[], around: Surroundings): Promise<number> {
  try {
    const config = readConfig(around);
    if (words.length === 0) {
      const { serve } = await import("./serve.ts");
      return await serve(config, around);
    }
    return (await operate(words.join(" "), config, around)) ?? (await answerOnce(words, config, around));
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    around.error.write(`${error.message}\n`);
    return error.exitCode;
  }
}

/** A command of the operator's; undefined where the line is something else. */
async function operate(line: string, config: Config, { output }: Surroundings): Promise<number | undefined> {
  if (line === "doctor") {
    const { doctor } = await import("./doctor.ts");
    const { report, isWell } = await doctor(config);
    output.write(report);
    return isWell ? 0 : 1;
  }
  const adapter = await loadAdapter(line.split(" ", 1)[0] ?? "");
  const command = adapter?.operatorCommands?.find((known) => known.line === line);
  if (command === undefined) return undefined;
  output.write(`${await command.run(config)}\n`);
  return 0;
}

/** Answers without serving: it opens the database only where its command needs it, and nothing else. */
async function answerOnce(words: readonly string[], config: Config, around: Surroundings): Promise<number> {
  const { input, output, error } = around;
  const log = createLog(config.LOG_LEVEL ?? "warn", (entry) => error.write(entry));
  const state = openState(config, { use: "command", time: systemTime, log });
  const library = await openLibrary({
    source: listing(config.CORPUS),
    store: () => state.store(),
    reading: () => state.reading(),
    unread: ({ message }) => void error.write(`${message}; meanwhile the listing alone answers\n`),
    time: systemTime,
    log,
  });
  const { bot } = compose({
    ...{ library, state, log, time: systemTime, isServing: false },
    platforms: () => [],
    payloadLimit: () => Number.POSITIVE_INFINITY,
  });
  const write = (printed: Printed): void => {
    if (printed.output !== "") output.write(printed.output);
    if (printed.error !== "") error.write(printed.error);
  };
  try {
    const style = styleOf(output);
    if (words.length === 1 && words[0] === "-") return await terminal.answerLines(bot, input, style, write);
    const printed = await terminal.answer(bot, words, style);
    write(printed);
    return printed.exitCode;
  } finally {
    await state.close();
  }
}

function styleOf(output: Output): ConsoleStyle {
  const { isTTY = false, columns = 0 } = output;
  return {
    width: isTTY && columns > 0 ? columns : WIDTH_WITHOUT_TERMINAL,
    colour: isTTY && output.hasColors?.() === true,
    numbered: false,
  };
}

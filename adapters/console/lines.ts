import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import type { Bot } from "#src/platform/index.ts";
import { answer, type Printed } from "./answer.ts";
import type { ConsoleStyle } from "./render.ts";

/** Answers the commands of a stream, one a line, in order; blank lines are passed over. The highest exit code counts. */
export async function answerLines(
  bot: Bot,
  input: Readable,
  style: ConsoleStyle,
  write: (printed: Printed) => void,
): Promise<Printed["exitCode"]> {
  let highest: Printed["exitCode"] = 0;
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    const words = line.trim().split(/\s+/);
    if (words[0] === "") continue;
    const printed = await answer(bot, words, style);
    write(printed);
    if (printed.exitCode > highest) highest = printed.exitCode;
  }
  return highest;
}

import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import type { Bot, Platform } from "#src/platform/index.ts";
import type { Button } from "#src/reply/index.ts";
import { consoleRequest } from "./answer.ts";
import { render } from "./render.ts";

/** A terminal, or what stands for one in a test. */
export interface Terminal {
  readonly input: Readable;
  readonly output: Writable & { readonly columns?: number };
  readonly colour: boolean;
}

/** The open prompt: the console's platform, and where log lines go so that they never garble what is being typed. */
export interface Prompt {
  readonly platform: Platform;
  /** Resolves when the person is done: `quit`, Ctrl-D, Ctrl-C on an empty line, a closed terminal. */
  readonly closed: Promise<void>;
  printAbove(words: string): void;
  /** Closes the prompt once the answer in hand is printed. */
  stop(): Promise<void>;
}

const widthWithoutTerminal = 100;
const question = "paperboy> ";

/** Opens a prompt that takes every command, completes with Tab, and lets buttons be pressed by number. */
export function openPrompt(bot: Bot, { input, output, colour }: Terminal): Prompt {
  const { promise: closed, resolve: close } = Promise.withResolvers<void>();
  let buttons: readonly Button[] = [];
  let inHand: Promise<void> = Promise.resolve();
  let open = true;

  const readline = createInterface({
    input,
    output,
    prompt: question,
    terminal: true,
    completer: (line: string, done: (error: Error | null, result: [string[], string]) => void) => {
      complete(bot, line).then(
        (result) => done(null, result),
        (error: unknown) => done(error instanceof Error ? error : new Error(String(error)), [[], line]),
      );
    },
  });

  const print = (words: string): void => {
    if (open) output.write(words);
  };

  async function take(line: string): Promise<void> {
    const typed = line.trim();
    if (typed === "quit" || typed === "exit") return readline.close();
    if (typed !== "") await press(typed);
    if (open) readline.prompt();
  }

  async function press(typed: string): Promise<void> {
    const button = /^\d{1,3}$/.test(typed) ? buttons[Number(typed) - 1] : undefined;
    if (button !== undefined && "url" in button) return print(`${button.url}\n`);
    const payload = button?.payload;
    const reply = await bot.handle(consoleRequest(payload === undefined ? { text: typed } : { payload }));
    if (reply === undefined) return;
    const drawn = render(reply, { width: columnsOf(output), colour, numbered: true });
    buttons = drawn.buttons;
    print(`\n${drawn.text}\n`);
  }

  readline.on("line", (line) => {
    inHand = inHand.then(() => take(line));
  });
  readline.on("SIGINT", () => {
    if (readline.line === "") return readline.close();
    output.write("^C\n");
    readline.write(null, { ctrl: true, name: "e" });
    readline.write(null, { ctrl: true, name: "u" });
  });
  readline.on("close", () => {
    open = false;
    close();
  });
  output.on("error", () => readline.close());

  print("Paperboy. Type what you look for, or help. Ctrl-D stops.\n\n");
  readline.prompt();

  const printAbove = (words: string): void => {
    if (!open) return;
    output.write(`\r\u001b[J${words.endsWith("\n") ? words : `${words}\n`}`);
    readline.prompt(true);
  };

  return {
    closed,
    printAbove,
    stop: async () => {
      await inHand;
      readline.close();
    },
    platform: consolePlatform((edition) => {
      if (!open) return false;
      const drawn = render(edition, { width: columnsOf(output), colour, numbered: true });
      buttons = drawn.buttons;
      printAbove(`\n${drawn.text}\n`);
      return true;
    }),
  };
}

/** Some terminals do not know their width and say 0. */
function columnsOf({ columns = 0 }: Terminal["output"]): number {
  return columns > 0 ? columns : widthWithoutTerminal;
}

/** The console posts only while its prompt is open, and cannot be asked afterwards what it printed. */
function consolePlatform(print: (edition: Parameters<Platform["post"]>[1]) => boolean): Platform {
  return {
    name: "console",
    canPost: async () => "yes",
    post: async (_channel, edition, key) =>
      print(edition)
        ? { state: "sent", ref: { message: key } }
        : { state: "not posted, retry", reason: "the prompt is closed" },
    find: async () => "unknown",
  };
}

/** What Tab offers: command names for the first word, then whatever the command's arguments suggest. */
async function complete(bot: Bot, line: string): Promise<[string[], string]> {
  const { actor, channel } = consoleRequest({ text: "" });
  const [, command = "", typed] = /^\s*(\S*)(?:\s+(.*))?$/.exec(line) ?? [];
  if (typed === undefined) {
    const names = await bot.complete("", "", command, { actor, channel });
    return [names.map(({ value }) => `${value} `), command];
  }
  const choices = await bot.complete(command.toLowerCase(), "", typed, { actor, channel });
  const values = choices.map(({ value }) => value);
  const beginning = typed.toLowerCase().replaceAll(" ", "-");
  const begun = values.filter((value) => value.toLowerCase().startsWith(beginning));
  if (begun.length > 0) return [begun, typed];
  // Of several, readline puts what they have in common in the place of what was typed; beside the typed it is nothing.
  return [values.length > 1 ? [typed, ...values] : values, typed];
}

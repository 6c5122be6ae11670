import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { errorCode, Mistake } from "#src/errors.ts";
import type { Bot, ChannelRef, Input, Request } from "#src/platform/index.ts";
import { mistakeReply, type Reply } from "#src/reply/index.ts";
import { readOptions, type Options } from "./options.ts";
import { render, type ConsoleStyle } from "./render.ts";

/** The channel of the machine's own console: one-shots and the prompt act on it. */
const LOCAL_CHANNEL: ChannelRef = { platform: "console", workspace: "console", id: "local" };

/** What a command prints where, and how it exits: 0 answered, 1 our failure, 2 the user's mistake. */
export interface Printed {
  readonly output: string;
  readonly error: string;
  readonly exitCode: 0 | 1 | 2;
}

const MISTAKE_LINES_AT_MOST = 6;
const EXIT_CODES = { answered: 0, failure: 1, mistake: 2 } as const;

/** A request of the person at this console. */
export function consoleRequest(input: Input): Request {
  return {
    id: randomUUID(),
    actor: {
      id: "local",
      name: async () => "you",
      timeZone: async () => Intl.DateTimeFormat().resolvedOptions().timeZone,
      isManager: async () => true,
    },
    channel: LOCAL_CHANNEL,
    visibility: "private",
    input,
  };
}

/** Answers one command with its options, for a one-shot and for each line of `-`. */
export async function answer(bot: Bot, words: readonly string[], style: ConsoleStyle): Promise<Printed> {
  try {
    const options = readOptions(words);
    return options.queries === undefined
      ? await answerCommand(bot, options, style)
      : await answerQueries(bot, options.queries, options);
  } catch (error) {
    if (error instanceof Mistake) return print(mistakeReply(error), false, style);
    throw error;
  }
}

async function answerCommand(bot: Bot, { words, limit, json }: Options, style: ConsoleStyle): Promise<Printed> {
  const reply = await bot.handle(
    consoleRequest({ text: words.join(" "), ...(limit === undefined ? {} : { limit }), ...(json ? { json } : {}) }),
  );
  if (reply === undefined) return { output: "", error: "", exitCode: 0 };
  return print(reply, json, style);
}

function print(reply: Reply, json: boolean, style: ConsoleStyle): Printed {
  const exitCode = EXIT_CODES[reply.outcome];
  if (exitCode !== 0) {
    const lines = render(reply, { ...style, numbered: false })
      .text.trimEnd()
      .split("\n");
    return { output: "", error: `${lines.slice(0, MISTAKE_LINES_AT_MOST).join("\n")}\n`, exitCode };
  }
  if (!json) return { output: render(reply, { ...style, numbered: false }).text, error: "", exitCode };
  return { output: (reply.data ?? []).map((line) => `${JSON.stringify(line)}\n`).join(""), error: "", exitCode };
}

/** One line of JSON for each line of the file, blank ones too. */
async function answerQueries(bot: Bot, path: string, { words, limit, json }: Options): Promise<Printed> {
  const example = "search --queries queries.txt --json";
  if (words.join(" ").toLowerCase() !== "search") {
    throw new Mistake("queries_without_search", "--queries goes with search alone, without other words", { example });
  }
  if (!json)
    throw new Mistake("queries_without_json", "--queries answers with JSON lines only: add --json", { example });
  const lines: string[] = [];
  for (const query of await readLines(path, example)) {
    if (query.trim() === "") {
      lines.push(JSON.stringify({ q: "", hits: [] }));
      continue;
    }
    const args = { query, ...(limit === undefined ? {} : { limit }) };
    const reply = await bot.handle(consoleRequest({ command: "search", args }));
    const hits = reply?.outcome === "answered" ? (reply.data ?? []) : [];
    lines.push(
      JSON.stringify({ q: query, hits, ...(reply?.outcome === "answered" ? {} : { error: reply?.summary ?? "" }) }),
    );
  }
  return { output: lines.map((line) => `${line}\n`).join(""), error: "", exitCode: 0 };
}

async function readLines(path: string, example: string): Promise<string[]> {
  let content: string;
  try {
    content = await readFile(path, "utf8");
  } catch (error) {
    const code = errorCode(error) ?? "unknown error";
    throw new Mistake("queries_unreadable", `The file ${path} cannot be read (${code})`, { example, cause: error });
  }
  const lines = content.replace(/^\uFEFF/, "").split(/\r?\n/);
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

import { Mistake } from "#src/errors.ts";

/** The options of the command line; everything else is words of the command. */
export interface Options {
  readonly json: boolean;
  readonly limit: number | undefined;
  /** A file with one query a line. */
  readonly queries: string | undefined;
  readonly words: readonly string[];
}

/** Takes `--json`, `--limit N` and `--queries FILE` out of the words; any other `--x` is a mistake. */
export function readOptions(words: readonly string[]): Options {
  let json = false;
  let limit: number | undefined;
  let queries: string | undefined;
  const rest: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? "";
    const [name = "", joined] = word.startsWith("--") ? splitOnce(word) : [word];
    const value = (): string | undefined => joined ?? words[(at += 1)];
    if (word === "--json") json = true;
    else if (name === "--limit") limit = readLimit(value());
    else if (name === "--queries") queries = readPath(value());
    else if (/^--[^\s-]/.test(name))
      refuse(
        `There is no option ${word}; there are --json, --limit N and --queries FILE`,
        "search low-rank --json --limit 5",
      );
    else rest.push(word);
  }
  return { json, limit, queries, words: rest };
}

function readLimit(typed: string | undefined): number {
  const limit = /^\d{1,3}$/.test(typed ?? "") ? Number(typed) : 0;
  if (limit >= 1 && limit <= 100) return limit;
  const given = typed === undefined ? "it is missing" : `not “${typed}”`;
  return refuse(`--limit takes a whole number from 1 to 100, ${given}`, "search low-rank --limit 5");
}

function readPath(typed: string | undefined): string {
  if (typed !== undefined && typed !== "") return typed;
  return refuse("--queries needs a file with one query a line", "search --queries queries.txt --json");
}

function splitOnce(word: string): [string, string?] {
  const at = word.indexOf("=");
  return at === -1 ? [word] : [word.slice(0, at), word.slice(at + 1)];
}

function refuse(what: string, example: string): never {
  throw new Mistake("wrong_option", what, { example });
}

import { Mistake, OperatorError } from "#src/errors.ts";
import { cleanText } from "#src/search/index.ts";
import { usage, type Command } from "./command.ts";
import { nearest } from "./nearest.ts";
import { plainRequest, withoutEnding } from "./plain-request.ts";
import type { Lookup } from "./argument.ts";

/** What a line means: a command with its accepted arguments, a mistake in calling one, or a search. */
export type Parsed =
  | { readonly kind: "call"; readonly command: Command; readonly values: Readonly<Record<string, unknown>> }
  | { readonly kind: "mistake"; readonly command: Command; readonly mistake: Mistake }
  | { readonly kind: "search"; readonly query: string; readonly hint?: Hint }
  | { readonly kind: "empty" };

/** What a search that may have been meant as a command ends with. */
export type Hint =
  | { readonly kind: "how to call"; readonly command: Command }
  | { readonly kind: "did you mean"; readonly line: string };

interface GrammarOptions {
  readonly commands: readonly Command[];
  readonly lookup: Lookup;
  /** Is this word in the corpus? Then it is no misspelt command. */
  readonly knows: (word: string) => Promise<boolean>;
}

/**
 * The one grammar of every platform (DESIGN, "One grammar"): the first word is a command if the rest parses as its
 * arguments; a mistake if the rest only begins one of its forms; else the whole text is a search.
 */
export async function parseLine(typed: string, { commands, lookup, knows }: GrammarOptions): Promise<Parsed> {
  const cleaned = cleanText(typed).trim();
  if (cleaned === "") return { kind: "empty" };
  const query = plainRequest(cleaned);
  let asTyped: ReadCommand | undefined;
  try {
    asTyped = await readCommand(cleaned, commands, lookup);
  } catch (error) {
    // `show me …` asks in plain words, whether or not the database can tell that it names no paper.
    if (!(error instanceof OperatorError) || !/^\w+ (?:me|us)\b/i.test(cleaned)) throw error;
    return { kind: "search", query };
  }
  if (asTyped?.kind === "call") return asTyped;
  // `help!` and `show #12 please` call the command too.
  const line = withoutEnding(cleaned);
  const plainly = line === cleaned ? undefined : await readCommand(line, commands, lookup);
  if (plainly?.kind === "call") return plainly;
  if (asTyped?.kind === "mistake") return asTyped;
  const named = asTyped ?? plainly;
  if (named !== undefined) return { kind: "search", query, hint: { kind: "how to call", command: named.command } };
  const [first = "", ...rest] = line.split(/\s+/);
  const name = first.toLowerCase();
  const closest = nearest(
    name,
    commands.map((known) => known.name),
    1,
  );
  if (closest !== undefined && !(await knows(name))) {
    return { kind: "search", query, hint: { kind: "did you mean", line: [closest, ...rest].join(" ") } };
  }
  return { kind: "search", query };
}

type ReadCommand =
  Extract<Parsed, { kind: "call" | "mistake" }> | { readonly kind: "not its arguments"; readonly command: Command };

/** The line as a call of the command that its first word names; undefined where it names none. */
async function readCommand(
  line: string,
  commands: readonly Command[],
  lookup: Lookup,
): Promise<ReadCommand | undefined> {
  const [first = "", ...rest] = line.split(/\s+/);
  const command = commands.find(({ name }) => name === first.toLowerCase());
  return command && { ...(await readArguments(command, rest, lookup)), command };
}

type Read =
  | { readonly kind: "call"; readonly values: Readonly<Record<string, unknown>> }
  | { readonly kind: "mistake"; readonly mistake: Mistake }
  | { readonly kind: "not its arguments" };

/** The arguments of a command from its words, in any order, each by its form. */
async function readArguments(command: Command, words: readonly string[], lookup: Lookup): Promise<Read> {
  const values: Record<string, unknown> = {};
  let rest = words;
  while (rest.length > 0) {
    const step = await readOne(command, values, rest, lookup);
    if (step === undefined) break;
    if ("mistake" in step) return { kind: "mistake", mistake: withCall(command, step.mistake) };
    values[step.name] = step.value;
    rest = rest.slice(step.took);
  }
  if (rest.length > 0) {
    if (rest.length === words.length) return { kind: "not its arguments" };
    return { kind: "mistake", mistake: mistaken(command, "not_understood", `I do not understand “${rest.join(" ")}”`) };
  }
  return complete(command, values);
}

/** The first argument that finds itself at the front; a mistake only where no argument does. */
async function readOne(command: Command, values: object, rest: readonly string[], lookup: Lookup) {
  let wrong: { readonly mistake: Mistake } | undefined;
  for (const [name, argument] of Object.entries(command.args)) {
    if (argument.hidden || Object.hasOwn(values, name)) continue;
    const match = await argument.type.read(rest, lookup);
    if (match === undefined) continue;
    if ("mistake" in match) wrong ??= match;
    else return { name, value: match.value, took: match.took };
  }
  return wrong;
}

/** The arguments of a call by name (options, forms, buttons, `--limit`), each checked by its type. */
export async function acceptArguments(
  command: Command,
  named: Readonly<Record<string, unknown>>,
  lookup: Lookup,
): Promise<Readonly<Record<string, unknown>>> {
  const values: Record<string, unknown> = {};
  for (const [name, argument] of Object.entries(command.args)) {
    const given = named[name];
    if (given === undefined || given === null || given === "") continue;
    const parsed = argument.type.schema.safeParse(given);
    if (!parsed.success) throw mistaken(command, "wrong_value", `“${name}” is not understood`);
    try {
      values[name] = await argument.type.accept(parsed.data, lookup);
    } catch (error) {
      throw error instanceof Mistake ? withCall(command, error) : error;
    }
  }
  const read = complete(command, values);
  if (read.kind !== "call") throw read.mistake;
  return read.values;
}

/** Defaults for what is missing, and the command's own check of what goes together. */
function complete(command: Command, values: Record<string, unknown>): Exclude<Read, { kind: "not its arguments" }> {
  for (const [name, argument] of Object.entries(command.args)) {
    if (Object.hasOwn(values, name)) continue;
    if (argument.required) {
      return {
        kind: "mistake",
        mistake: mistaken(command, "argument_missing", `“${command.name}” needs ${describe(argument)}`),
      };
    }
    values[name] = argument.fallback;
  }
  try {
    command.check(values);
  } catch (error) {
    if (error instanceof Mistake) return { kind: "mistake", mistake: withCall(command, error) };
    throw error;
  }
  return { kind: "call", values };
}

function describe({ type, summary }: Command["args"][string]): string {
  return `${type.form} (${summary.charAt(0).toLowerCase()}${summary.slice(1)})`;
}

function mistaken(command: Command, code: string, what: string): Mistake {
  return new Mistake(code, `${what}. Call it like this: ${usage(command)}`, { example: command.examples[0] });
}

/** An argument's mistake knows a right argument; people need the whole line. */
function withCall(command: Command, mistake: Mistake): Mistake {
  const example = mistake.example === undefined ? command.examples[0] : `${command.name} ${mistake.example}`;
  return new Mistake(mistake.code, mistake.message, { example, cause: mistake });
}

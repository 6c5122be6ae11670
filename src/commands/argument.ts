import type { Choice, Widget } from "#src/platform/index.ts";
import type { Paper } from "#src/corpus/index.ts";
import type { z } from "zod";
import type { Mistake } from "#src/errors.ts";

/** A named value as options, forms and buttons carry it. */
export type Named = string | number;

/** What an argument may ask while it is read: the papers that a reference can mean. */
export interface Lookup {
  /** By number, id, title or alias; also a stored paper that left the listing. */
  findPaper(reference: string): Promise<Paper | undefined>;
  /** Papers whose title is near what was typed, best first. */
  suggestPapers(typed: string, limit: number): Promise<readonly Paper[]>;
}

/**
 * What an argument made of the words in front of it: a value and how many words it took, or a mistake where the words
 * only begin its form (`at 25:99`); undefined where they are not its own at all.
 */
export type ArgumentMatch<T> = { readonly took: number; readonly value: T } | { readonly mistake: Mistake } | undefined;

/**
 * One type of argument owns everything about itself: how its named value looks (options, forms, buttons), how it finds
 * itself in words, how it prints, what it suggests, how a platform asks for it.
 */
export interface ArgumentType<T> {
  /** Named values as platforms and buttons carry them. */
  readonly schema: z.ZodType<Named>;
  /** From a value that passed `schema`; throws a Mistake with the nearest right one. */
  accept(value: Named, lookup: Lookup): Promise<T>;
  /** The words at the front, or none of them. Never called with no words. */
  read(words: readonly string[], lookup: Lookup): Promise<ArgumentMatch<T>>;
  /** The named value again, as a button carries it: `accept(store(x))` is x. */
  store(value: T): Named;
  /** The words that `read` takes for this value. */
  print(value: T): string;
  /** What to offer while it is typed, at most 25. */
  suggest(typed: string, lookup: Lookup): Promise<readonly Choice[]>;
  readonly widget: Widget;
  /** How usage lines show it: `PAPER`, `at TIME`. */
  readonly form: string;
}

/** An argument of a command: its type, what it is for, and what holds where it is missing. */
export interface Argument<T> {
  readonly type: ArgumentType<NonNullable<T>>;
  readonly summary: string;
  readonly required: boolean;
  readonly fallback: T | undefined;
  /** Carried by buttons and `--limit` only: not in the grammar, help, options or forms. */
  readonly hidden: boolean;
}

/** An argument without which the command makes no sense. */
export function required<T>(type: ArgumentType<NonNullable<T>>, summary: string): Argument<T> {
  return { type, summary, required: true, fallback: undefined, hidden: false };
}

/** An argument that may be missing: undefined then. */
export function optional<T>(type: ArgumentType<NonNullable<T>>, summary: string): Argument<T | undefined> {
  return { type, summary, required: false, fallback: undefined, hidden: false };
}

/** An argument with a default that only buttons and `--limit` set. */
export function hidden<T>(type: ArgumentType<NonNullable<T>>, fallback: T): Argument<T> {
  return { type, summary: "", required: false, fallback, hidden: true };
}

import type { Digest } from "#src/digest/index.ts";
import type { Library } from "#src/library/index.ts";
import type { ChannelRef, Notice, Request } from "#src/platform/index.ts";
import type { Reply } from "#src/reply/index.ts";
import type { Store } from "#src/store/index.ts";
import type { Argument, Lookup } from "./argument.ts";

/** What every command may use. */
export interface Context {
  readonly request: Pick<Request, "actor" | "channel" | "visibility">;
  readonly library: Pick<Library, "listing" | "newestAt" | "takeIn">;
  readonly lookup: Lookup;
  /** The database, opened when a command first needs it. */
  readonly store: () => Promise<Store>;
  /** The daily post: its settings, what came and what comes; posts where this process serves. */
  readonly digest: () => Promise<Digest>;
  /** Whether this process posts what is planned; a one-shot does not. */
  readonly isServing: boolean;
  /** Whether the bot can post there, else what to do about it. */
  readonly canPost: (channel: ChannelRef) => Promise<"yes" | Notice>;
  /** A number from 0 up to 1. */
  readonly random: () => number;
  readonly version: string;
  /** All commands of the bot, in the order of help. */
  readonly commands: readonly Command[];
}

export type Arguments = Readonly<Record<string, Argument<unknown>>>;

type ValuesOf<A extends Arguments> = { readonly [K in keyof A]: A[K] extends Argument<infer T> ? T : never };

interface Declaration<A extends Arguments> {
  readonly name: string;
  /** One line, begins with a capital, no full stop; at most 100 characters (Discord). */
  readonly summary: string;
  /** A line that works as it stands, at least one; the first is shown where the command was called wrongly. */
  readonly examples: readonly [string, ...string[]];
  readonly args: A;
  /** Shown by `help` without `all`. */
  readonly common?: true;
  /** It lists papers, so that its reply has `data` for `--json`. */
  readonly lists?: true;
  /** It changes something: its answer is not offered for sharing, which would run it again. */
  readonly changesSettings?: true;
  /** The arguments that a form for it asks for, with the values that hold now; without it all of them, empty. */
  form?(context: Context): Promise<Partial<ValuesOf<A>>>;
  /** What no single argument can know: throws a Mistake where arguments do not go together. */
  check?(args: ValuesOf<A>): void;
  run(context: Context & { readonly args: ValuesOf<A> }): Promise<Reply>;
}

/** A command as everybody but itself sees it: declared once, drawn everywhere. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  readonly examples: readonly [string, ...string[]];
  readonly args: Arguments;
  readonly common: boolean;
  readonly lists: boolean;
  readonly changesSettings: boolean;
  form(context: Context): Promise<Readonly<Record<string, unknown>> | undefined>;
  /** `values` are the accepted arguments by name; they passed `check`. */
  run(context: Context, values: Readonly<Record<string, unknown>>): Promise<Reply>;
  check(values: Readonly<Record<string, unknown>>): void;
}

/** Declares a command. Its arguments' types flow from `args` into `run`; nothing else in the bot knows them. */
export function command<const A extends Arguments>(declaration: Declaration<A>): Command {
  const { name, summary, examples, args, common = false, lists = false, changesSettings = false } = declaration;
  return {
    name,
    summary,
    examples,
    args,
    common,
    lists,
    changesSettings,
    form: async (context) => declaration.form?.(context),
    check: (values) => declaration.check?.(values as ValuesOf<A>),
    run: (context, values) => declaration.run({ ...context, args: values as ValuesOf<A> }),
  };
}

/** How a command is called, e.g. `similar PAPER`, from its declaration. */
export function usage({ name, args }: Pick<Command, "name" | "args">): string {
  const shown = Object.values(args).filter((argument) => !argument.hidden);
  return [name, ...shown.map(({ type, required }) => (required ? type.form : `[${type.form}]`))].join(" ");
}

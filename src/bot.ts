import { randomUUID } from "node:crypto";
import {
  acceptArguments,
  commands,
  formOf,
  parseLine,
  search,
  usage,
  type Command,
  type Context,
  type Hint,
} from "#src/commands/index.ts";
import { channelKey, moveChannel } from "#src/channels/index.ts";
import {
  code,
  mistakeReply,
  openPayload,
  pressOf,
  sealButtons,
  text,
  type Button,
  type ButtonStore,
  type Call,
  type Json,
  type Reply,
} from "#src/reply/index.ts";
import type { Store } from "#src/store/index.ts";
import { Mistake, OperatorError } from "./errors.ts";
import type { Digest } from "./digest/index.ts";
import type { Log } from "./log.ts";
import type { Time } from "./time.ts";
import type {
  Bot,
  ChannelRef,
  Choice,
  Input,
  Notice,
  PlatformName,
  Request,
  WorkspaceRef,
} from "#src/platform/index.ts";
import type { Library } from "#src/library/index.ts";

interface BotOptions {
  readonly library: Library;
  readonly buttons: ButtonStore;
  /** How many characters a button of this platform carries. */
  readonly payloadLimit: (platform: PlatformName) => number;
  /** True for the first to ask with this platform and event id, in whatever process. */
  readonly claim: (event: { readonly platform: PlatformName; readonly id: string }) => Promise<boolean>;
  readonly store: () => Promise<Store>;
  readonly digest: () => Promise<Digest>;
  /** Whether this process posts what is planned; a one-shot does not. */
  readonly isServing: boolean;
  readonly canPost: (channel: ChannelRef) => Promise<"yes" | Notice>;
  /** A channel, or a whole workspace, let the bot in: what was blocked there can be posted to again. */
  readonly wake: (where: ChannelRef | WorkspaceRef) => Promise<void>;
  readonly time: Time;
  readonly random: () => number;
  readonly version: string;
  readonly log: Log;
}

/** The bot: one engine and its commands behind the port that every adapter talks to. */
export function createBot(options: BotOptions): Bot {
  const { library, buttons, time, random, version, log } = options;

  function contextOf(request: Pick<Request, "actor" | "channel"> & Partial<Pick<Request, "visibility">>): Context {
    const lookup = {
      findPaper: (reference: string) => library.find(reference),
      suggestPapers: (typed: string, limit: number) => library.suggest(typed, limit),
    };
    return {
      request: { actor: request.actor, channel: request.channel, visibility: request.visibility ?? "private" },
      library,
      lookup,
      store: options.store,
      digest: options.digest,
      isServing: options.isServing,
      canPost: options.canPost,
      random,
      version,
      commands,
    };
  }

  /** Words, a call or a payload become a command with its accepted values; `heard` learns which one even of a mistake. */
  async function understand(input: Input, context: Context, heard: (name: string) => void): Promise<Understood> {
    if ("payload" in input) {
      const opened = await openPayload(input.payload, buttons);
      if (opened === undefined)
        throw new Mistake("unknown_button", "This button is not one of mine", { example: "help" });
      if ("expired" in opened) throw expired(opened.expired);
      // Where no form was opened, the help tells what to type instead.
      if (pressOf(input.payload) === "form") {
        return understand({ command: "help", args: { topic: opened.command } }, context, heard);
      }
      return understand(opened, context, heard);
    }
    if ("command" in input) {
      const command = commands.find(({ name }) => name === input.command);
      if (command === undefined)
        throw new Mistake("unknown_command", `There is no command “${input.command}”`, { example: "help all" });
      heard(command.name);
      return { command, values: await acceptArguments(command, input.args, context.lookup) };
    }
    const parsed = await parseLine(input.text, {
      commands,
      lookup: context.lookup,
      knows: async (word) => (await (await library.listing()).engine()).knows(word),
    });
    if (parsed.kind === "empty") return understand({ command: "help", args: {} }, context, heard);
    heard(parsed.kind === "search" ? search.name : parsed.command.name);
    if (parsed.kind === "mistake") throw parsed.mistake;
    if (parsed.kind === "call") {
      return { command: parsed.command, values: withOptions(parsed.command, parsed.values, input) };
    }
    const values = await acceptArguments(search, { query: parsed.query }, context.lookup);
    return {
      command: search,
      values: withOptions(search, values, input),
      ...(parsed.hint && { hint: parsed.hint }),
    };
  }

  return {
    async handle(request) {
      const startedAt = time.elapsedMs();
      const context = contextOf(request);
      let name = "unknown";
      let reply: Reply;
      try {
        if (!(await options.claim({ platform: request.channel.platform, id: request.id }))) return undefined;
        const { command, values, hint } = await understand(request.input, context, (heard) => {
          name = heard;
        });
        const answer = await command.run(context, values);
        const isPrivate = request.visibility === "private" && request.channel.platform !== "console";
        const shared = isPrivate && !command.changesSettings;
        const whole = withHint(shared ? withShare(answer, callOf(command, values)) : answer, hint);
        reply = await sealButtons(whole, options.payloadLimit(request.channel.platform), buttons);
      } catch (error) {
        reply = error instanceof Mistake ? mistakeReply(error) : apology(error, request.channel.platform);
      }
      const ms = Math.round(time.elapsedMs() - startedAt);
      log.info({ channel: channelKey(request.channel), command: name, ms, outcome: reply.outcome }, "answered");
      return reply;
    },

    async form(payload, request) {
      try {
        const opened = await openPayload(payload, buttons);
        if (opened === undefined || "expired" in opened) return undefined;
        const command = commands.find(({ name }) => name === opened.command);
        return command && (await formOf(command, opened.args, contextOf(request)));
      } catch (error) {
        log.error({ err: error }, "a form could not be made");
        return undefined;
      }
    },

    async complete(command, arg, typed, request): Promise<Choice[]> {
      if (command === "") {
        return commands
          .filter(({ name }) => name.startsWith(typed.toLowerCase()))
          .map(({ name }) => ({ name, value: name }));
      }
      const { lookup } = contextOf(request);
      const args = Object.entries(commands.find(({ name }) => name === command)?.args ?? {});
      const asked = args.filter(([name, { hidden }]) => !hidden && (arg === "" || name === arg));
      return (await Promise.all(asked.map(([, { type }]) => type.suggest(typed, lookup)))).flat();
    },

    async joined(where) {
      await options.wake(where);
      // A platform may say it again, to this process or another.
      const id = `joined ${where.workspace} ${"id" in where ? where.id : ""}`;
      return (await options.claim({ platform: where.platform, id })) ? welcome() : undefined;
    },

    async moved(from, to) {
      const { db, now: agreedNow } = await options.store();
      const now = await agreedNow();
      await db.transaction().execute((trx) => moveChannel(trx, from, to, now));
    },
  };

  /** The operator at the console is told what to repair; everybody else what to do. */
  function apology(error: unknown, platform: PlatformName): Reply {
    const reference = randomUUID().slice(0, 8);
    const forOperator = error instanceof OperatorError && platform === "console";
    if (!forOperator) log.error({ reference, err: error }, "a command failed");
    const words = forOperator
      ? error.message
      : error instanceof OperatorError
        ? `My database does not answer right now. Please ask again in a minute. It is noted under ${reference}.`
        : `Sorry, that went wrong on my side. It is noted under ${reference}.`;
    return { blocks: [{ kind: "notice", tone: "apology", text: [words] }], outcome: "failure", summary: words };
  }
}

interface Understood {
  readonly command: Command;
  readonly values: Readonly<Record<string, unknown>>;
  readonly hint?: Hint;
}

function expired(command: string): Mistake {
  const known = commands.find(({ name }) => name === command);
  return new Mistake("button_expired", "This button is too old to remember what it was for; ask again", {
    example: known === undefined ? "help" : usage(known),
  });
}

/** The options of a terminal, refused before anything is done where they mean nothing to the command. */
function withOptions(
  command: Command,
  values: Readonly<Record<string, unknown>>,
  { limit, json }: Extract<Input, { text: string }>,
) {
  if (json && !command.lists) {
    throw new Mistake("no_json", `“${command.name}” lists no papers, so it has no --json`, {
      example: "search low-rank --json",
    });
  }
  if (limit === undefined) return values;
  if (command.args["limit"] === undefined) {
    throw new Mistake("no_limit", `“${command.name}” lists no papers, so --limit means nothing to it`, {
      example: command.examples[0],
    });
  }
  return { ...values, limit };
}

/** The call that gives this answer again, by name. */
function callOf(command: Command, values: Readonly<Record<string, unknown>>): Call {
  const args: Record<string, Json> = {};
  for (const [name, { type, fallback }] of Object.entries(command.args)) {
    const value = values[name];
    if (value !== undefined && value !== null && value !== fallback) args[name] = type.store(value);
  }
  return { command: command.name, args };
}

/** Beside the answer's last buttons, where it has some. */
function withShare({ blocks, ...reply }: Reply, call: Call): Reply {
  const share: Button = { label: "Share", press: "share", call };
  const at = blocks.findLastIndex(({ kind }) => kind === "buttons");
  const last = blocks[at];
  return {
    ...reply,
    blocks:
      last?.kind === "buttons"
        ? blocks.with(at, { ...last, buttons: [...last.buttons, share] })
        : [...blocks, { kind: "buttons", buttons: [share] }],
  };
}

function withHint(reply: Reply, hint: Hint | undefined): Reply {
  if (hint === undefined) return reply;
  const words =
    hint.kind === "did you mean"
      ? text("Did you mean ", code(hint.line), "?")
      : text("To call the command: ", code(hint.command.examples[0]));
  return { ...reply, blocks: [...reply.blocks, { kind: "footer", text: words }] };
}

/** Said once where the bot is let in: what it does, and three commands that work there. */
function welcome(): Reply {
  return {
    blocks: [
      { kind: "heading", text: "Hello, I am Paperboy" },
      { kind: "text", text: ["I bring research papers to this channel. Ask me in plain words, or:"] },
      {
        kind: "list",
        items: [
          text(code("trending"), " the papers that trend now"),
          text(code("search low-rank adapters"), " papers on something"),
          text(code("help"), " what else I can do"),
        ],
      },
    ],
    outcome: "answered",
    summary: "Hello, I am Paperboy: I bring research papers to this channel.",
  };
}

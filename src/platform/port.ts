import type { Block, Call, Reply } from "#src/reply/index.ts";

export type PlatformName = "console" | "slack" | "discord" | "email";

/** A Slack team, a Discord guild, or the machine of a console. */
export interface WorkspaceRef {
  readonly platform: PlatformName;
  readonly workspace: string;
}

export interface ChannelRef extends WorkspaceRef {
  readonly id: string;
}

/** Who asked. What costs a call to the platform is asked only when a command needs it. */
export interface Actor {
  readonly id: string;
  /** As the platform shows this person to others; the id where it cannot say. Asked where something is kept. */
  name(): Promise<string>;
  /** IANA name, where the platform tells it. */
  timeZone(): Promise<string | undefined>;
  /** May this person change a channel that only managers change? */
  isManager(): Promise<boolean>;
}

/** Words as typed (with the options of a terminal), a command with named arguments (options, forms), or what a pressed button carried. */
export type Input =
  { readonly text: string; readonly limit?: number; readonly json?: true } | Call | { readonly payload: string };

export interface Request {
  /** The platform's id of the event: with the platform's name, claimed once. */
  readonly id: string;
  readonly actor: Actor;
  readonly channel: ChannelRef;
  readonly visibility: "private" | "public";
  readonly input: Input;
}

/** One suggestion while typing: what is shown, and what is sent. */
export interface Choice {
  readonly name: string;
  readonly value: string;
}

export type Notice = Extract<Block, { kind: "notice" }>;

/** How a platform asks for a value: a text field, a list to choose from, a number, or a paper with suggestions. */
export type Widget =
  | { readonly kind: "text"; readonly maxLength: number }
  | { readonly kind: "choice"; readonly choices: readonly Choice[] }
  | { readonly kind: "number"; readonly min: number; readonly max: number }
  | { readonly kind: "paper" };

/** What a form (modal) asks for; what is filled in goes to the bot as a `Call` of this command. */
export interface Form {
  readonly command: string;
  readonly title: string;
  readonly fields: readonly Field[];
  /** Called with `preview: "yes"` besides the fields, it answers what it would do, and does nothing. */
  readonly previews: boolean;
}

export interface Field {
  /** The name of the argument. */
  readonly name: string;
  readonly label: string;
  readonly summary: string;
  readonly required: boolean;
  readonly widget: Widget;
  /** What it begins with. */
  readonly value?: string;
}

/** What an adapter needs of the bot, and all it needs. */
export interface Bot {
  /** The answer; undefined where this event was claimed already (by platform and request id). Never throws. */
  handle(request: Request): Promise<Reply | undefined>;
  /**
   * The form that a button with `press: "form"` opens; undefined where none can be opened, and `handle` tells what to type
   * instead. Claims nothing. Never throws.
   */
  form(payload: string, request: Pick<Request, "actor" | "channel">): Promise<Form | undefined>;
  /** Suggestions while it is typed: for one argument of a command, for all its arguments (`arg` ""), for its name (`command` ""). */
  complete(command: string, arg: string, typed: string, request: Pick<Request, "actor" | "channel">): Promise<Choice[]>;
  /** The bot was let into a channel or workspace; the welcome, where one is due. */
  joined(where: ChannelRef | WorkspaceRef): Promise<Reply | undefined>;
  /** The platform gave a channel another id: its settings, topics and history go with it. Also told twice. */
  moved(from: ChannelRef, to: ChannelRef): Promise<void>;
}

/** A posted message: what `find` needs to point at it, e.g. Slack's ts or Discord's message id. */
export interface PostedRef {
  readonly message: string;
  readonly url?: string;
}

/**
 * What is known of a post (digest/delivery.ts acts on it). What is `perhaps posted` is never sent again
 * before `find` said `absent`.
 */
export type Posted =
  | { readonly state: "sent"; readonly ref: PostedRef }
  | {
      readonly state: "not posted, retry";
      readonly afterMs?: number;
      readonly scope?: "workspace";
      readonly reason: string;
    }
  | { readonly state: "perhaps posted"; readonly reason: string }
  | { readonly state: "channel gone" | "workspace gone" | "our bug"; readonly reason: string };

/** One line of `doctor`. `fix` says what to do where `ok` is false. */
export interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly detail?: string;
  readonly fix?: string;
}

/** What an adapter gives the bot. */
export interface Platform {
  readonly name: PlatformName;
  /** `yes`, or what to do so that the bot can post there. */
  canPost(channel: ChannelRef): Promise<"yes" | Notice>;
  /**
   * Posts one message once. `key` is the idempotency key. Never throws, never retries. That an edition is posted once
   * rests on this: when `deadline` is aborted the call is dead, and what is known then is the answer. There is no other
   * timeout.
   */
  post(channel: ChannelRef, edition: Reply, key: string, deadline: AbortSignal): Promise<Posted>;
  /** After a crash: was the message with this key posted since then? `unknown` when `deadline` is aborted. Never throws. */
  find(channel: ChannelRef, key: string, since: Date, deadline: AbortSignal): Promise<PostedRef | "absent" | "unknown">;
}

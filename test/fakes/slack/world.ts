import { Journal } from "./journal.ts";
import { Refusal } from "./refusal.ts";
import { isFields, type Fields } from "./shape.ts";

export interface User {
  readonly id: string;
  name: string;
  /** Another company's, where the channel is shared with it; ours unless told. */
  team?: string;
  tz?: string;
  isAdmin: boolean;
  isOwner: boolean;
}

export interface Channel {
  readonly id: string;
  name: string;
  readonly kind: "public" | "private" | "im" | "mpim";
  readonly creator: string;
  /** Is the bot in it? */
  member: boolean;
  archived: boolean;
  /** The person at the other end of an im. */
  readonly user?: string;
}

/** A message as everyone sees it, or, with `only`, as one person does. It changes when it is edited. */
export interface Message {
  readonly channel: string;
  readonly ts: string;
  readonly user: string;
  readonly byBot: boolean;
  readonly only?: string;
  readonly threadTs?: string;
  text: string;
  blocks: readonly Fields[];
  metadata?: Fields;
  edited?: true;
  broadcast?: true;
}

export interface View {
  readonly id: string;
  readonly user: string;
  /** As sent, with an id for each block. */
  content: Fields;
  hash: string;
}

/**
 * Something a person now sees. `by` is the id of what they did, where the answer came by its response URL, its trigger
 * or its acknowledgement. "timeout" is Slack's own words under a command or button that nobody acknowledged in 3 s.
 */
export interface Sight {
  readonly what:
    | "message"
    | "update"
    | "deletion"
    | "ephemeral"
    | "ephemeral update"
    | "ephemeral deletion"
    | "view"
    | "view update"
    | "view errors"
    | "view closed"
    | "home"
    | "options"
    | "timeout";
  readonly by?: string | undefined;
  readonly channel?: string;
  readonly user?: string;
  readonly message?: Message;
  readonly view?: View;
  readonly errors?: Fields;
  readonly options?: readonly Fields[];
}

export const TEAM = "T0FAKETEAM";
export const APP = "A0PAPERBOY";
export const BOT_USER = "U0PAPERBOY";
export const BOT = "B0PAPERBOY";

/** Who and what there is in the one workspace, and what was said. `now` is Slack's clock, in ms. */
export class World {
  readonly now: () => number;
  /** How long Slack waits for an acknowledgement, and how long a trigger lives. */
  readonly firstAnswerMs: number;
  readonly sights = new Journal<Sight>();
  readonly users = new Map<string, User>();
  readonly channels = new Map<string, Channel>();
  readonly views: View[] = [];
  readonly #messages = new Map<string, Message[]>();
  readonly #deleted = new Set<Message>();
  #count = 0;
  #lastTs = 0;

  constructor(now: () => number, firstAnswerMs: number) {
    this.now = now;
    this.firstAnswerMs = firstAnswerMs;
  }

  id(prefix: string): string {
    this.#count += 1;
    return `${prefix}${String(this.#count).padStart(8, "0")}`;
  }

  /** Slack's id of a message: seconds and microseconds, never the same twice. */
  ts(): string {
    this.#lastTs = Math.max(this.#lastTs + 1, Math.floor(this.now() * 1000));
    return `${Math.floor(this.#lastTs / 1_000_000)}.${String(this.#lastTs % 1_000_000).padStart(6, "0")}`;
  }

  /** A channel the bot may know of; a private one exists only for its members. */
  channel(id: unknown): Channel {
    const channel = typeof id === "string" ? this.channels.get(id) : undefined;
    if (channel === undefined || (isHidden(channel.kind) && !channel.member)) throw new Refusal("channel_not_found");
    return channel;
  }

  im(user: string): Channel {
    const known = [...this.channels.values()].find((channel) => channel.user === user);
    if (known !== undefined) return known;
    const id = this.id("D");
    const channel: Channel = { id, name: id, kind: "im", creator: user, member: true, archived: false, user };
    this.channels.set(id, channel);
    return channel;
  }

  keep(message: Omit<Message, "ts" | "blocks"> & { blocks: readonly Fields[] }): Message {
    const kept = { ...message, ts: this.ts(), blocks: this.withIds(message.blocks) };
    const said = this.#messages.get(message.channel);
    if (said === undefined) this.#messages.set(message.channel, [kept]);
    else said.push(kept);
    return kept;
  }

  /** The messages of a channel, oldest first, without those that one person alone sees. */
  messages(channel: string): Message[] {
    const said = this.#messages.get(channel) ?? [];
    return said.filter((message) => message.only === undefined && this.isThere(message));
  }

  ephemerals(user: string): Message[] {
    return [...this.#messages.values()].flat().filter((message) => message.only === user && this.isThere(message));
  }

  message(channel: string, ts: unknown): Message | undefined {
    return this.messages(channel).find((message) => message.ts === ts);
  }

  isThere(message: Message): boolean {
    return !this.#deleted.has(message);
  }

  delete(message: Message): void {
    this.#deleted.add(message);
  }

  view(user: string, content: Fields): View {
    const view = { id: this.id("V"), user, content: this.viewContent(content), hash: this.id("hash.") };
    this.views.push(view);
    return view;
  }

  viewContent(content: Fields): Fields {
    const blocks: unknown = content["blocks"];
    return { ...content, blocks: this.withIds(Array.isArray(blocks) ? blocks.filter(isFields) : []) };
  }

  /** Slack names every block and element that came without an id. */
  withIds(blocks: readonly Fields[]): readonly Fields[] {
    const named = (element: unknown): unknown =>
      isFields(element) && element["type"] !== "image" ? { action_id: this.id("a"), ...element } : element;
    return blocks.map((block) => ({
      block_id: this.id("b"),
      ...block,
      ...(block["type"] === "actions" && Array.isArray(block["elements"])
        ? { elements: block["elements"].map(named) }
        : {}),
      ...(block["accessory"] === undefined ? {} : { accessory: named(block["accessory"]) }),
      ...(block["element"] === undefined ? {} : { element: named(block["element"]) }),
    }));
  }
}

/** A message as the Web API and events carry it. */
export function wire(message: Message, { withMetadata = false }: { withMetadata?: boolean } = {}): Fields {
  return {
    type: "message",
    user: message.user,
    team: TEAM,
    ts: message.ts,
    text: message.text,
    ...(message.byBot ? { bot_id: BOT, app_id: APP } : {}),
    ...(message.blocks.length > 0 ? { blocks: message.blocks } : {}),
    ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
    ...(message.edited ? { edited: { user: message.user, ts: message.ts } } : {}),
    ...(withMetadata && message.metadata !== undefined ? { metadata: message.metadata } : {}),
  };
}

/** Whether others than its members see nothing of it. */
export const isHidden = (kind: Channel["kind"]): boolean => kind === "private" || kind === "mpim";

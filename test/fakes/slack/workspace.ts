import type { Grants } from "./grants.ts";
import { Refusal } from "./refusal.ts";
import type { Fields } from "./shape.ts";
import { BOT_USER, TEAM, wire, type Channel, type Message, type World } from "./world.ts";

/** Ways in which Slack can be stricter than it is most of the time. */
export interface Limits {
  /** One chat.postMessage a second in a channel. */
  postsPerSecond: boolean;
  /** One conversations.history a minute, of at most 15 messages: what new apps outside the Marketplace get. */
  historyPerMinute: boolean;
}

/** Every scope that the fake asks for somewhere; a test of the bot passes those of its manifest. */
export const ALL_SCOPES = [
  "app_mentions:read",
  "channels:history",
  "channels:read",
  "chat:write",
  "commands",
  "groups:history",
  "groups:read",
  "im:history",
  "im:read",
  "links:read",
  "mpim:history",
  "mpim:read",
  "users:read",
];

const POST_EVERY_MS = 1000;
const HISTORY_EVERY_MS = 60_000;
const REDUCED_HISTORY = 15;

/** What the methods act on: the world, and what this app may do in it. */
export class Workspace {
  readonly teamId = TEAM;
  readonly botToken = "xoxb-fake-bot";
  readonly appToken = "xapp-fake-app";
  readonly scopes: Set<string>;
  readonly limits: Limits = { postsPerSecond: false, historyPerMinute: false };
  readonly world: World;
  readonly grants: Grants;
  /** Opens a socket's door: the address that apps.connections.open gives. */
  readonly openSocket: () => string;
  /** Tells the app of something that happened, e.g. of its own message in a direct conversation. */
  readonly tell: (event: Fields) => void;
  /** What a call by this token is answered with; nothing: it is valid. */
  readonly refusedTokens = new Map<string, "token_revoked" | "account_inactive">();
  readonly #lastCalls = new Map<string, number>();

  constructor(options: {
    world: World;
    grants: Grants;
    scopes: Iterable<string>;
    openSocket: () => string;
    tell: (event: Fields) => void;
  }) {
    this.world = options.world;
    this.grants = options.grants;
    this.scopes = new Set(options.scopes);
    this.openSocket = options.openSocket;
    this.tell = options.tell;
  }

  authenticate(token: string | undefined, kind: "bot" | "app"): void {
    if (token === undefined || token === "") throw new Refusal("not_authed");
    if (token !== this.botToken && token !== this.appToken) throw new Refusal("invalid_auth");
    const refused = this.refusedTokens.get(token);
    if (refused !== undefined) throw new Refusal(refused);
    const wanted = kind === "bot" ? this.botToken : this.appToken;
    if (token !== wanted) throw new Refusal("not_allowed_token_type");
  }

  need(scope: string): void {
    if (this.scopes.has(scope)) return;
    throw new Refusal("missing_scope", { fields: { needed: scope, provided: [...this.scopes].join(",") } });
  }

  /** A channel to read from; each kind of channel has a scope of its own. */
  readable(id: unknown, what: "history" | "read"): Channel {
    const channel = this.world.channel(id);
    const kind = { public: "channels", private: "groups", im: "im", mpim: "mpim" }[channel.kind];
    this.need(`${kind}:${what}`);
    if (what === "history" && !channel.member) throw new Refusal("not_in_channel");
    return channel;
  }

  /** A channel to post in. */
  writable(id: unknown): Channel {
    const channel = this.world.channel(id);
    if (channel.archived) throw new Refusal("is_archived");
    if (!channel.member) throw new Refusal("not_in_channel");
    return channel;
  }

  limitPosts(channel: Channel): void {
    if (this.limits.postsPerSecond) this.#limit(`post ${channel.id}`, POST_EVERY_MS);
  }

  /** How many messages one history request may give. */
  limitHistory(limit: number): number {
    if (!this.limits.historyPerMinute) return limit;
    this.#limit("history", HISTORY_EVERY_MS);
    return Math.min(limit, REDUCED_HISTORY);
  }

  /** Adds a message of the bot; in a direct conversation Slack tells the app of its own message too. */
  post(message: {
    channel: Channel;
    text: string;
    blocks: readonly Fields[];
    threadTs?: string | undefined;
    metadata?: Fields | undefined;
    broadcast?: boolean;
    by?: string | undefined;
  }): Message {
    const kept = this.world.keep({
      channel: message.channel.id,
      user: BOT_USER,
      byBot: true,
      text: message.text,
      blocks: message.blocks,
      ...(message.threadTs === undefined ? {} : { threadTs: message.threadTs }),
      ...(message.metadata === undefined ? {} : { metadata: message.metadata }),
      ...(message.broadcast === true ? { broadcast: true } : {}),
    });
    this.world.sights.add({ what: "message", channel: message.channel.id, message: kept, by: message.by });
    if (message.channel.kind === "im") this.tell({ ...wire(kept), channel: kept.channel, channel_type: "im" });
    return kept;
  }

  #limit(what: string, everyMs: number): void {
    const now = this.world.now();
    const waitMs = (this.#lastCalls.get(what) ?? -Infinity) + everyMs - now;
    if (waitMs > 0) throw new Refusal("ratelimited", { status: 429, retryAfterSeconds: Math.ceil(waitMs / 1000) });
    this.#lastCalls.set(what, now);
  }
}

/**
 * A Slack that runs on this machine: one workspace, one app, one port of 127.0.0.1, as unkind as the real one.
 *
 *     const slack = await startSlack({ scopes });
 *     const [user, channel] = [slack.addUser({ tz: "Europe/Berlin" }), slack.addChannel()];
 *     const answer = await slack.slash("low-rank adapters", { user, channel }).message();
 *     const edited = await slack.press(answer, "More", user).message();
 *
 * It plays the Web API methods the bot may need (the `*-methods.ts`) with tokens, scopes, membership, argument names,
 * Block Kit limits and rate limits enforced; Socket Mode with envelopes, acknowledgements, the 3 s rule and reconnects;
 * response URLs and triggers that run out; and the people who type, press and submit. `refusals.ts` is the table of what
 * it refuses and where each rule comes from. Where Slack is lenient or silent (unknown arguments, the sum of all text,
 * the status of a refused response URL: 4xx here), the fake is strict, so that the bot never leans on luck.
 *
 * It does not play: HTTP delivery with signatures, OAuth and several workspaces, users' tokens, posts to a user's id,
 * files, attachments, unfurls, reactions, shortcuts, Slack's own scheduling, Slack Connect, and the blocks and elements
 * that the bot does not use (refused as unknown). Messages in channels reach the app as mentions only.
 *
 * Time: `ts`, Date headers, expiry and rate limits run on the clock of `now` plus what `advance` added.
 */
import { patience } from "../../patience.ts";
import { Faults, type Fault } from "./faults.ts";
import { Grants } from "./grants.ts";
import * as people from "./people.ts";
import { press, submitView, suggest, type PressOptions } from "./presses.ts";
import type { Sent } from "./sent.ts";
import { Port, type Call } from "./server.ts";
import type { Fields } from "./shape.ts";
import { Sockets } from "./socket.ts";
import { World, BOT_USER, TEAM, type Channel, type Message, type Sight, type User, type View } from "./world.ts";
import { ALL_SCOPES, Workspace, type Limits } from "./workspace.ts";

export type { Acting, Fault } from "./faults.ts";
export type { Sent } from "./sent.ts";
export type { Call } from "./server.ts";
export type { Fields } from "./shape.ts";
export type { Ack, Envelope } from "./socket.ts";
export type { Channel, Message, Sight, User, View } from "./world.ts";
export { ALL_SCOPES } from "./workspace.ts";

/** In which an event is acknowledged and a trigger used, in ms. */
const FIRST_ANSWER_MS = 3000;

/** Starts a fake Slack on a free port. `random` chooses the socket that an event goes to, `now` is its clock in ms. */
export async function startSlack({
  scopes = ALL_SCOPES,
  random = Math.random,
  now = Date.now,
}: { scopes?: Iterable<string>; random?: () => number; now?: () => number } = {}): Promise<FakeSlack> {
  const slack = new FakeSlack(scopes, random, now);
  await slack.up();
  return slack;
}

export class FakeSlack {
  readonly teamId = TEAM;
  readonly botUserId = BOT_USER;
  readonly sockets: Sockets;
  readonly #workspace: Workspace;
  readonly #world: World;
  readonly #faults = new Faults();
  readonly #port: Port;
  readonly #stage: people.Stage;
  #aheadMs = 0;

  constructor(scopes: Iterable<string>, random: () => number, now: () => number) {
    // By the machine's own clock a slow machine has longer.
    const firstAnswerMs = now === Date.now ? patience(FIRST_ANSWER_MS) : FIRST_ANSWER_MS;
    this.#world = new World(() => now() + this.#aheadMs, firstAnswerMs);
    this.sockets = new Sockets(this.#world, random);
    this.#workspace = new Workspace({
      ...{ world: this.#world, grants: new Grants(this.#world), scopes },
      openSocket: () => `ws://${this.#port.host}/link?ticket=${this.sockets.ticket()}`,
      tell: ({ type, ...fields }) => void this.event(String(type), fields),
    });
    this.#port = new Port({ workspace: this.#workspace, faults: this.#faults, sockets: this.sockets });
    this.#stage = { workspace: this.#workspace, sockets: this.sockets, host: () => this.#port.host };
  }

  get apiUrl(): string {
    return `http://${this.#port.host}/api/`;
  }
  get botToken(): string {
    return this.#workspace.botToken;
  }
  get appToken(): string {
    return this.#workspace.appToken;
  }
  /** What the bot token may do; a scope can be taken away at any time. */
  get scopes(): Set<string> {
    return this.#workspace.scopes;
  }
  /** Modes in which Slack is stricter; all off at first. */
  get limits(): Limits {
    return this.#workspace.limits;
  }

  // What was said, shown and called.

  /** The next thing anyone sees that matches; each is handed out once, also if it happened before it is asked for. */
  next(matches?: (sight: Sight) => boolean): Promise<Sight> {
    return this.#world.sights.next(matches);
  }
  /** The next request that arrives at a method, or at a response URL ("response_url"). */
  nextCall(method: string): Promise<Call> {
    return this.#port.calls.next((call) => call.method === method);
  }
  get sights(): readonly Sight[] {
    return this.#world.sights.all;
  }
  get calls(): readonly Call[] {
    return this.#port.calls.all;
  }
  get acks(): Sockets["acks"]["all"] {
    return this.sockets.acks.all;
  }
  get views(): readonly View[] {
    return this.#world.views;
  }
  /** What everyone in a channel sees, oldest first. */
  messages(channel: Channel): Message[] {
    return this.#world.messages(channel.id);
  }
  /** What a person alone sees. */
  ephemerals(user: User): Message[] {
    return this.#world.ephemerals(user.id);
  }

  // What people do.

  slash(text: string, by: { channel: Channel; user: User; command?: string }): Sent {
    return people.slash(this.#stage, text, by);
  }
  mention(text: string, by: { channel: Channel; user: User; thread?: string }): Sent {
    return people.mention(this.#stage, text, by);
  }
  directMessage(text: string, by: { user: User; thread?: string }): Sent {
    return people.directMessage(this.#stage, text, by);
  }
  botMessage(text: string, by: { channel: Channel }): Sent {
    return people.botMessage(this.#stage, text, by);
  }
  event(type: string, fields?: Fields): Sent {
    return people.event(this.#stage, type, fields);
  }
  press(target: Message | View, which: string, user: User, options?: PressOptions): Sent {
    return press(this.#stage, target, which, user, options);
  }
  submitView(view: View, values: Readonly<Record<string, string | readonly string[]>>, user?: User): Sent {
    return submitView(this.#stage, view, values, user);
  }
  suggest(view: View, actionId: string, value: string, user: User): Sent {
    return suggest(this.#stage, view, actionId, value, user);
  }
  /** A message of a person that does not concern the bot: history, or the start of a thread. */
  say(text: string, { channel, user, thread }: { channel: Channel; user: User; thread?: string }): Message {
    return this.#world.keep({
      ...{ channel: channel.id, user: user.id, byBot: false, text, blocks: [] },
      ...(thread === undefined ? {} : { threadTs: thread }),
    });
  }

  // Who and what there is.

  addUser({ name = "alice", team, tz, isAdmin = false, isOwner = false }: Partial<Omit<User, "id">> = {}): User {
    const id = this.#world.id("U");
    const place = { ...(team === undefined ? {} : { team }), ...(tz === undefined ? {} : { tz }) };
    const user: User = { id, name, isAdmin, isOwner, ...place };
    this.#world.users.set(id, user);
    return user;
  }
  addChannel({
    name = "papers",
    member = true,
    isPrivate = false,
    isGroupMessage = false,
    archived = false,
    creator = "U0CREATOR",
  }: {
    name?: string;
    member?: boolean;
    isPrivate?: boolean;
    isGroupMessage?: boolean;
    archived?: boolean;
    creator?: string;
  } = {}): Channel {
    const id = this.#world.id(isPrivate ? "G" : "C");
    const kind = isGroupMessage ? "mpim" : isPrivate ? "private" : "public";
    const channel: Channel = { id, name, kind, creator, member, archived };
    this.#world.channels.set(id, channel);
    return channel;
  }
  im(user: User): Channel {
    return this.#world.im(user.id);
  }

  invite(channel: Channel, inviter?: User): Sent {
    channel.member = true;
    const fields = { user: BOT_USER, channel_type: channel.kind === "private" ? "G" : "C", team: TEAM };
    return this.#channelEvent(channel, "member_joined_channel", { ...fields, inviter: inviter?.id ?? channel.creator });
  }
  kick(channel: Channel): Sent {
    channel.member = false;
    return this.#channelEvent(channel, kindOf(channel, "left"), {});
  }
  archive(channel: Channel): Sent {
    channel.archived = true;
    return this.#channelEvent(channel, kindOf(channel, "archive"), { user: channel.creator });
  }
  unarchive(channel: Channel): Sent {
    channel.archived = false;
    return this.#channelEvent(channel, kindOf(channel, "unarchive"), { user: channel.creator });
  }
  rename(channel: Channel, name: string): Sent {
    channel.name = name;
    return this.event(kindOf(channel, "rename"), { channel: { id: channel.id, name, created: 1_700_000_000 } });
  }
  deleteChannel(channel: Channel): Sent {
    this.#world.channels.delete(channel.id);
    return this.event(kindOf(channel, "deleted"), { channel: channel.id });
  }

  /** The app is removed from the workspace; its sockets, which belong to the app itself, stay. */
  uninstall(): Sent {
    this.#workspace.refusedTokens.set(this.botToken, "account_inactive");
    return this.event("app_uninstalled");
  }
  revoke(token: string): Sent {
    this.#workspace.refusedTokens.set(token, "token_revoked");
    return this.event("tokens_revoked", { tokens: { oauth: [], bot: [BOT_USER] } });
  }

  // What goes wrong.

  /** The next `times` calls of a method go wrong; "*" is every method, "response_url" the answers by response URL. */
  fail(method: string, fault: Fault, times = 1): void {
    this.#faults.plan(method, fault, times);
  }
  /** Nothing more goes wrong, and what hangs goes on. */
  heal(): void {
    this.#faults.clear();
    this.#faults.release();
  }
  /** Slack's clock moves on (or back) by this much against the machine's. */
  advance(ms: number): void {
    this.#aheadMs += ms;
    this.sockets.sweep();
  }
  /** Slack's clock, in ms. */
  now(): number {
    return this.#world.now();
  }
  /** Refuses connections and cuts all sockets, until `up`. */
  down(): Promise<void> {
    return this.#port.close();
  }
  up(): Promise<void> {
    return this.#port.listen();
  }
  async stop(): Promise<void> {
    this.#faults.release();
    await this.sockets.close();
    await this.#port.close();
  }

  #channelEvent(channel: Channel, type: string, fields: Fields): Sent {
    return this.event(type, { channel: channel.id, ...fields });
  }
}

const kindOf = (channel: Channel, what: string): string =>
  `${channel.kind === "private" ? "group" : "channel"}_${what}`;

import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Ask } from "./driver/ask.ts";
import {
  autocomplete,
  messageMenu,
  press,
  slash,
  submitModal,
  type Asking,
  type OptionValue,
} from "./driver/interact.ts";
import { write, type Where, type Writing, type Written } from "./driver/write.ts";
import { Faults, type Call, type Fault } from "./faults.ts";
import { Gateway, INTENTS } from "./gateway.ts";
import { Interactions, type Interaction } from "./interactions.ts";
import { revise } from "./messages.ts";
import { channelPayload, guildPayload } from "./payloads.ts";
import type { Parts } from "./parts.ts";
import { exactly, USUAL, type Permission } from "./permissions.ts";
import type { Route } from "./rest/routes.ts";
import { restListener } from "./rest/server.ts";
import { SeenLog, type Seen, type SeenPredicate } from "./seen.ts";
import type { Channel, ChannelType, Command, Message, Modal, User } from "./wire.ts";
import { World, type Guild } from "./world.ts";

export interface DiscordOptions {
  /** Unix milliseconds; for the 3 seconds, the 15 minutes, nonces and ids. */
  readonly now?: () => number;
  /** Is the privileged MESSAGE_CONTENT intent switched on for the application? */
  readonly hasMessageContent?: boolean;
  /** Check bodies by Discord's own description too. Off: by the hand-written rules alone. */
  readonly usesOpenApi?: boolean;
}

type Asked = Where & { readonly locale?: string };

/** Starts a fake with one server, one text channel and one person in it: `home`. */
export async function startDiscord({
  now = Date.now,
  hasMessageContent = false,
  usesOpenApi = true,
}: DiscordOptions = {}): Promise<FakeDiscord> {
  const world = new World({ now, hasMessageContent });
  const calls: Call[] = [];
  const faults = new Faults();
  // Discord ends no connection of a client that is slow to use it.
  const server = createServer({ keepAliveTimeout: 0 });
  const parts: Parts = {
    world,
    gateway: new Gateway(world, server),
    interactions: new Interactions(now),
    seen: new SeenLog(),
  };
  server.on("request", restListener(parts, { faults, calls, usesOpenApi }));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return new FakeDiscord(parts, server, faults, calls);
}

/** The test's hand on the fake: makes people do things, and shows what they see. */
export class FakeDiscord {
  /** Where DISCORD_API_URL points: …/api, without the version. */
  readonly apiUrl: string;
  readonly token: string;
  readonly applicationId: string;
  readonly bot: User;
  /** Every request, in order. */
  readonly calls: readonly Call[];
  readonly gateway: Gateway;
  readonly home: { readonly guild: string; readonly channel: string; readonly user: string };
  readonly #faults: Faults;
  readonly #parts: Parts;
  readonly #server: Server;

  constructor(parts: Parts, server: Server, faults: Faults, calls: readonly Call[]) {
    const { port } = server.address() as AddressInfo;
    const { world } = parts;
    this.#parts = parts;
    this.#server = server;
    this.#faults = faults;
    this.calls = calls;
    this.gateway = parts.gateway;
    this.apiUrl = `http://127.0.0.1:${port}/api`;
    this.token = world.token;
    this.applicationId = world.applicationId;
    this.bot = world.bot;
    parts.gateway.listenAt(`ws://127.0.0.1:${port}`);
    const guild = this.addGuild("Lab");
    this.home = { guild, channel: this.addChannel({ guild }), user: this.addUser({ name: "Ada", guild }) };
  }

  /** Breaks every connection and stops listening. */
  async stop(): Promise<void> {
    this.gateway.stop();
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  /** Plays a fault for the next `times` requests of a route, of those that `only` picks. */
  fail(route: Route, fault: Fault, times = 1, only?: (call: Call) => boolean): void {
    this.#faults.fail(route, fault, times, only);
  }

  /** Takes back the faults that have not been played. */
  heal(): void {
    this.#faults.heal();
  }

  /** A server the bot is let into, now. `permissions`: the bot's in all of it. */
  addGuild(name: string, permissions: readonly Permission[] = USUAL): string {
    const { world } = this.#parts;
    const guild = world.addGuild(name, permissions);
    this.gateway.dispatch("GUILD_CREATE", guildPayload(world, guild), { intent: INTENTS.GUILDS, guildId: guild.id });
    return guild.id;
  }

  /** The bot is put out of a server; or the server is `gone`, with its channels. */
  removeGuild(id: string, { isGone = false } = {}): void {
    const { world } = this.#parts;
    this.#guild(id).members.delete(world.bot.id);
    if (isGone) {
      for (const channel of world.channels.values()) if (channel.guild_id === id) world.channels.delete(channel.id);
      world.guilds.delete(id);
    }
    this.gateway.dispatch("GUILD_DELETE", { id }, { intent: INTENTS.GUILDS, guildId: id });
  }

  /** `permissions`: exactly what the bot may do there; unset, what its roles give. */
  addChannel(
    options: {
      guild?: string;
      name?: string;
      type?: ChannelType;
      parent?: string;
      permissions?: readonly Permission[];
    } = {},
  ): string {
    const { guild = this.home.guild, name = "papers", type = "text", ...rest } = options;
    const channel = this.#parts.world.addChannel(this.#guild(guild), { name, type, ...rest });
    this.#tellChannel(channel.thread_metadata ? "THREAD_CREATE" : "CHANNEL_CREATE", channel);
    return channel.id;
  }

  /** What the bot may do in a channel, from now on. */
  permit(channelId: string, permissions: readonly Permission[]): void {
    const channel = this.#channel(channelId);
    channel.permission_overwrites = [exactly(this.bot.id, permissions)];
    this.#tellChannel("CHANNEL_UPDATE", channel);
  }

  archiveThread(id: string, { locked = false } = {}): void {
    const channel = this.#channel(id);
    if (!channel.thread_metadata) throw new Error(`channel ${id} is no thread`);
    Object.assign(channel.thread_metadata, { archived: true, locked });
    this.#tellChannel("THREAD_UPDATE", channel);
  }

  deleteChannel(id: string): void {
    const channel = this.#channel(id);
    this.#parts.world.channels.delete(id);
    this.#tellChannel(channel.thread_metadata ? "THREAD_DELETE" : "CHANNEL_DELETE", channel);
  }

  /** A person (or another bot) in a server, with permissions beyond everyone's; `closedDms`: takes no direct messages. */
  addUser(options: {
    name: string;
    guild?: string;
    permissions?: readonly Permission[];
    bot?: boolean;
    closedDms?: boolean;
  }): string {
    const { world } = this.#parts;
    const user = world.addUser(options.name, { bot: options.bot ?? false });
    world.join(this.#guild(options.guild ?? this.home.guild), user, options.permissions ?? []);
    if (options.closedDms) world.closedDms.add(user.id);
    return user.id;
  }

  /** The role that the bot got when it was let in, which bears its name. */
  botRole(guild = this.home.guild): string {
    const role = [...this.#guild(guild).roles.values()].find(({ tags }) => tags?.bot_id === this.bot.id);
    return known(role, "role of", this.bot.id).id;
  }

  /** Someone writes; without a mention the bot sees that, but not what. */
  message(text: string, writing: Writing = {}): Written {
    const { channel, user } = this.#asking(writing);
    return write(this.#parts, text, channel, user, writing);
  }

  /** Someone edits what they wrote. */
  edit(message: Message, text: string): void {
    const stored = this.#parts.world.find(message.channel_id, message.id);
    revise(this.#parts, known(stored, "message", message.id), { content: text });
  }

  /** Someone writes to the bot where all see it: `@Paperboy text`. */
  mention(text: string, writing: Writing = {}): Written {
    return this.message(`<@${this.bot.id}> ${text}`, writing);
  }

  directMessage(text: string, { user = this.home.user }: { user?: string } = {}): Written {
    const author = this.#user(user);
    return write(this.#parts, text, this.#parts.world.directChannel(author), author);
  }

  /** `slash("papers search", { query: "low rank" })` */
  slash(words: string, options: Readonly<Record<string, OptionValue>> = {}, asked: Asked = {}): Ask {
    return slash(this.#parts, words, options, this.#asking(asked));
  }

  /** What is suggested for the option `focused` while `typed` stands there. */
  autocomplete(
    words: string,
    focused: string,
    typed: string,
    { options = {}, ...asked }: Asked & { options?: Readonly<Record<string, OptionValue>> } = {},
  ): Ask {
    return autocomplete(this.#parts, words, focused, typed, options, this.#asking(asked));
  }

  /** A command of a message's context menu. */
  messageMenu(name: string, message: Message, asked: Omit<Asked, "channel"> = {}): Ask {
    return messageMenu(this.#parts, name, message, this.#asking({ ...asked, channel: message.channel_id }));
  }

  /** Presses the button with this label or custom_id. */
  press(message: Message, which: string, asked: Omit<Asked, "channel"> = {}): Ask {
    return press(this.#parts, message, which, undefined, this.#asking({ ...asked, channel: message.channel_id }));
  }

  /** Picks values of the select with this custom_id. */
  select(message: Message, which: string, values: readonly string[], asked: Omit<Asked, "channel"> = {}): Ask {
    return press(this.#parts, message, which, values, this.#asking({ ...asked, channel: message.channel_id }));
  }

  /** Fills in a form that was opened; `source`: the message whose button opened it. */
  submitModal(modal: Modal, fields: Readonly<Record<string, string>>, asked: Asked & { source?: Message } = {}): Ask {
    const { source, ...rest } = asked;
    const stored = source && this.#parts.world.find(source.channel_id, source.id)?.message;
    const where = source ? { ...rest, channel: source.channel_id } : rest;
    return submitModal(this.#parts, { modal, ...(stored && { source: stored }) }, fields, this.#asking(where));
  }

  /** The next that anyone sees and no one has waited for yet. */
  next(wants: SeenPredicate, timeoutMs?: number): Promise<Seen> {
    return this.#parts.seen.next(wants, timeoutMs);
  }

  /** What a channel shows, oldest first; to `viewer` with what only that person sees. */
  messages(channel: string = this.home.channel, viewer?: string): readonly Message[] {
    const stored = this.#parts.world.stored(channel);
    return stored
      .filter(({ visibleTo }) => visibleTo === undefined || visibleTo === viewer)
      .map(({ message }) => message);
  }

  /** The registered commands: the global ones, or a server's own. */
  commands(guild = ""): readonly Command[] {
    return this.#parts.world.commands.get(guild) ?? [];
  }

  get interactions(): readonly Interaction[] {
    return this.#parts.interactions.all;
  }

  #asking({ channel = this.home.channel, user = this.home.user, locale }: Asked): Asking {
    return { channel: this.#channel(channel), user: this.#user(user), ...(locale !== undefined && { locale }) };
  }

  #tellChannel(event: string, channel: Channel): void {
    this.gateway.dispatch(event, channelPayload(channel), { intent: INTENTS.GUILDS, guildId: channel.guild_id });
  }

  #guild(id: string): Guild {
    return known(this.#parts.world.guilds.get(id), "server", id);
  }

  #channel(id: string): Channel {
    return known(this.#parts.world.channels.get(id), "channel", id);
  }

  #user(id: string): User {
    return known(this.#parts.world.users.get(id), "person", id);
  }
}

function known<T>(value: T | undefined, what: string, id: string): T {
  if (value === undefined) throw new Error(`there is no ${what} ${id}`);
  return value;
}

import { effective, EVERYTHING, exactly, bits, has, USUAL, type Permission } from "./permissions.ts";
import { Refusal } from "./refusal.ts";
import { snowflakes } from "./snowflake.ts";
import {
  CHANNEL_TYPES,
  type Channel,
  type ChannelType,
  type Command,
  type Message,
  type Role,
  type User,
} from "./wire.ts";

export interface Guild {
  readonly id: string;
  readonly name: string;
  readonly owner: User;
  readonly roles: Map<string, Role>;
  /** The roles of each member, by user id. */
  readonly members: Map<string, readonly string[]>;
}

/** A message and who may see it: an ephemeral one, one person only. */
export interface Stored {
  readonly message: Message;
  readonly visibleTo?: string;
  /** What this message answers: the id of a message or an interaction. */
  readonly cause?: string;
}

/** Everything Discord remembers: people, servers, channels, messages, commands. It sends nothing by itself. */
export class World {
  readonly now: () => number;
  readonly nextId: () => string;
  readonly applicationId: string;
  readonly bot: User;
  readonly token: string;
  /** Is the privileged MESSAGE_CONTENT intent switched on for the application? */
  readonly hasMessageContent: boolean;
  readonly users = new Map<string, User>();
  readonly closedDms = new Set<string>();
  readonly guilds = new Map<string, Guild>();
  readonly channels = new Map<string, Channel>();
  /** Registered commands, by guild id, or "" for the global ones. */
  readonly commands = new Map<string, readonly Command[]>();
  readonly #messages = new Map<string, Stored[]>();

  constructor(options: { now: () => number; hasMessageContent: boolean }) {
    this.now = options.now;
    this.nextId = snowflakes(options.now);
    this.hasMessageContent = options.hasMessageContent;
    // Older applications have a bot of another id: whoever mixes the two up is found here.
    this.applicationId = this.nextId();
    this.bot = this.addUser("Paperboy", { bot: true });
    this.token = `${Buffer.from(this.bot.id).toString("base64url")}.fake.token`;
  }

  addUser(name: string, { bot = false } = {}): User {
    const user = {
      id: this.nextId(),
      username: name.toLowerCase(),
      global_name: name,
      discriminator: "0",
      avatar: null,
      bot,
    };
    this.users.set(user.id, user);
    return user;
  }

  addGuild(name: string, botPermissions: readonly Permission[] = USUAL): Guild {
    const id = this.nextId();
    const everyone = { id, name: "@everyone", permissions: bits(USUAL), position: 0 };
    const owner = this.addUser(`Owner of ${name}`);
    const guild: Guild = { id, name, owner, roles: new Map([[id, everyone]]), members: new Map([[owner.id, []]]) };
    this.guilds.set(id, guild);
    this.join(guild, this.bot, botPermissions);
    return guild;
  }

  /** Makes someone a member, with a role of their own for what they may do beyond @everyone. */
  join(guild: Guild, user: User, permissions: readonly Permission[]): void {
    const role = {
      ...{ id: this.nextId(), name: user.username, permissions: bits(permissions), position: guild.roles.size },
      ...(user.bot && { tags: { bot_id: user.id } }),
    };
    guild.roles.set(role.id, role);
    guild.members.set(user.id, [role.id]);
  }

  addChannel(
    guild: Guild,
    options: { name: string; type: ChannelType; parent?: string; permissions?: readonly Permission[] },
  ): Channel {
    const isThread = options.type === "thread";
    const channel: Channel = {
      id: this.nextId(),
      type: CHANNEL_TYPES[options.type],
      guild_id: guild.id,
      name: options.name,
      ...(options.parent !== undefined && { parent_id: options.parent }),
      ...(!isThread && {
        permission_overwrites: options.permissions ? [exactly(this.bot.id, options.permissions)] : [],
      }),
      ...(isThread && {
        thread_metadata: {
          archived: false,
          locked: false,
          auto_archive_duration: 1440,
          archive_timestamp: this.timestamp(),
        },
      }),
      last_message_id: null,
    };
    this.channels.set(channel.id, channel);
    return channel;
  }

  directChannel(user: User): Channel {
    const known = this.channels.values().find(({ recipients }) => recipients?.[0]?.id === user.id);
    if (known) return known;
    const channel: Channel = { id: this.nextId(), type: CHANNEL_TYPES.dm, recipients: [user], last_message_id: null };
    this.channels.set(channel.id, channel);
    return channel;
  }

  /** The permissions someone has in a channel; a thread has those of its parent. */
  permissions(channel: Channel, userId: string): bigint {
    if (channel.guild_id === undefined) return EVERYTHING;
    const guild = this.guilds.get(channel.guild_id);
    const roleIds = guild?.members.get(userId);
    if (!guild || !roleIds) return 0n;
    if (guild.owner.id === userId) return EVERYTHING;
    const roles = [guild.id, ...roleIds].map((id) => guild.roles.get(id)).filter((role) => role !== undefined);
    const from = channel.thread_metadata ? this.channels.get(channel.parent_id ?? "") : channel;
    return effective({ id: userId, everyone: guild.id, roles, overwrites: from?.permission_overwrites ?? [] });
  }

  may(channel: Channel, permission: Permission, userId: string = this.bot.id): boolean {
    return has(this.permissions(channel, userId), permission);
  }

  /** A channel the bot can see, or 10003 / 50001. */
  visibleChannel(id: string): Channel {
    const channel = this.channels.get(id);
    if (!channel) throw new Refusal(10003);
    if (!this.may(channel, "VIEW_CHANNEL")) throw new Refusal(50001);
    return channel;
  }

  store(stored: Stored): void {
    const { channel_id: channelId, id } = stored.message;
    const others = this.#messages.get(channelId);
    if (others) others.push(stored);
    else this.#messages.set(channelId, [stored]);
    const channel = this.channels.get(channelId);
    if (channel && stored.visibleTo === undefined) channel.last_message_id = id;
  }

  forget(message: Message): void {
    const others = this.stored(message.channel_id).filter((one) => one.message !== message);
    this.#messages.set(message.channel_id, others);
  }

  /** Everything in a channel, oldest first, what only one person sees included. */
  stored(channelId: string): readonly Stored[] {
    return this.#messages.get(channelId) ?? [];
  }

  find(channelId: string, messageId: string): Stored | undefined {
    return this.stored(channelId).find(({ message }) => message.id === messageId);
  }

  timestamp(): string {
    return new Date(this.now()).toISOString();
  }
}

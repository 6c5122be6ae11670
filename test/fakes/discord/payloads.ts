import type { Guild, World } from "./world.ts";
import type { Channel, Json, Message, User } from "./wire.ts";

/** A server as GUILD_CREATE and GET /guilds/{id} give it. */
export function guildPayload(world: World, guild: Guild): Json {
  const channels = [...world.channels.values()].filter((one) => one.guild_id === guild.id);
  return {
    id: guild.id,
    name: guild.name,
    owner_id: guild.owner.id,
    icon: null,
    roles: rolesPayload(guild),
    members: guild.members.has(world.bot.id) ? [memberPayload(guild, world.bot)] : [],
    member_count: guild.members.size,
    channels: channels.filter((one) => !one.thread_metadata).map((one) => channelPayload(one)),
    threads: channels
      .filter((one) => one.thread_metadata && !one.thread_metadata.archived)
      .map((one) => channelPayload(one)),
    joined_at: new Date(0).toISOString(),
    large: false,
    unavailable: false,
    preferred_locale: "en-US",
    afk_channel_id: null,
    afk_timeout: 300,
    system_channel_id: null,
    system_channel_flags: 0,
    rules_channel_id: null,
    public_updates_channel_id: null,
    verification_level: 0,
    default_message_notifications: 0,
    explicit_content_filter: 0,
    mfa_level: 0,
    nsfw_level: 0,
    premium_tier: 0,
    premium_progress_bar_enabled: false,
    ...Object.fromEntries(LISTS.map((name) => [name, []])),
  };
}

const LISTS = [
  "features",
  "emojis",
  "stickers",
  "presences",
  "voice_states",
  "stage_instances",
  "guild_scheduled_events",
  "soundboard_sounds",
];

export function rolesPayload(guild: Guild): readonly Json[] {
  return [...guild.roles.values()].map((role) => ({
    ...role,
    color: 0,
    hoist: false,
    managed: role.tags !== undefined,
    mentionable: false,
    flags: 0,
  }));
}

export function memberPayload(guild: Guild, user: User): Json {
  return {
    user,
    roles: guild.members.get(user.id) ?? [],
    nick: null,
    avatar: null,
    joined_at: new Date(0).toISOString(),
    deaf: false,
    mute: false,
    flags: 0,
  };
}

export function channelPayload(channel: Channel): Json {
  const { thread_metadata: thread } = channel;
  return { ...channel, position: 0, flags: 0, ...(thread && { owner_id: "0", message_count: 0, member_count: 1 }) };
}

/**
 * A message as it is given out. The nonce comes with a creation only, never with history. What people wrote is blank
 * without the privileged intent, but for the bot's own messages, direct ones, and those that mention it.
 */
export function messagePayload(
  world: World,
  message: Message,
  options: { withNonce: boolean; withContent: boolean },
): Json {
  const { nonce, ...rest } = message;
  const isDirect = world.channels.get(message.channel_id)?.guild_id === undefined;
  const isOwn = message.author.id === world.bot.id;
  const isReadable = options.withContent || isOwn || isDirect || message.mentions.some(({ id }) => id === world.bot.id);
  const reference = message.message_reference;
  const referenced = reference && world.find(reference.channel_id, reference.message_id)?.message;
  return {
    ...rest,
    ...(isReadable ? {} : { content: "", embeds: [], components: [] }),
    attachments: [],
    pinned: false,
    tts: false,
    ...(options.withNonce && nonce !== undefined && { nonce }),
    ...(reference && {
      message_reference: { type: 0, ...reference },
      referenced_message: referenced ? messagePayload(world, referenced, { ...options, withNonce: false }) : null,
    }),
  };
}

import {
  MessageType,
  PermissionFlagsBits,
  type AutocompleteInteraction,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type Message,
  type ModalSubmitInteraction,
} from "discord.js";
import type { Actor, ChannelRef, Request } from "#src/platform/index.ts";
import type { Json } from "#src/reply/index.ts";

/**
 * What a person says to the bot: by a mention of it or of its own role, by a reply that pings it, or in a direct message.
 * Undefined for everything else that is written, and where the words do not arrive.
 */
export function messageRequest(message: Message, botId: string): Request | undefined {
  const { author, webhookId, type, content, id } = message;
  if (author.bot || webhookId !== null) return undefined;
  if (type !== MessageType.Default && type !== MessageType.Reply) return undefined;
  const isToTheBot = !message.inGuild() || message.mentions.users.has(botId) || mentionsOwnRole(message, botId);
  // An empty mention asks for help; an empty anything else is one whose words Discord keeps back.
  const mention = new RegExp(`<@(?:!?${botId}|&${ownRole(message, botId) ?? botId})>`, "g");
  if (!isToTheBot || (message.inGuild() && content === "")) return undefined;
  return {
    id,
    actor: {
      id: author.id,
      name: async () => message.member?.displayName ?? author.displayName,
      timeZone: unknownTimeZone,
      isManager: async () =>
        !message.inGuild() ||
        message.member?.permissionsIn(message.channel).has(PermissionFlagsBits.ManageChannels) === true,
    },
    channel: channelOf(message),
    visibility: "public",
    input: { text: content.replaceAll(mention, " ").trim() },
  };
}

/** Whether the bot's own role is mentioned, which Discord made and named like the bot: people pick it in place of the bot. */
export function mentionsOwnRole(message: Message, botId: string): boolean {
  return ownRole(message, botId) !== undefined;
}

function ownRole({ mentions }: Message, botId: string): string | undefined {
  return mentions.roles.find(({ tags }) => tags?.botId === botId)?.id;
}

/** A slash command with its options by name: answered privately. */
export function callRequest(interaction: ChatInputCommandInteraction): Request {
  const args: Record<string, Json> = {};
  for (const { name, value } of interaction.options.data[0]?.options ?? []) {
    if (value !== undefined) args[name] = value;
  }
  return {
    ...askedBy(interaction),
    id: interaction.id,
    visibility: "private",
    input: { command: interaction.options.getSubcommand(), args },
  };
}

/** A pressed button. Who pressed and where is the event's, never the button's. */
export function pressRequest(
  interaction: ButtonInteraction,
  payload: string,
  visibility: Request["visibility"],
): Request {
  return { ...askedBy(interaction), id: interaction.id, visibility, input: { payload } };
}

/** Who asks, and where. */
export function askedBy(
  interaction: ChatInputCommandInteraction | ButtonInteraction | AutocompleteInteraction | ModalSubmitInteraction,
): Pick<Request, "actor" | "channel"> {
  const { user, memberPermissions } = interaction;
  const actor: Actor = {
    id: user.id,
    name: async () => (interaction.inCachedGuild() ? interaction.member : user).displayName,
    timeZone: unknownTimeZone,
    isManager: async () =>
      !interaction.inGuild() || memberPermissions?.has(PermissionFlagsBits.ManageChannels) === true,
  };
  return { actor, channel: channelOf(interaction) };
}

/** The workspace of direct messages, which belong to no server. */
export const directWorkspace = "dm";

function channelOf({ guildId, channelId }: { guildId: string | null; channelId: string | null }): ChannelRef {
  return { platform: "discord", workspace: guildId ?? directWorkspace, id: channelId ?? "" };
}

/** Discord does not tell. */
async function unknownTimeZone(): Promise<undefined> {
  return undefined;
}

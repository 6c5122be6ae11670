import { Events, PermissionFlagsBits, type Client, type Guild } from "discord.js";
import type { Bot } from "#src/platform/index.ts";
import type { Answers } from "./answers.ts";

interface Listening {
  readonly bot: Bot;
  readonly answers: Answers;
  /** Runs what an event asks for. The fields name the event in the log. */
  readonly take: (event: Readonly<Record<string, unknown>>, work: () => Promise<void>) => void;
}

/** What happens on Discord, led to the bot: words, interactions, servers that let it in. */
export function listen(client: Client<true>, { bot, answers, take }: Listening): void {
  client.on(Events.MessageCreate, (message) => {
    take({ message: message.id }, () => answers.message(message));
  });
  client.on(Events.InteractionCreate, (interaction) => {
    take({ interaction: interaction.id }, async () => {
      if (interaction.isChatInputCommand()) await answers.call(interaction);
      else if (interaction.isButton()) await answers.press(interaction);
      else if (interaction.isModalSubmit()) await answers.submit(interaction);
      else if (interaction.isAutocomplete()) await answers.suggest(interaction);
    });
  });
  client.on(Events.GuildCreate, (guild) => {
    take({ server: guild.id }, async () => {
      const reply = await bot.joined({ platform: "discord", workspace: guild.id });
      const channel = welcomeChannel(guild);
      if (reply !== undefined && channel !== undefined) await answers.welcome(guild, channel, reply);
    });
  });
}

/** The server's channel for such messages, else the first text channel, from the top, where the bot may write. */
function welcomeChannel(guild: Guild): string | undefined {
  const me = guild.members.me;
  if (me === null) return undefined;
  const needed = [PermissionFlagsBits.ViewChannel, PermissionFlagsBits.SendMessages];
  const channels = [...guild.channels.cache.values()].filter((channel) => !channel.isThread());
  const ordered = channels.toSorted((a, b) => a.rawPosition - b.rawPosition);
  return [guild.systemChannel, ...ordered].find(
    (channel) => channel?.isTextBased() && channel.permissionsFor(me).has(needed),
  )?.id;
}

import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  Client,
  ContainerBuilder,
  DiscordAPIError,
  Events,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  PermissionFlagsBits,
  TextDisplayBuilder,
  TextInputBuilder,
  TextInputStyle,
  type Interaction,
} from "discord.js";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { heard, realClients } from "./client.ts";
import { startDiscord, type FakeDiscord } from "./index.ts";

const COMMANDS = [
  {
    name: "papers",
    description: "Papers",
    options: [
      {
        type: 1 as const,
        name: "search",
        description: "Search",
        options: [{ type: 3 as const, name: "query", description: "What", required: true, autocomplete: true }],
      },
    ],
  },
  { type: 3 as const, name: "Similar papers" },
];

const version2 = (words: string) => ({
  flags: MessageFlags.IsComponentsV2 as const,
  components: [
    new ContainerBuilder()
      .addTextDisplayComponents(new TextDisplayBuilder({ content: words }))
      .addActionRowComponents(
        new ActionRowBuilder<ButtonBuilder>().addComponents(
          new ButtonBuilder({ customId: "more", label: "More", style: ButtonStyle.Primary }),
        ),
      ),
  ],
});

describe("the fake Discord with the real discord.js", () => {
  let discord: FakeDiscord;
  const clients = realClients();
  let nowMs = Date.now();

  beforeEach(async () => {
    nowMs = Date.now();
    discord = await startDiscord({ now: () => nowMs });
  });
  afterEach(async () => {
    await clients.destroy();
    await discord.stop();
  });

  const login = () => clients.login(discord);

  /** Answers interactions; a failure fails the test by its reason. */
  function answering(client: Client, how: (interaction: Interaction) => Promise<unknown>): Promise<unknown> {
    return new Promise((resolve) => {
      client.on(Events.InteractionCreate, (interaction) => void how(interaction).then(resolve, resolve));
    });
  }

  it("is logged into, and shows servers, channels and the bot's permissions", async () => {
    const client = await login();
    expect(client.user.id).toBe(discord.bot.id);
    expect(client.application.id).toBe(discord.applicationId);
    const channel = await client.channels.fetch(discord.home.channel);
    if (!channel || channel.isDMBased()) throw new Error("no channel");
    const me = await channel.guild.members.fetchMe();
    expect(channel.permissionsFor(me).has(PermissionFlagsBits.SendMessages)).toBe(true);
    const update = heard(client, Events.ChannelUpdate);
    discord.permit(discord.home.channel, ["VIEW_CHANNEL"]);
    await update;
    expect(channel.permissionsFor(me).has(PermissionFlagsBits.SendMessages)).toBe(false);
    expect(channel.permissionsFor(me).has(PermissionFlagsBits.ViewChannel)).toBe(true);
  });

  it("refuses a login with a wrong token", async () => {
    const client = new Client({ intents: [], rest: { api: discord.apiUrl } });
    await expect(client.login("wrong")).rejects.toThrow();
    expect(discord.calls).toMatchObject([{ route: "GET /gateway/bot", status: 401 }]);
  });

  it("lets a mention be answered where it was asked", async () => {
    const client = await login();
    client.on(Events.MessageCreate, (message) => {
      if (!message.author.bot && message.mentions.has(client.user)) void message.reply(`heard ${message.content}`);
    });
    const asked = discord.mention("adapters");
    const answer = await asked.answer();
    expect(answer).toMatchObject({ content: `heard <@${discord.bot.id}> adapters`, mentions: [] });
    expect(answer.message_reference?.message_id).toBe(asked.id);
    expect(discord.messages()).toHaveLength(2);
  });

  it("gives a message without a mention, but not what it says", async () => {
    const client = await login();
    const created = heard(client, Events.MessageCreate);
    discord.message("secret");
    expect((await created)[0].content).toBe("");
  });

  it("carries direct messages", async () => {
    const client = await login();
    client.on(Events.MessageCreate, (message) => {
      if (!message.author.bot && message.channel.isSendable()) void message.channel.send(`heard ${message.content}`);
    });
    discord.directMessage("adapters");
    const { message } = await discord.next((seen) => seen.message !== undefined);
    expect(message?.content).toBe("heard adapters");
  });

  it("carries a slash command to a private V2 answer, a button to its update", async () => {
    const client = await login();
    await client.application.commands.set(COMMANDS);
    client.on(Events.InteractionCreate, (interaction) => {
      if (interaction.isChatInputCommand()) {
        void interaction
          .deferReply({ flags: MessageFlags.Ephemeral })
          .then(() => interaction.editReply(version2(`found ${interaction.options.getString("query")}`)));
      } else if (interaction.isButton()) void interaction.update(version2("more of it"));
    });
    const asked = discord.slash("papers search", { query: "adapters" }, { locale: "de" });
    expect(await asked.next(({ kind }) => kind === "thinking")).toMatchObject({ isEphemeral: true });
    const answer = await asked.answer();
    expect(JSON.stringify(answer.components)).toContain("found adapters");
    expect(answer.flags).toBe(MessageFlags.Ephemeral | MessageFlags.IsComponentsV2);
    expect(discord.messages()).toEqual([]);
    const pressed = await discord.press(answer, "More").next();
    expect(pressed).toMatchObject({ kind: "edit", isEphemeral: true, message: { id: answer.id } });
    expect(JSON.stringify(pressed.message?.components)).toContain("more of it");
    const other = discord.addUser({ name: "Eve" });
    expect(() => discord.press(answer, "More", { user: other })).toThrow("does not see");
  });

  it("carries autocomplete", async () => {
    const client = await login();
    await client.application.commands.set(COMMANDS);
    client.on(Events.InteractionCreate, (interaction) => {
      if (!interaction.isAutocomplete()) return;
      const { name, value } = interaction.options.getFocused(true);
      void interaction.respond([{ name: `${name}: ${value}`, value }]);
    });
    const suggested = discord.autocomplete("papers search", "query", "ada");
    expect(await suggested.choices()).toEqual([{ name: "query: ada", value: "ada" }]);
  });

  it("tells of whoever asks: language, permissions, where", async () => {
    const client = await login();
    await client.application.commands.set(COMMANDS);
    const manager = discord.addUser({ name: "Eve", permissions: ["MANAGE_CHANNELS"] });
    const told: unknown[] = [];
    client.on(Events.InteractionCreate, (interaction) => {
      const { locale, memberPermissions, user, channelId, guildId } = interaction;
      const mayManage = memberPermissions?.has(PermissionFlagsBits.ManageChannels);
      told.push({ locale, mayManage, user: user.id, channelId, guildId });
      if (interaction.isChatInputCommand()) void interaction.reply("a");
    });
    const { channel_id: direct } = discord.directMessage("hello").message;
    const { channel, guild, user } = discord.home;
    await discord.slash("papers search", { query: "a" }, { user: manager, locale: "de" }).answer();
    await discord.slash("papers search", { query: "a" }).answer();
    await discord.slash("papers search", { query: "a" }, { channel: direct }).answer();
    expect(told).toEqual([
      { locale: "de", mayManage: true, user: manager, channelId: channel, guildId: guild },
      { locale: "en-US", mayManage: false, user, channelId: channel, guildId: guild },
      { locale: "en-US", mayManage: undefined, user, channelId: direct, guildId: null },
    ]);
  });

  it("carries a form from a button to its answer", async () => {
    const client = await login();
    client.on(Events.InteractionCreate, (interaction) => {
      if (interaction.isButton()) {
        const input = new TextInputBuilder({ customId: "topic", style: TextInputStyle.Short });
        const label = new LabelBuilder({ label: "Topic" }).setTextInputComponent(input);
        void interaction.showModal(new ModalBuilder({ customId: "form", title: "Topic" }).addLabelComponents(label));
      } else if (interaction.isModalSubmit() && interaction.isFromMessage()) {
        void interaction.update(version2(`topic ${interaction.fields.getTextInputValue("topic")}`));
      }
    });
    const channel = await client.channels.fetch(discord.home.channel);
    if (!channel?.isSendable()) throw new Error("no channel");
    await channel.send(version2("an edition"));
    const [edition] = discord.messages();
    if (!edition) throw new Error("no message");
    const modal = await discord.press(edition, "more").modal();
    expect(modal.title).toBe("Topic");
    expect(() => discord.submitModal(modal, {})).toThrow("required");
    const answer = await discord.submitModal(modal, { topic: "adapters" }, { source: edition }).answer();
    expect(answer.id).toBe(edition.id);
    expect(JSON.stringify(answer.components)).toContain("topic adapters");
  });

  it("carries a command of a message's menu, with what the message says", async () => {
    const client = await login();
    await client.application.commands.set(COMMANDS);
    client.on(Events.InteractionCreate, (interaction) => {
      if (interaction.isMessageContextMenuCommand())
        void interaction.reply(`like ${interaction.targetMessage.content}`);
    });
    const { message } = discord.message("adapters");
    expect((await discord.messageMenu("Similar papers", message).answer()).content).toBe("like adapters");
  });

  it("refuses what is too long with DiscordAPIError 50035", async () => {
    const client = await login();
    const channel = await client.channels.fetch(discord.home.channel);
    if (!channel?.isSendable()) throw new Error("no channel");
    await expect(channel.send("a".repeat(2001))).rejects.toMatchObject({ code: 50035, status: 400 });
  });

  it("refuses an answer after 3 seconds", async () => {
    const client = await login();
    await client.application.commands.set(COMMANDS);
    const outcome = answering(client, (interaction) => {
      nowMs += 3_001;
      return interaction.isChatInputCommand() ? interaction.reply("late") : Promise.resolve();
    });
    discord.slash("papers search", { query: "a" });
    const error = await outcome;
    expect(error).toBeInstanceOf(DiscordAPIError);
    expect(error).toMatchObject({ code: 10062 });
  });

  it("tells of servers that come and go", async () => {
    const client = await login();
    const came = heard(client, Events.GuildCreate);
    const guild = discord.addGuild("Other");
    expect((await came)[0].id).toBe(guild);
    const went = heard(client, Events.GuildDelete);
    discord.removeGuild(guild);
    expect((await went)[0].id).toBe(guild);
  });
});

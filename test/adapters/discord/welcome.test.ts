import { describe, expect, it } from "vitest";
import { z } from "zod";
import { startDiscord, type FakeDiscord } from "../../fakes/discord/index.ts";
import { openDiscord } from "./setup.ts";
import { seenIn } from "./seen.ts";

const serverSchema = z.looseObject({ channels: z.array(z.looseObject({ id: z.string() })) });

/** The bot comes into a server whose channels stand in this order, from the top; the ids of those it wrote to. */
async function welcomedIn(
  discord: FakeDiscord,
  guild: string,
  fromTop: readonly string[],
  more: Readonly<Record<string, unknown>> = {},
): Promise<string[]> {
  const open = await openDiscord({ fake: discord });
  const headers = { authorization: `Bot ${discord.token}`, "user-agent": "DiscordBot (test, 1)" };
  const response = await fetch(`${discord.apiUrl}/v10/guilds/${guild}`, { headers });
  const server = serverSchema.parse(await response.json());
  const channels = server.channels.map((channel) => ({ ...channel, position: fromTop.indexOf(channel.id) }));
  discord.gateway.dispatch("GUILD_DELETE", { id: guild }, { guildId: guild });
  discord.gateway.dispatch("GUILD_CREATE", { ...server, channels, ...more }, { guildId: guild });
  await discord.next(({ message }) => message !== undefined && fromTop.includes(message.channel_id));
  await open.started.stop();
  return fromTop.filter((channel) => discord.messages(channel).length > 0);
}

describe("the welcome in a new server", () => {
  it("stands in the topmost channel where the bot may write, whichever was made first", async () => {
    const discord = await startDiscord();
    const guild = discord.addGuild("New");
    const bottom = discord.addChannel({ guild, name: "made-first" });
    const closed = discord.addChannel({ guild, name: "closed", permissions: ["VIEW_CHANNEL"] });
    const top = discord.addChannel({ guild, name: "made-last" });
    expect(await welcomedIn(discord, guild, [closed, top, bottom])).toEqual([top]);
    expect(seenIn(discord.messages(top)[0]?.components ?? []).text).toContain("Paperboy");
    await discord.stop();
  });

  it("stands in the server's channel for such messages where it names one", async () => {
    const discord = await startDiscord();
    const guild = discord.addGuild("New");
    const top = discord.addChannel({ guild, name: "top" });
    const named = discord.addChannel({ guild, name: "hello" });
    expect(await welcomedIn(discord, guild, [top, named], { system_channel_id: named })).toEqual([named]);
    await discord.stop();
  });
});

describe("a mention in a reply to somebody", () => {
  it("is answered like any other", async () => {
    const open = await openDiscord();
    const { discord } = open;
    const said = discord.message("we should read more on grokking");
    const asked = discord.mention("grokking", { replyTo: said.message.id });
    const answer = await asked.answer();
    expect(answer.message_reference?.message_id).toBe(asked.id);
    expect(seenIn(answer.components).papers.length).toBeGreaterThan(0);
    await open.close();
  });
});

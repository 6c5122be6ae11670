import { describe, expect, it } from "vitest";
import { z } from "zod";
import { systemTime } from "#src/time.ts";
import { start } from "#adapters/discord/start.ts";
import { OperatorError } from "#src/errors.ts";
import type { Bot } from "#src/platform/index.ts";
import { createTestBot } from "../../bot.ts";
import { startDiscord, type FakeDiscord } from "../../fakes/discord/index.ts";
import { openDiscord, optionsFor, refTo, type LogLine } from "./setup.ts";
import { seenIn } from "./seen.ts";

const callback = "POST /interactions/{interaction_id}/{interaction_token}/callback";

describe("the connection to Discord", () => {
  it("is refused with a line for the operator where the token is wrong", async () => {
    const discord = await startDiscord();
    const bot = await createTestBot({ payloadLimit: 100 });
    const wrong = start({ ...optionsFor(discord, []), bot, token: "wrong.token.here" });
    await expect(wrong).rejects.toThrow(OperatorError);
    await expect(wrong).rejects.toMatchObject({ code: "discord_token_refused", exitCode: 2 });
    await expect(wrong).rejects.not.toThrow("wrong.token.here");
    await discord.stop();
  });

  it("is refused in the same way where only the gateway says so", async () => {
    const discord = await startDiscord();
    const bot = await createTestBot({ payloadLimit: 100 });
    const starting = start({ ...optionsFor(discord, []), bot });
    await expect.poll(() => discord.gateway.connected).toBe(1);
    const { stop, ended } = await starting;
    discord.gateway.close(4004);
    expect(await ended).toMatchObject({ code: "discord_token_refused" });
    await stop();
    await discord.stop();
  });

  it("is tried again in the background while Discord cannot be reached", async () => {
    const discord = await startDiscord();
    // Four tries of the client, twice.
    discord.fail("GET /gateway/bot", { kind: "status", status: 503 }, 8);
    const { lines, close } = await openDiscord({ fake: discord });
    expect(lines.filter(({ message }) => message === "discord cannot be reached").length).toBeGreaterThan(0);
    await expect.poll(() => discord.commands().length).toBe(1);
    expect(seenIn((await discord.mention("about").answer()).components).text).toMatch(/Paperboy/);
    await close();
  });

  it("is given up at once when stopped, and harms nothing until then", async () => {
    const discord = await startDiscord();
    discord.fail("GET /gateway/bot", { kind: "status", status: 503 }, Number.POSITIVE_INFINITY);
    const wait = (_ms: number, signal?: AbortSignal) =>
      new Promise<void>((resolve) =>
        signal?.aborted ? resolve() : signal?.addEventListener("abort", () => resolve()),
      );
    const { platform, started } = await openDiscord({ fake: discord, time: { ...systemTime, wait } });
    expect(await platform.canPost(refTo(discord))).toBe("yes");
    expect(await platform.find(refTo(discord), "key", new Date())).toBe("unknown");
    await started.stop();
    expect(discord.gateway.identified).toBe(0);
    await discord.stop();
  });

  it("resumes after a reconnect and a break, and answers what came meanwhile once", async () => {
    const { discord, requests, close } = await openDiscord();
    for (const breakIt of [() => discord.gateway.askToReconnect(), () => discord.gateway.close(4000)]) {
      breakIt();
      await expect.poll(() => discord.gateway.connected).toBe(0);
      const asked = discord.mention("about");
      await asked.answer();
      expect(requests.filter(({ id }) => id === asked.id)).toHaveLength(1);
    }
    expect(discord.gateway.resumed).toBe(2);
    await close();
  });

  it("identifies anew where its session is over, and tells a welcome to no old server", async () => {
    const joined: unknown[] = [];
    const bot = {
      ...(await createTestBot({ payloadLimit: 100 })),
      changed: async (where: unknown) => void joined.push(where),
    };
    const { discord, close } = await openDiscord({ bot });
    discord.gateway.invalidate();
    await expect.poll(() => discord.gateway.identified).toBe(2);
    await discord.mention("about").answer();
    expect(joined).toEqual([]);
    await close();
  });

  it("finishes what is in hand when stopped, and takes nothing new", async () => {
    const real = await createTestBot({ payloadLimit: 100 });
    const asked = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    const slow: Bot = {
      ...real,
      handle: async (request) => {
        asked.resolve();
        await release.promise;
        return real.handle(request);
      },
    };
    const { discord, started, requests } = await openDiscord({ bot: slow });
    const inHand = discord.slash("papers about");
    await asked.promise;
    const stopped = started.stop();
    discord.slash("papers about");
    release.resolve();
    expect(seenIn((await inHand.answer()).components).text).toMatch(/Paperboy/);
    await stopped;
    expect(requests).toHaveLength(1);
    await expect.poll(() => discord.gateway.connected).toBe(0);
    await discord.stop();
  });

  it("acknowledges before the bot is asked", async () => {
    const real = await createTestBot({ payloadLimit: 100 });
    const order: string[] = [];
    const { discord, close } = await openDiscord({
      bot: {
        ...real,
        handle: async (request) => {
          order.push(...discord.calls.filter(({ route }) => route === callback).map(() => "acknowledged"), "asked");
          return real.handle(request);
        },
      },
    });
    await discord.slash("papers about").answer();
    expect(order).toEqual(["acknowledged", "asked"]);
    await close();
  });

  it("survives a bot that throws", async () => {
    const real = await createTestBot({ payloadLimit: 100 });
    const lines: LogLine[] = [];
    let isBroken = true;
    const discord = await startDiscord();
    const { stop } = await start({
      ...optionsFor(discord, lines),
      bot: {
        ...real,
        handle: async (request) => {
          if (isBroken) throw new Error("a secret of the bot");
          return real.handle(request);
        },
      },
    });
    discord.mention("about");
    await expect.poll(() => lines.at(-1)?.message).toBe("an event could not be answered");
    expect(JSON.stringify(lines)).not.toContain("secret");
    isBroken = false;
    await discord.mention("about").answer();
    await stop();
    await discord.stop();
  });
});

describe("servers and channels that come and go", () => {
  it("are welcomed once in the first channel where the bot may write", async () => {
    const { discord, close } = await openDiscord();
    const second = await openDiscord({ fake: discord });
    const guild = discord.addGuild("New");
    discord.addChannel({ guild, name: "closed", permissions: ["VIEW_CHANNEL"] });
    const channel = discord.addChannel({ guild, name: "general" });
    const joined = await serverPayload(discord, guild);
    discord.gateway.dispatch("GUILD_DELETE", { id: guild }, { guildId: guild });
    discord.gateway.dispatch("GUILD_CREATE", joined, { guildId: guild });
    const posts = () => discord.calls.filter(({ path, method }) => method === "POST" && path.includes(channel));
    // Two processes heard of it, and post with one nonce.
    await expect.poll(() => posts().filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(2);
    expect(discord.messages(channel)).toHaveLength(1);
    expect(seenIn(discord.messages(channel)[0]?.components ?? []).text).toMatch(/Hello, I am Paperboy/);
    await second.started.stop();
    await close();
  });

  it("are told to the bot", async () => {
    const told: unknown[] = [];
    const real = await createTestBot({ payloadLimit: 100 });
    const bot: Bot = {
      ...real,
      joined: async (where) => {
        told.push(where);
        return undefined;
      },
    };
    const { discord, close } = await openDiscord({ bot });
    const guild = discord.addGuild("New");
    await expect.poll(() => told).toEqual([{ platform: "discord", workspace: guild }]);
    await close();
  });
});

async function serverPayload({ apiUrl, token }: FakeDiscord, guild: string): Promise<Record<string, unknown>> {
  const headers = { authorization: `Bot ${token}`, "user-agent": "DiscordBot (test, 1)" };
  return z
    .record(z.string(), z.unknown())
    .parse(await (await fetch(`${apiUrl}/v10/guilds/${guild}`, { headers })).json());
}

import { start } from "#adapters/discord/start.ts";
import type { Bot, ChannelRef, Request } from "#src/platform/index.ts";
import { createTestBot } from "../../bot.ts";
import { hurried } from "../../time.ts";
import { withDeadlines } from "../with-deadlines.ts";
import { startDiscord, type FakeDiscord } from "../../fakes/discord/index.ts";

export interface LogLine {
  readonly level: "info" | "error";
  readonly fields: Readonly<Record<string, unknown>>;
  readonly message: string;
}

export type StartOptions = Parameters<typeof start>[0];
export type Started = Awaited<ReturnType<typeof start>>;

/** The adapter with the real bot, connected to a fake Discord. */
export interface OpenDiscord {
  readonly discord: FakeDiscord;
  readonly platform: ReturnType<typeof withDeadlines>;
  readonly started: Started;
  readonly lines: LogLine[];
  /** Everything the bot was asked. */
  readonly requests: Request[];
  readonly close: () => Promise<void>;
}

export async function openDiscord(
  options: Partial<StartOptions> & { fake?: FakeDiscord; deadlineMs?: number } = {},
): Promise<OpenDiscord> {
  const { fake, deadlineMs, ...given } = options;
  const discord = fake ?? (await startDiscord());
  const lines: LogLine[] = [];
  const requests: Request[] = [];
  const bot = recording(given.bot ?? claimingOnce(await createTestBot({ payloadLimit: 100 })), requests);
  const started = await start({ ...optionsFor(discord, lines), ...given, bot });
  return {
    discord,
    platform: withDeadlines(started.platform, deadlineMs),
    started,
    lines,
    requests,
    close: async () => {
      await started.stop();
      await discord.stop();
    },
  };
}

/** Everything but the bot. Pauses are skipped, so that no test sleeps. */
export function optionsFor(discord: FakeDiscord, lines: LogLine[]): Omit<StartOptions, "bot"> {
  return {
    token: discord.token,
    apiUrl: discord.apiUrl,
    time: hurried,
    log: {
      info: (fields, message) => lines.push({ level: "info", fields, message }),
      warn: () => undefined,
      error: (fields, message) => lines.push({ level: "error", fields, message }),
    },
  };
}

export function refTo(discord: FakeDiscord, channel = discord.home.channel, guild = discord.home.guild): ChannelRef {
  return { platform: "discord", workspace: guild, id: channel };
}

/** The bot answers an event once, as it does with a store behind it. */
function claimingOnce(bot: Bot): Bot {
  const claimed = new Set<string>();
  return {
    ...bot,
    handle: async (request) => {
      if (claimed.has(request.id)) return undefined;
      claimed.add(request.id);
      return bot.handle(request);
    },
  };
}

function recording(bot: Bot, requests: Request[]): Bot {
  return {
    ...bot,
    handle: (request) => {
      requests.push(request);
      return bot.handle(request);
    },
  };
}

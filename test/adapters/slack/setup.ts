import { z } from "zod";
import { manifest } from "#adapters/slack/manifest.ts";
import { start, type SlackOptions } from "#adapters/slack/start.ts";
import { commands } from "#src/commands/index.ts";
import type { Bot, ChannelRef, Request, Running } from "#src/platform/index.ts";
import { startSlack, type Channel, type FakeSlack, type Message, type Sent } from "../../fakes/slack/index.ts";
import { createTestBot } from "../../bot.ts";
import { hurried } from "../../time.ts";
import { withDeadlines } from "../with-deadlines.ts";

export interface LogLine {
  readonly level: "info" | "error";
  readonly fields: Readonly<Record<string, unknown>>;
  readonly message: string;
}

/** The adapter with the real bot, connected to a fake Slack that allows exactly what the manifest asks for. */
export interface OpenSlack {
  readonly slack: FakeSlack;
  readonly running: Running;
  readonly platform: ReturnType<typeof withDeadlines>;
  readonly lines: LogLine[];
  close(): Promise<void>;
}

export async function openSlack(
  options: { bot?: Bot; deadlineMs?: number } & Partial<SlackOptions> = {},
): Promise<OpenSlack> {
  const slack = await startSlack({ scopes: manifestScopes() });
  const lines: LogLine[] = [];
  const running = await start({
    ...optionsFor(slack, lines),
    bot: claimingOnce(await createTestBot({ payloadLimit: 2000 })),
    ...options,
  });
  return {
    slack,
    running,
    platform: withDeadlines(running.platform, options.deadlineMs),
    lines,
    close: async () => {
      await running.stop();
      await slack.stop();
    },
  };
}

/** Everything but the bot. Pauses are skipped, so that no test sleeps. */
export function optionsFor(slack: FakeSlack, lines: LogLine[]): Omit<SlackOptions, "bot"> {
  return {
    botToken: slack.botToken,
    appToken: slack.appToken,
    apiUrl: slack.apiUrl,
    time: hurried,
    log: {
      info: (fields, message) => lines.push({ level: "info", fields, message }),
      warn: () => undefined,
      error: (fields, message) => lines.push({ level: "error", fields, message }),
    },
  };
}

export function manifestScopes(): string[] {
  const shape = z.object({ oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }) });
  return shape.parse(manifest(commands)).oauth_config.scopes.bot;
}

/**
 * The bot's messages in a channel once all of this was heard and what came of it is done: the adapter is stopped for it,
 * so that nothing comes later.
 */
export async function answersAfter(
  { running, slack }: OpenSlack,
  channel: Channel,
  sent: readonly Sent[],
): Promise<Message[]> {
  await Promise.all(sent.flatMap((one) => one.envelopes.map(() => one.acked())));
  await running.stop();
  return slack.messages(channel).filter(({ byBot }) => byBot);
}

export function refTo(slack: FakeSlack, channel: Channel): ChannelRef {
  return { platform: "slack", workspace: slack.teamId, id: channel.id };
}

/** The bot answers an event once, as it does with a store behind it. */
export function claimingOnce(bot: Bot): Bot {
  const claimed = new Set<string>();
  return {
    ...bot,
    handle: async (request: Request) => {
      if (claimed.has(request.id)) return undefined;
      claimed.add(request.id);
      return bot.handle(request);
    },
  };
}

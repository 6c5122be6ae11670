import { setTimeout as sleep } from "node:timers/promises";
import type { Bot, ChannelRef } from "#src/platform/index.ts";
import { start } from "#adapters/discord/start.ts";
import { allComponents, startDiscord, type FakeDiscord } from "../fakes/discord/index.ts";
import { optionsFor, refTo } from "../adapters/discord/setup.ts";
import type { Opening, Stage } from "./row.ts";
import type { PassingTime } from "./time.ts";

export interface DiscordPlace extends Stage {
  readonly discord: FakeDiscord;
  readonly room: string;
  /** A thread, in which the edition comes instead. */
  readonly thread: string;
}

export const post = "POST /channels/{channel_id}/messages";
export const history = "GET /channels/{channel_id}/messages";

export async function openDiscordPlace(time: PassingTime, bot: Bot, { inThread }: Opening): Promise<DiscordPlace> {
  const discord = await startDiscord();
  const started = await start({
    ...optionsFor(discord, []),
    bot,
    time: { ...time, wait: async (ms, signal) => (signal?.aborted ? sleep(0) : time.pass(ms)) },
  });
  const parent = discord.addChannel({ name: "daily" });
  const thread = discord.addChannel({ name: "daily", type: "thread", parent });
  const room = inThread ? thread : parent;
  const calls = (route: string) => () => discord.calls.filter((call) => call.route === route).length;
  return {
    ...{ discord, room, thread, platform: started.platform },
    channel: refTo(discord, room),
    neighbour: refTo(discord),
    posts: calls(post),
    lookups: calls(history),
    keys: (channel?: ChannelRef) => discord.messages(channel?.id ?? room).flatMap(keyOf),
    stop: async () => {
      await started.stop();
      await discord.stop();
    },
  };
}

/** The key stands in the custom_id of one of the message's buttons (adapters/discord/key.ts). */
function keyOf({ components }: ReturnType<FakeDiscord["messages"]>[number]): string[] {
  const ids = [...allComponents(components)].map(({ custom_id }) => String(custom_id ?? ""));
  return ids.flatMap((id) => /\|([a-z2-7]{24})$/.exec(id)?.[1] ?? []);
}

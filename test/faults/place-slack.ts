import { setTimeout as sleep } from "node:timers/promises";
import type { Bot, ChannelRef } from "#src/platform/index.ts";
import { start } from "#adapters/slack/start.ts";
import { startSlack, type Channel, type FakeSlack } from "../fakes/slack/index.ts";
import { manifestScopes, optionsFor, refTo } from "../adapters/slack/setup.ts";
import type { Stage } from "./row.ts";
import type { PassingTime } from "./time.ts";

export interface SlackPlace extends Stage {
  readonly slack: FakeSlack;
  readonly room: Channel;
  /** Nobody listens at its address, until `up`. */
  readonly down: () => Promise<void>;
  readonly up: () => Promise<void>;
}

export const post = "chat.postMessage";
export const history = "conversations.history";

export async function openSlackPlace(time: PassingTime, bot: Bot): Promise<SlackPlace> {
  const slack = await startSlack({ scopes: manifestScopes() });
  let isDown = false;
  const running = await start({
    ...optionsFor(slack, []),
    bot,
    // A pause is over at once and has taken its time; a socket that looks for its Slack takes none.
    time: { ...time, wait: async (ms) => (isDown ? sleep(20) : time.pass(ms)) },
  });
  const room = slack.addChannel();
  const other = slack.addChannel();
  const calls = (method: string) => () => slack.calls.filter((call) => call.method === method).length;
  const keys = (channel?: ChannelRef): string[] =>
    slack
      .messages(channel?.id === other.id ? other : room)
      .flatMap(({ metadata }) => (metadata === undefined ? [] : [JSON.stringify(metadata["event_payload"])]));
  return {
    ...{ slack, room, platform: running.platform, keys },
    down: async () => {
      isDown = true;
      await slack.down();
      // What the library keeps of its connections learns that they are cut.
      await sleep(50);
    },
    up: async () => {
      await slack.up();
      isDown = false;
    },
    channel: refTo(slack, room),
    neighbour: refTo(slack, other),
    posts: calls(post),
    lookups: calls(history),
    stop: async () => {
      await running.stop();
      await slack.stop();
    },
  };
}

import { listSubscriptions } from "#src/channels/index.ts";
import type { Reply } from "#src/reply/index.ts";
import { changeChannel } from "./change-channel.ts";
import { command } from "./command.ts";
import { dailyState, pausedUntil } from "./daily-state.ts";
import { digestRoom } from "./digest-room.ts";

export const resume = command({
  name: "resume",
  summary: "End a pause: the daily post comes again at once",
  examples: ["resume"],
  changes: true,
  args: {},
  run: async (context): Promise<Reply> => {
    const { changeSettings } = await digestRoom();
    const { wasPaused, items } = await changeChannel(context, async (trx, channel, changing) => {
      const wasPaused = (await pausedUntil(channel, changing.now)) !== undefined;
      const now = await changeSettings(trx, channel, { pausedUntil: undefined }, changing);
      const topics = (await listSubscriptions(trx, channel.key)).length;
      return { wasPaused, items: await dailyState({ channel: now, topics, now: changing.now }) };
    });
    const title = wasPaused ? "The pause is over" : "There is no pause here";
    return {
      blocks: [
        { kind: "heading", text: title },
        { kind: "list", items },
      ],
      outcome: "answered",
      summary: title,
    };
  },
});

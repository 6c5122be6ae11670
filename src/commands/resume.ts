import { listSubscriptions } from "#src/channels/index.ts";
import type { Reply } from "#src/reply/index.ts";
import { changeChannel } from "./change-channel.ts";
import { command } from "./command.ts";
import { dailyState, pausedUntil } from "./daily-state.ts";

export const resume = command({
  name: "resume",
  summary: "End a pause: the daily post comes again at once",
  examples: ["resume"],
  changesSettings: true,
  args: {},
  run: async (context): Promise<Reply> => {
    const digest = await context.digest();
    const { wasPaused, items } = await changeChannel(context, async (trx, channel, changing) => {
      const wasPaused = pausedUntil(channel, changing.now) !== undefined;
      const now = await digest.changeSettings(trx, channel, { pausedUntil: undefined }, changing);
      const topics = (await listSubscriptions(trx, channel.key)).length;
      return { wasPaused, items: dailyState({ channel: now, topics, now: changing.now }) };
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

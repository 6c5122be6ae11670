import { listSubscriptions } from "#src/channels/index.ts";
import { dayInWords, localDate } from "#src/dates.ts";
import { Mistake } from "#src/errors.ts";
import type { Block, Reply } from "#src/reply/index.ts";
import { required } from "./argument.ts";
import { date, dateOf } from "./arguments/index.ts";
import { changeChannel } from "./change-channel.ts";
import { command } from "./command.ts";
import { dailyState } from "./daily-state.ts";

export const pause = command({
  name: "pause",
  summary: "No daily post until a day, on which it comes again",
  examples: ["pause until monday", "pause until 2027-01-04", "pause until 1 dec", "pause until in 3 days"],
  changesSettings: true,
  args: { until: required(date(), "The day on which it comes again") },
  run: async (context): Promise<Reply> => {
    const digest = await context.digest();
    const { until, items, daily } = await changeChannel(context, async (trx, channel, changing) => {
      const today = localDate(changing.now, channel.settings.zone);
      const until = dateOf(context.args.until, today);
      if (until <= today) {
        throw new Mistake("date_past", `${until} is not after today, ${today}: the post can only come again later`, {
          example: `pause until ${dateOf("tomorrow", today)}`,
        });
      }
      const paused = await digest.changeSettings(trx, channel, { pausedUntil: until }, changing);
      const topics = (await listSubscriptions(trx, channel.key)).length;
      return {
        until,
        daily: paused.settings.daily,
        items: dailyState({ channel: paused, topics, now: changing.now }),
      };
    });
    const title = `Paused until ${dayInWords(until)}`;
    const off: Block[] = daily ? [] : [{ kind: "notice", tone: "info", text: ["The daily post is off here anyway."] }];
    return {
      blocks: [
        { kind: "heading", text: title },
        ...off,
        { kind: "list", items },
        {
          kind: "buttons",
          buttons: [{ label: "Resume", press: "answer", call: { command: "resume", args: {} } }],
        },
      ],
      outcome: "answered",
      summary: title,
    };
  },
});

import { Mistake } from "#src/errors.ts";
import { choice, command, days, integer, optional, time, zone } from "#src/commands/index.ts";

/** The hardest declaration of the contract, `daily`: parts in any order, three of them alone. Proves the grammar before the command is built. */
export const dailyDeclaration = command({
  name: "daily",
  summary: "The day's papers in this channel, at its hour",
  examples: ["daily at 09:00 Europe/Berlin weekdays count 5", "daily on", "daily off", "daily preview"],
  args: {
    action: optional(choice(["on", "off", "preview", "now"]), "Turn it on or off, see the next one, or post it now"),
    at: optional(time(), "Hour of the day"),
    zone: optional(zone(), "Time zone or city"),
    days: optional(days(), "Days of the week"),
    count: optional(integer({ min: 1, max: 10, keyword: "count" }), "How many papers"),
    content: optional(choice(["topics only", "everything"]), "Only this channel's topics, or trending papers too"),
    nothing_new: optional(
      choice(["say so", "stay quiet"], { keyword: "nothing new:" }),
      "What to do on a day without new papers",
    ),
  },
  check: ({ action, ...parts }) => {
    const given = Object.values(parts).some((part) => part !== undefined);
    if (action !== undefined && action !== "on" && given) {
      throw new Mistake("stands_alone", `${action} stands alone`, { example: action });
    }
  },
  run: async ({ args }) => ({ blocks: [], outcome: "answered", summary: JSON.stringify(args) }),
});

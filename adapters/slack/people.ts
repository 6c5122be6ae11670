import { z } from "zod";
import type { Log } from "#src/log.ts";
import type { Actor } from "#src/platform/index.ts";
import { reasonOf } from "./errors.ts";
import type { CallMethod } from "./web.ts";

const userAnswer = z.object({
  user: z.object({ tz: z.string().optional(), is_admin: z.boolean().optional(), is_owner: z.boolean().optional() }),
});
const channelAnswer = z.object({ channel: z.object({ creator: z.string().optional() }) });

/**
 * Who asked, by what Slack tells of people and channels. What Slack cannot say now (an outage, a missing scope) counts as
 * not known: no time zone, no manager.
 */
export function createPeople({ call, log }: { call: CallMethod; log: Log }) {
  return function actorOf(id: string, name: string, channel: string): Actor {
    let told: Promise<z.infer<typeof userAnswer>["user"]> | undefined;
    const user = () => (told ??= call("users.info", { user: id }).then((answer) => userAnswer.parse(answer).user));

    async function known<T>(ask: () => Promise<T>): Promise<T | undefined> {
      try {
        return await ask();
      } catch (error) {
        log.error(
          { platform: "slack", user: id, channel, reason: reasonOf(error) },
          "Slack did not tell about a person",
        );
        return undefined;
      }
    }

    const isCreator = async (): Promise<boolean> =>
      channelAnswer.parse(await call("conversations.info", { channel })).channel.creator === id;

    return {
      id,
      name,
      timeZone: () => known(async () => (await user()).tz),
      isManager: async () => {
        if (isDirect(channel)) return true;
        const ranks = await known(user);
        if (ranks?.is_admin === true || ranks?.is_owner === true) return true;
        return (await known(isCreator)) === true;
      },
    };
  };
}

export type ActorOf = ReturnType<typeof createPeople>;

/** A conversation of one person with the bot: Slack's ids of these begin with D. */
export function isDirect(channel: string): boolean {
  return channel.startsWith("D");
}

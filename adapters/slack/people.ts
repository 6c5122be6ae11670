import { z } from "zod";
import type { Log } from "#src/log.ts";
import type { Actor, ChannelRef } from "#src/platform/index.ts";
import { reasonOf } from "./errors.ts";
import type { CallMethod } from "./web.ts";

const userAnswer = z.object({
  user: z.object({
    team_id: z.string().optional(),
    name: z.string().optional(),
    real_name: z.string().optional(),
    profile: z.object({ display_name: z.string().optional() }).optional(),
    tz: z.string().optional(),
    is_admin: z.boolean().optional(),
    is_owner: z.boolean().optional(),
  }),
});
const channelAnswer = z.object({ channel: z.object({ creator: z.string().optional() }) });

/**
 * Who asked, by what Slack tells of people and channels. What Slack cannot say now (an outage, a missing scope) counts as
 * not known: no time zone, no manager, the name that came with the event.
 */
export function createPeople({ call, log }: { call: CallMethod; log: Log }) {
  return function actorOf(id: string, handle: string, { id: channel, workspace }: ChannelRef): Actor {
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
      name: async () => {
        const told = await known(user);
        return [told?.profile?.display_name, told?.real_name, told?.name].find((name) => name) ?? handle;
      },
      timeZone: () => known(async () => (await user()).tz),
      isManager: async () => {
        if (isDirect(channel)) return true;
        const ranks = await known(user);
        // In a channel shared with another company, its people manage nothing of ours.
        if (ranks?.team_id !== undefined && ranks.team_id !== workspace) return false;
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

import { z } from "zod";
import type { ChannelRef } from "#src/platform/index.ts";
import type { Identity } from "./identity.ts";

const joined = z.object({ event: z.object({ user: z.string(), channel: z.string() }) });

const renumbered = z.object({ event: z.object({ old_channel_id: z.string(), new_channel_id: z.string() }) });

/** A channel's old id and its new one: Slack changes it where a channel is shared with another company, or moved. */
export function movedChannel(body: unknown, { workspace }: Identity): readonly [from: ChannelRef, to: ChannelRef] {
  const { old_channel_id: from, new_channel_id: to } = renumbered.parse(body).event;
  return [
    { platform: "slack", workspace, id: from },
    { platform: "slack", workspace, id: to },
  ];
}

/** The channel that let the bot in; undefined where somebody else joined. */
export function joinedChannel(body: unknown, { workspace, userId }: Identity): ChannelRef | undefined {
  const { user, channel } = joined.parse(body).event;
  return user === userId ? { platform: "slack", workspace, id: channel } : undefined;
}

import { z } from "zod";
import type { ChannelRef } from "#src/platform/index.ts";
import type { Identity } from "./identity.ts";

const joined = z.object({ event: z.object({ user: z.string(), channel: z.string() }) });

/** The channel that let the bot in; undefined where somebody else joined. */
export function joinedChannel(body: unknown, { workspace, userId }: Identity): ChannelRef | undefined {
  const { user, channel } = joined.parse(body).event;
  return user === userId ? { platform: "slack", workspace, id: channel } : undefined;
}

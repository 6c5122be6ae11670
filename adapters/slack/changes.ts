import { z } from "zod";
import type { Bot, ChannelRef, WorkspaceRef } from "#src/platform.ts";
import type { Identity } from "./identity.ts";
import type { events } from "./scopes.ts";

/** Events that say where the bot is: its listeners and the manifest's list stand in scopes.ts. */
export type ChangeEvent = Exclude<keyof typeof events, "app_mention" | "message.im">;

interface Change {
  readonly where: ChannelRef | WorkspaceRef;
  readonly what: Parameters<Bot["changed"]>[1];
}

const ofChannel = z.object({ event: z.object({ channel: z.union([z.string(), z.object({ id: z.string() })]) }) });
const joined = z.object({ event: z.object({ user: z.string() }) });
const revoked = z.object({ event: z.object({ tokens: z.object({ bot: z.array(z.string()).default([]) }) }) });

/** What an event means to the bot; undefined where it is about somebody else. */
export function changeOf(type: ChangeEvent, body: unknown, { workspace, userId }: Identity): Change | undefined {
  switch (type) {
    case "member_joined_channel":
      return joined.parse(body).event.user === userId ? channelChange("joined") : undefined;
    case "channel_left":
    case "group_left":
      return channelChange("left");
    case "channel_rename":
    case "group_rename":
      return channelChange("renamed");
    case "channel_archive":
    case "channel_deleted":
    case "group_archive":
    case "group_deleted":
      return channelChange("gone");
    case "tokens_revoked":
      return revoked.parse(body).event.tokens.bot.length > 0 ? workspaceGone() : undefined;
    case "app_uninstalled":
      return workspaceGone();
  }

  function channelChange(what: Change["what"]): Change {
    const { channel } = ofChannel.parse(body).event;
    const id = typeof channel === "string" ? channel : channel.id;
    return { where: { platform: "slack", workspace, id }, what };
  }

  function workspaceGone(): Change {
    return { where: { platform: "slack", workspace }, what: "gone" };
  }
}

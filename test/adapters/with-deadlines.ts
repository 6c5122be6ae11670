import type { ChannelRef, Platform } from "#src/platform/index.ts";
import type { Reply } from "#src/reply/index.ts";
import { patience } from "../patience.ts";

/** A platform whose calls have a deadline each, so many milliseconds from their beginning, as the digest gives them. */
export function withDeadlines(platform: Platform, ms = patience(15_000)) {
  return {
    ...platform,
    post: (channel: ChannelRef, edition: Reply, key: string) =>
      platform.post(channel, edition, key, AbortSignal.timeout(ms)),
    find: (channel: ChannelRef, key: string, since: Date) =>
      platform.find(channel, key, since, AbortSignal.timeout(ms)),
  };
}

import type { Subscription } from "#src/channels/index.ts";
import { bold, text, type Text } from "#src/reply/index.ts";

/** The topics of a channel in one line, each by its number. */
export function topicsInWords(subscriptions: readonly Subscription[]): Text {
  if (subscriptions.length === 0) return text(bold("Topics here:"), " none");
  const listed = subscriptions.map(({ topic }, at) => `${at + 1}. ${topic.typed}`).join(" · ");
  return text(bold("Topics here:"), ` ${listed}`);
}

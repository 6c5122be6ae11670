export {
  channelKey,
  channelOf,
  findChannel,
  nextInWords,
  openChannel,
  workspaceKey,
  type Channel,
  type Settings,
} from "./channel.ts";
export { moveChannel } from "./move.ts";
export { catchUp } from "./catch-up.ts";
export { everChanged } from "./ever-changed.ts";
export { recentChanges, recordChange, type Change } from "./change.ts";
export {
  listSubscriptions,
  subscribe,
  subscriptionsOf,
  topicLimit,
  unsubscribe,
  type Subscription,
  type WhichTopic,
} from "./subscription.ts";
export { filedUnder, parseTopic, type Topic } from "./topic.ts";
export { catches, caughtBy, createTopicMatcher } from "./matcher.ts";
export { readPaper, type ReadPaper } from "./read-paper.ts";
export { termFrequency } from "./frequency.ts";

import type { Kysely, Selectable, Transaction } from "kysely";
import { Mistake } from "#src/errors.ts";
import type { Database } from "#src/store/index.ts";
import { recordChange } from "./change.ts";
import type { FiledTopic } from "./matcher.ts";
import { parseTopic, readTopic, type Topic } from "./topic.ts";

/** A topic that a channel follows. */
export interface Subscription extends FiledTopic {
  readonly channel: string;
  readonly madeBy: string;
  readonly madeAt: number;
  /** Papers first seen after this instant are new to it. */
  readonly newAfter: number;
  /** When it last brought a paper into an edition. */
  readonly caughtAt: number | undefined;
}

/** A topic by its place in `listSubscriptions`, from 1, or as somebody types it; or all of them. */
export type WhichTopic = { readonly all: true } | { readonly place: number } | { readonly topic: string };

/** How many topics a channel can follow. */
export const topicLimit = 100;

interface Making {
  readonly actor: string;
  /** Milliseconds. */
  readonly now: number;
  /** The newest `firstSeenAt` of all papers, in this transaction: what is there already is not new. */
  readonly newAfter: number;
  readonly filedUnder: (topic: Topic) => string;
}

/**
 * Adds topics to a channel that this transaction holds (`openChannel`); returns those that were not there yet. Throws
 * a Mistake, having saved nothing, where they would be too many.
 */
export async function subscribe(
  trx: Transaction<Database>,
  channel: string,
  topics: readonly Topic[],
  { actor, now, newAfter, filedUnder }: Making,
): Promise<Topic[]> {
  const known = await subscriptionsOf(trx, [channel]);
  const taken = new Set(known.map(({ topic }) => topic.canonical));
  const fresh = [...new Map(topics.map((topic) => [topic.canonical, topic])).values()].filter(
    ({ canonical }) => !taken.has(canonical),
  );
  if (known.length + fresh.length > topicLimit) {
    throw new Mistake(
      "too_many_topics",
      `a channel follows at most ${topicLimit} topics; there are ${known.length} here, and ${fresh.length} would come`,
      { example: "unsubscribe 1" },
    );
  }
  if (fresh.length === 0) return [];
  // One instant each, so that topics keep the order in which they were typed: `unsubscribe 1` is the first.
  const first = Math.max(now, ...known.map(({ madeAt }) => madeAt + 1));
  await trx
    .insertInto("subscription")
    .values(
      fresh.map((topic, at) => ({
        channel,
        canonical: topic.canonical,
        typed: topic.typed,
        filed_under: filedUnder(topic),
        made_by: actor,
        made_at: first + at,
        new_after: newAfter,
        caught_at: null,
      })),
    )
    .execute();
  const after = fresh.map(({ typed }) => typed).join(", ");
  await recordChange(trx, channel, { at: now, actor, what: "subscribe", before: "", after });
  return fresh;
}

/**
 * Takes topics away from a channel that this transaction holds; returns them. Throws a Mistake where there is no such
 * topic.
 */
export async function unsubscribe(
  trx: Transaction<Database>,
  channel: string,
  which: WhichTopic,
  { actor, now }: Pick<Making, "actor" | "now">,
): Promise<readonly Subscription[]> {
  const known = await listSubscriptions(trx, channel);
  const gone = chosen(known, which);
  if (gone.length === 0) return [];
  await trx
    .deleteFrom("subscription")
    .where("channel", "=", channel)
    .where(
      "canonical",
      "in",
      gone.map(({ topic }) => topic.canonical),
    )
    .execute();
  const before = gone.map(({ topic }) => topic.typed).join(", ");
  await recordChange(trx, channel, { at: now, actor, what: "unsubscribe", before, after: "" });
  return gone;
}

/** The topics of a channel in the order in which they were made. */
export async function listSubscriptions(db: Kysely<Database>, channel: string): Promise<Subscription[]> {
  return subscriptionsOf(db, [channel]);
}

/** The topics of several channels, those of each in the order in which they were made. */
export async function subscriptionsOf(db: Kysely<Database>, channels: readonly string[]): Promise<Subscription[]> {
  if (channels.length === 0) return [];
  const rows = await db
    .selectFrom("subscription")
    .selectAll()
    .where("channel", "in", channels)
    .orderBy("made_at")
    .orderBy("typed")
    .execute();
  return rows.map(subscriptionOf);
}

function chosen(known: readonly Subscription[], which: WhichTopic): readonly Subscription[] {
  if ("all" in which) return known;
  const found = "place" in which ? known[which.place - 1] : withTopic(known, which.topic);
  if (found !== undefined) return [found];
  throw new Mistake(
    "unknown_topic",
    known.length === 0
      ? "this channel follows no topics"
      : "place" in which
        ? `there are ${known.length} topics here, no number ${which.place}`
        : `“${which.topic}” is no topic of this channel`,
    { example: known.length === 0 ? "subscribe low-rank adapters" : "subscriptions" },
  );
}

function withTopic(known: readonly Subscription[], typed: string): Subscription | undefined {
  const { canonical } = parseTopic(typed);
  return known.find(({ topic }) => topic.canonical === canonical);
}

function subscriptionOf(row: Selectable<Database["subscription"]>): Subscription {
  return {
    channel: row.channel,
    topic: readTopic(row),
    filedUnder: row.filed_under,
    madeBy: row.made_by,
    madeAt: row.made_at,
    newAfter: row.new_after,
    caughtAt: row.caught_at ?? undefined,
  };
}

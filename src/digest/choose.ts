import type { Kysely } from "kysely";
import {
  caughtBy,
  createTopicMatcher,
  readPaper,
  subscriptionsOf,
  type Channel,
  type ReadPaper,
  type Subscription,
} from "#src/channels/index.ts";
import type { Corpus } from "#src/corpus/index.ts";
import type { Library } from "#src/library/index.ts";
import type { Database } from "#src/store/index.ts";
import { trending, type Placed } from "#src/trending/index.ts";
import type { EditionContent, EditionPaper } from "./content.ts";

/** What the next edition of a channel would hold, and what follows for the channel when it is planned. */
export interface Chosen {
  readonly content: EditionContent;
  /** Nothing new, and the channel does not want to be told. */
  readonly skip: boolean;
  /** Ids that count as shown: the papers in it and those left out for good. */
  readonly shown: readonly string[];
  readonly caughtUpTo: number;
  readonly saidUsedUp: boolean;
  /** Topics that brought papers, by their canonical form. */
  readonly matchedTopics: readonly string[];
}

export interface Choosing {
  /** As it is listed now. */
  readonly corpus: Corpus;
  readonly library: Pick<Library, "newestAt" | "seenSince" | "sameAs">;
  /** Milliseconds. */
  readonly now: number;
}

/** After so long without an edition the newest papers come, and the others count as shown. */
const STALE_MS = 7 * 24 * 60 * 60 * 1_000;
/** Trending places looked at first; four times as many each time where a channel has seen those. */
const FIRST_PAGE = 16;

/** Chooses for several channels at once; by key. Writes nothing. */
export async function chooseContent(
  db: Kysely<Database>,
  channels: readonly Channel[],
  choosing: Choosing,
): Promise<ReadonlyMap<string, Chosen>> {
  const upTo = await choosing.library.newestAt(db);
  const subscriptions = await subscriptionsOf(
    db,
    channels.map(({ key }) => key),
  );
  const newPapers = await newOnTopics(db, channels, subscriptions, upTo, choosing);
  const stale = await staleChannels(
    db,
    channels.filter(({ key, settings }) => (newPapers.get(key)?.length ?? 0) > settings.count),
    subscriptions,
    choosing.now,
  );
  const drafts = channels.map((channel): Draft => {
    const all = newPapers.get(channel.key) ?? [];
    const isStale = stale.has(channel.key);
    const kept = all.slice(0, channel.settings.count);
    const rest = all.slice(kept.length);
    const lastLeft = rest.at(-1);
    // Those that did not fit stay new: the next look begins before the oldest of them.
    const waitFrom = Math.max(channel.caughtUpTo, (lastLeft?.firstSeenAt ?? 0) - 1);
    return {
      channel,
      topical: kept,
      leftOut: isStale ? rest : [],
      caughtUpTo: isStale || lastLeft === undefined ? upTo : waitFrom,
      trending: [],
      isExhausted: false,
    };
  });
  await addTrending(
    db,
    drafts.filter(({ channel }) => channel.settings.posts === "everything"),
    choosing,
  );
  const places = placeById(choosing.corpus);
  return new Map(drafts.map((draft) => [draft.channel.key, chosenFrom(draft, places)]));
}

interface Draft {
  readonly channel: Channel;
  readonly topical: readonly Caught[];
  readonly leftOut: readonly Caught[];
  readonly caughtUpTo: number;
  trending: Placed[];
  /** Every paper of the listing was shown, or is in this edition. */
  isExhausted: boolean;
}

interface Caught {
  readonly paper: ReadPaper;
  readonly firstSeenAt: number;
  readonly by: Subscription[];
}

/** For each channel what is new on its topics, the newest first seen first, then in the listing's order. */
async function newOnTopics(
  db: Kysely<Database>,
  channels: readonly Channel[],
  subscriptions: readonly Subscription[],
  upTo: number,
  { corpus, library }: Choosing,
): Promise<Map<string, Caught[]>> {
  const lookedAt = new Map(channels.map(({ key, caughtUpTo }) => [key, caughtUpTo]));
  const newAfter = (one: Subscription) => Math.max(one.newAfter, lookedAt.get(one.channel) ?? 0);
  const papers = await library.seenSince(db, Math.min(...subscriptions.map(newAfter)), upTo);
  const found = new Map<string, Map<string, Caught>>();
  if (papers.length > 0) {
    const seen = new Map(papers.map((recent) => [readPaper(recent.paper), recent]));
    for (const { filed, paper } of createTopicMatcher(subscriptions).match([...seen.keys()])) {
      const { firstSeenAt = 0, isNews = false } = seen.get(paper) ?? {};
      // What a source began with is new only to a topic that was told to catch up on everything.
      if (firstSeenAt <= newAfter(filed) || (!isNews && filed.newAfter > 0)) continue;
      const here = found.get(filed.channel) ?? new Map<string, Caught>();
      found.set(filed.channel, here);
      const known = here.get(paper.paper.id);
      if (known === undefined) here.set(paper.paper.id, { paper, firstSeenAt, by: [filed] });
      else known.by.push(filed);
    }
  }
  const ids = [...new Set([...found.values()].flatMap((here) => [...here.keys()]))];
  const shown = await shownAmong(db, [...found.keys()], await library.sameAs(db, ids));
  const places = placeById(corpus);
  const place = ({ paper }: Caught) => places.get(paper.paper.id)?.place ?? Number.POSITIVE_INFINITY;
  return new Map(
    [...found].map(([channel, here]) => [
      channel,
      [...here.values()]
        .filter(({ paper }) => !shown.has(shownKey(channel, paper.paper.id)))
        .sort((a, b) => b.firstSeenAt - a.firstSeenAt || (place(a) < place(b) ? -1 : 1)),
    ]),
  );
}

/** Of channels with more than fits, those without an edition for a week. */
async function staleChannels(
  db: Kysely<Database>,
  channels: readonly Channel[],
  subscriptions: readonly Subscription[],
  now: number,
): Promise<Set<string>> {
  if (channels.length === 0) return new Set();
  const rows = await db
    .selectFrom("edition")
    .select((row) => ["channel", row.fn.max("due_at").as("at")])
    .where(
      "channel",
      "in",
      channels.map(({ key }) => key),
    )
    .where("state", "in", ["planned", "sending", "sent", "skipped", "uncertain"])
    .groupBy("channel")
    .execute();
  const last = new Map(rows.map(({ channel, at }) => [channel, at]));
  const firstTopic = (key: string) =>
    Math.min(...subscriptions.filter(({ channel }) => channel === key).map(({ madeAt }) => madeAt));
  return new Set(channels.map(({ key }) => key).filter((key) => now - (last.get(key) ?? firstTopic(key)) >= STALE_MS));
}

/** Fills what is left of each edition with the first trending papers that its channel has not seen. */
async function addTrending(
  db: Kysely<Database>,
  drafts: readonly Draft[],
  { corpus, library }: Choosing,
): Promise<void> {
  const places = placesOf(corpus);
  const room = ({ channel, topical, trending }: Draft) => channel.settings.count - topical.length - trending.length;
  let open = drafts.filter((draft) => room(draft) > 0);
  for (let at = 0, size = FIRST_PAGE; at < places.length && open.length > 0; at += size, size *= 4) {
    const page = places.slice(at, at + size);
    const same = await library.sameAs(
      db,
      page.map(({ paper }) => paper.id),
    );
    const shown = await shownAmong(
      db,
      open.map(({ channel }) => channel.key),
      same,
    );
    for (const draft of open) {
      const taken = new Set([...draft.topical, ...draft.leftOut].map(({ paper }) => paper.paper.id));
      const unseen = page.filter(
        ({ paper }) =>
          !(same.get(paper.id) ?? []).some((id) => taken.has(id)) && !shown.has(shownKey(draft.channel.key, paper.id)),
      );
      draft.trending.push(...unseen.slice(0, room(draft)));
    }
    open = open.filter((draft) => room(draft) > 0);
  }
  for (const draft of open) draft.isExhausted = true;
}

function chosenFrom(draft: Draft, places: ReadonlyMap<string, Placed>): Chosen {
  const { channel, topical, leftOut, trending, isExhausted, caughtUpTo } = draft;
  const { settings } = channel;
  const fromTopics = topical.map(({ paper, by }): EditionPaper => {
    const place = settings.posts === "everything" ? places.get(paper.paper.id)?.why : undefined;
    const topics = by
      .toSorted((a, b) => a.madeAt - b.madeAt || (a.topic.typed < b.topic.typed ? -1 : 1))
      .map(({ topic }) => ({ topic: topic.typed, words: caughtBy(topic.rules, paper) }));
    return { id: paper.paper.id, topics, ...(place === undefined ? {} : { place }) };
  });
  const papers = [
    ...fromTopics,
    ...trending.map(({ paper, why }): EditionPaper => ({ id: paper.id, topics: [], place: why })),
  ];
  const usedUp = isExhausted && !channel.saidUsedUp;
  return {
    content: { papers, leftOut: leftOut.length, usedUp },
    skip: papers.length === 0 && !usedUp && settings.nothingNew === "stay quiet",
    shown: [...papers.map(({ id }) => id), ...leftOut.map(({ paper }) => paper.paper.id)],
    caughtUpTo,
    // Papers came that were not there: when they are used up, that is worth saying again.
    saidUsedUp: isExhausted || (channel.saidUsedUp && trending.length === 0),
    matchedTopics: [...new Set(topical.flatMap(({ by }) => by.map(({ topic }) => topic.canonical)))],
  };
}

/** Which papers, by the ids asked for, were shown where: a paper was as soon as any of its ids was. */
async function shownAmong(
  db: Kysely<Database>,
  channels: readonly string[],
  same: Awaited<ReturnType<Library["sameAs"]>>,
): Promise<Set<string>> {
  if (channels.length === 0 || same.size === 0) return new Set();
  const asked = new Map<string, string[]>();
  for (const [id, others] of same) for (const other of others) asked.set(other, [...(asked.get(other) ?? []), id]);
  const rows = await db
    .selectFrom("shown")
    .select(["channel", "paper"])
    .where("channel", "in", channels)
    .where("paper", "in", [...asked.keys()])
    .execute();
  return new Set(rows.flatMap(({ channel, paper }) => (asked.get(paper) ?? []).map((id) => shownKey(channel, id))));
}

function shownKey(channel: string, paper: string): string {
  return `${channel} ${paper}`;
}

function placesOf(corpus: Corpus): readonly Placed[] {
  return remembered(placed, corpus, () => trending(corpus.papers));
}

function placeById(corpus: Corpus): ReadonlyMap<string, Placed> {
  return remembered(byId, corpus, () => new Map(placesOf(corpus).map((place) => [place.paper.id, place])));
}

const placed = new WeakMap<Corpus, readonly Placed[]>();
const byId = new WeakMap<Corpus, ReadonlyMap<string, Placed>>();

function remembered<Value>(kept: WeakMap<Corpus, Value>, corpus: Corpus, make: () => Value): Value {
  const known = kept.get(corpus) ?? make();
  kept.set(corpus, known);
  return known;
}

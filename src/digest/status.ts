import type { Kysely, Selectable } from "kysely";
import { channelKey, findChannel, recentChanges, type Change, type Channel } from "#src/channels/index.ts";
import { momentInWords } from "#src/dates.ts";
import type { ChannelRef } from "#src/platform/index.ts";
import type { Database } from "#src/store/index.ts";
import { parseContent, type EditionPaper } from "./content.ts";
import { GRACE_MS } from "./limits.ts";

export type EditionState = Database["edition"]["state"];

/** How one edition stands, and why. */
export interface EditionStatus {
  readonly date: string;
  readonly state: EditionState;
  /** A whole sentence, its times in the channel's zone. */
  readonly sentence: string;
  readonly papers: number;
  readonly url: string | undefined;
}

export interface Status {
  readonly channel: Channel;
  /** The newest first. */
  readonly editions: readonly EditionStatus[];
  /** The newest first. */
  readonly changes: readonly Change[];
}

/** What a channel has chosen, what became of its last editions, and what was changed; undefined for a new channel. */
export async function status(
  db: Kysely<Database>,
  ref: ChannelRef,
  { editions, changes }: { readonly editions: number; readonly changes: number },
): Promise<Status | undefined> {
  const channel = await findChannel(db, ref);
  if (channel === undefined) return undefined;
  const rows = await db
    .selectFrom("edition")
    .selectAll()
    .where("channel", "=", channel.key)
    .orderBy("local_date", "desc")
    .limit(editions)
    .execute();
  return {
    channel,
    editions: rows.map((row) => ({
      date: row.local_date,
      state: row.state,
      sentence: sentenceOf(row, channel.settings.zone),
      papers: parseContent(row.content).papers.length,
      url: row.url ?? undefined,
    })),
    changes: await recentChanges(db, channel.key, changes),
  };
}

/** Where a paper was shown, and why. */
export interface WhyShown {
  readonly date: string;
  readonly state: EditionState;
  readonly entry: EditionPaper;
}

/** Why a paper is in the latest edition here that showed it, from what was frozen; undefined where none did. */
export async function whyShown(
  db: Kysely<Database>,
  ref: ChannelRef,
  /** All ids that it has (`Library.sameAs`). */
  ids: readonly string[],
): Promise<WhyShown | undefined> {
  const row = await db
    .selectFrom("shown")
    .innerJoin("edition", (join) =>
      join.onRef("edition.channel", "=", "shown.channel").onRef("edition.local_date", "=", "shown.local_date"),
    )
    .select(["edition.local_date", "edition.state", "edition.content"])
    .where("shown.channel", "=", channelKey(ref))
    .where("shown.paper", "in", ids)
    .orderBy("shown.local_date", "desc")
    .executeTakeFirst();
  const entry = row && parseContent(row.content).papers.find(({ id }) => ids.includes(id));
  return row && entry && { date: row.local_date, state: row.state, entry };
}

function sentenceOf(row: Selectable<Database["edition"]>, zone: string): string {
  const at = (instant: number | null) => momentInWords(instant ?? row.due_at, zone);
  const papers = parseContent(row.content).papers.length;
  const many = papers === 1 ? "one paper" : `${papers} papers`;
  const why = row.reason === null ? "" : `: ${row.reason.replace(/\.$/, "")}`;
  switch (row.state) {
    case "sent":
      return `Posted ${many} on ${at(row.settled_at)}.`;
    case "planned":
      return row.tries === 0
        ? `${capital(many)} are about to be posted.`
        : `Not posted yet${why}. Tried ${times(row.tries)}; the next try is on ${at(row.act_at)}, the last before ${at(row.due_at + GRACE_MS)}.`;
    case "sending":
      return row.reason === null ? "Being posted." : `Perhaps posted${why}. I look for it before I try again.`;
    case "uncertain":
      return `Perhaps posted on ${at(row.called_at)}, and the platform cannot tell${why}. If it is not here, post it again.`;
    case "failed":
      return `Not posted${why}. Its papers come in a later edition.`;
    case "missed":
      return `Missed: not posted within ${GRACE_MS / 3_600_000} hours of ${at(row.due_at)}${why}. Its papers come in a later edition.`;
    case "skipped":
      return "Skipped: nothing new.";
    case "cancelled":
      return `Cancelled${why}. Its papers come in a later edition.`;
  }
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function times(count: number): string {
  return count === 1 ? "once" : `${count} times`;
}

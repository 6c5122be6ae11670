import { sql, type Insertable, type Transaction } from "kysely";
import { workspaceKey, type Channel } from "#src/channels/index.ts";
import type { Database } from "#src/store/index.ts";
import type { Chosen } from "./choose.ts";
import { emptyContent, type EditionContent } from "./content.ts";
import { nextDue, type Due } from "./schedule.ts";
import { localDate } from "#src/dates.ts";

/** An edition about to be frozen: whose, of which date, and how it begins. */
export interface Freezing {
  readonly channel: Channel;
  readonly due: Due;
  /** From 1; a later attempt takes the place of an earlier one. */
  readonly attempt: number;
  /** What was chosen for it; undefined where it holds nothing: it was missed, or cannot be posted. */
  readonly chosen?: Chosen | undefined;
  /** `planned`, unless it ends as it begins. */
  readonly ends?: { readonly state: "skipped" | "missed" | "failed"; readonly reason?: string };
}

/**
 * The one way in which editions are frozen: their rows, their content, what counts as shown, which topics brought papers,
 * and the next due moment of their channels, in this transaction. Where a row of that date stands already with the same
 * or a later attempt, it stays, and only the channel moves on.
 */
export async function freeze(trx: Transaction<Database>, editions: readonly Freezing[], now: number): Promise<void> {
  if (editions.length === 0) return;
  const written = await saveRows(
    trx,
    editions.map((edition) => rowOf(edition, now)),
  );
  const fresh = editions.filter(({ channel }) => written.has(channel.key));
  await saveShown(trx, fresh);
  await saveCaught(trx, fresh, now);
  await moveChannels(trx, editions, written);
}

/** The same content again with the next attempt: what was frozen with the first still holds. */
export async function freezeAgain(
  trx: Transaction<Database>,
  channel: Channel,
  again: {
    readonly date: string;
    readonly attempt: number;
    readonly content: EditionContent;
    readonly caughtFrom: number;
    readonly now: number;
  },
): Promise<void> {
  const { date, attempt, content, caughtFrom, now } = again;
  const row = { ...blankRow(channel, { at: now, date }, attempt), state: "planned", act_at: now } as const;
  await saveRows(trx, [{ ...row, content: JSON.stringify(content), caught_from: caughtFrom }]);
}

function rowOf({ channel, due, attempt, chosen, ends }: Freezing, now: number): Insertable<Database["edition"]> {
  const row = {
    ...blankRow(channel, due, attempt),
    content: JSON.stringify(chosen?.content ?? emptyContent),
    caught_from: channel.caughtUpTo,
  };
  if (ends === undefined) return { ...row, state: "planned", act_at: now };
  return { ...row, state: ends.state, settled_at: now, reason: ends.reason ?? null };
}

/** A row before its first call, whichever attempt it is. */
function blankRow({ key, ref }: Channel, due: Due, attempt: number) {
  return {
    channel: key,
    local_date: due.date,
    workspace: workspaceKey(ref),
    platform: ref.platform,
    attempt,
    due_at: due.at,
    act_at: null,
    called_at: null,
    tries: 0,
    stopped: 0,
    settled_at: null,
    message: null,
    url: null,
    reason: null,
  };
}

/** Returns the channels whose row was written. */
async function saveRows(
  trx: Transaction<Database>,
  rows: readonly Insertable<Database["edition"]>[],
): Promise<ReadonlySet<string>> {
  const written = await trx
    .insertInto("edition")
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(["channel", "local_date"])
        .doUpdateSet((row) => ({
          state: row.ref("excluded.state"),
          attempt: row.ref("excluded.attempt"),
          due_at: row.ref("excluded.due_at"),
          content: row.ref("excluded.content"),
          caught_from: row.ref("excluded.caught_from"),
          act_at: row.ref("excluded.act_at"),
          called_at: row.ref("excluded.called_at"),
          tries: row.ref("excluded.tries"),
          stopped: row.ref("excluded.stopped"),
          settled_at: row.ref("excluded.settled_at"),
          message: row.ref("excluded.message"),
          url: row.ref("excluded.url"),
          reason: row.ref("excluded.reason"),
        }))
        .whereRef("edition.attempt", "<", "excluded.attempt"),
    )
    .returning("channel")
    .execute();
  return new Set(written.map(({ channel }) => channel));
}

/** Rows of one statement: it takes a limited number of parameters. */
const SHOWN_AT_ONCE = 1_000;

async function saveShown(trx: Transaction<Database>, editions: readonly Freezing[]): Promise<void> {
  const rows = editions.flatMap(({ channel, due, chosen }) =>
    (chosen?.shown ?? []).map((paper) => ({ channel: channel.key, paper, local_date: due.date })),
  );
  for (let at = 0; at < rows.length; at += SHOWN_AT_ONCE) {
    await trx
      .insertInto("shown")
      .values(rows.slice(at, at + SHOWN_AT_ONCE))
      .execute();
  }
}

async function saveCaught(trx: Transaction<Database>, editions: readonly Freezing[], now: number): Promise<void> {
  const matched = editions.flatMap(({ channel: { key }, chosen }) =>
    (chosen?.matchedTopics ?? []).map((canonical) => sql`(${key}, ${canonical})`),
  );
  if (matched.length === 0) return;
  await sql`update subscription set caught_at = ${now} where (channel, canonical) in (values ${sql.join(matched)})`.execute(
    trx,
  );
}

/** Moves channels on to their next due moment. */
async function moveChannels(
  trx: Transaction<Database>,
  editions: readonly Freezing[],
  written: ReadonlySet<string>,
): Promise<void> {
  const rows = editions.map(({ channel, due, chosen }) => {
    const { caughtUpTo, saidUsedUp } = (written.has(channel.key) ? chosen : undefined) ?? channel;
    const { lastDate, nextDueAt } = following(channel, due);
    return sql`(${channel.key}, cast(${nextDueAt ?? null} as bigint), ${lastDate}, cast(${caughtUpTo} as bigint), cast(${saidUsedUp ? 1 : 0} as integer))`;
  });
  await sql`
    with moved (key, next_due_at, last_date, caught_up_to, said_used_up) as (values ${sql.join(rows)})
    update channel set next_due_at = moved.next_due_at, last_date = moved.last_date,
      caught_up_to = moved.caught_up_to, said_used_up = moved.said_used_up
    from moved where channel.key = moved.key`.execute(trx);
}

/** The edition that a channel is due at this moment (milliseconds). */
export function dueAt({ settings }: Channel, at: number): Due {
  return { at, date: localDate(at, settings.zone) };
}

/** Where a channel stands after the edition of this due moment. Throws where its schedule cannot be worked out. */
export function following(
  { settings, lastDate: last }: Channel,
  { at, date }: Due,
): {
  readonly lastDate: string;
  readonly nextDueAt: number | undefined;
} {
  const lastDate = last === undefined || last < date ? date : last;
  return { lastDate, nextDueAt: settings.daily ? nextDue(settings, at, lastDate)?.at : undefined };
}

import { sql, type Insertable, type Selectable, type Transaction } from "kysely";
import { channelOf, workspaceKey, type Channel } from "#src/channels/index.ts";
import type { Logger } from "#src/log.ts";
import type { Database, Store } from "#src/store/index.ts";
import { chooseContent, type Chosen, type Choosing } from "./choose.ts";
import { emptyContent } from "./content.ts";
import { giveBack } from "./give-back.ts";
import { GRACE_MS, PLANS_AT_ONCE, ROWS_AT_ONCE } from "./limits.ts";
import { localDate, nextDue, type Due } from "./schedule.ts";
import { untried } from "./untried.ts";

interface Planning extends Choosing {
  readonly dialect: Store["dialect"];
  readonly log: Pick<Logger, "error">;
}

/**
 * Plans the editions of the channels that are due, some at a time; returns how many it planned. Freezes each: its row,
 * its content and what counts as shown, in this transaction.
 */
export async function planDue(trx: Transaction<Database>, planning: Planning): Promise<number> {
  const { now, dialect } = planning;
  const due = trx
    .selectFrom("channel")
    .selectAll()
    .where("next_due_at", "<=", now)
    // A blocked channel is asked first (blocked.ts), unless it is too late anyhow.
    .where((row) => row.or([row("blocked", "is", null), row("next_due_at", "<=", now - GRACE_MS)]))
    .orderBy("next_due_at")
    .limit(PLANS_AT_ONCE);
  const rows = await (dialect === "postgres" ? due.forUpdate().skipLocked() : due).execute();
  if (rows.length === 0) return 0;
  const planned: Planned[] = [];
  for (const channel of rows.map(channelOf)) {
    try {
      planned.push(reckon(channel, now));
    } catch (error) {
      // One channel holds back no other, e.g. with a zone that this Node's data no longer has.
      planning.log.error({ err: error, channel: channel.key }, "a channel's schedule cannot be reckoned");
      await stopSchedule(trx, channel.key);
    }
  }
  if (planned.length === 0) return rows.length;
  const inTime = planned.filter(({ due: { at } }) => now - at < GRACE_MS);
  const chosen = await chooseContent(
    trx,
    inTime.map(({ channel }) => channel),
    planning,
  );
  await freeze(trx, planned, chosen, now);
  return rows.length;
}

/** Plans the due edition of a channel as failed: it cannot be posted there, and that is why. */
export async function planAsFailed(
  trx: Transaction<Database>,
  row: Selectable<Database["channel"]>,
  { now, reason }: { readonly now: number; readonly reason: string },
): Promise<void> {
  const planned = reckon(channelOf(row), now);
  await trx
    .insertInto("edition")
    .values({ ...editionRow(planned), state: "failed", content: JSON.stringify(emptyContent), settled_at: now, reason })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await saveChannels(trx, [planned], new Map());
}

/** Gives up what was not posted within the grace window, some at a time; returns how many. */
export async function missOverdue(trx: Transaction<Database>, now: number): Promise<number> {
  const overdue = trx
    .selectFrom("edition")
    .select(["channel", "local_date"])
    .where("state", "=", "planned")
    .where("due_at", "<=", now - GRACE_MS)
    .limit(ROWS_AT_ONCE);
  const missed = await trx
    .updateTable("edition")
    .set((row) => ({
      state: "missed",
      settled_at: now,
      act_at: null,
      reason: row.fn.coalesce("reason", row.val("nothing could post here in time")),
    }))
    .where((row) => row(row.refTuple("channel", "local_date"), "in", overdue.$asTuple("channel", "local_date")))
    .where("state", "=", "planned")
    .where("due_at", "<=", now - GRACE_MS)
    .returning(["channel", "local_date", "content", "caught_from"])
    .execute();
  await giveBack(trx, missed);
  return missed.length;
}

interface Planned {
  readonly channel: Channel;
  readonly due: Due;
  readonly lastDate: string;
  readonly nextDueAt: number | undefined;
}

/** The edition that a channel is due, and when the one after it is. */
function reckon(channel: Channel, now: number): Planned {
  const { settings, nextDueAt: at = now } = channel;
  const date = localDate(at, settings.zone);
  const lastDate = channel.lastDate === undefined || channel.lastDate < date ? date : channel.lastDate;
  const nextDueAt = settings.daily ? nextDue(settings, at, lastDate)?.at : undefined;
  return { channel, due: { at, date }, lastDate, nextDueAt };
}

async function stopSchedule(trx: Transaction<Database>, key: string): Promise<void> {
  const blocked = "its schedule cannot be reckoned: choose its time and zone again";
  await trx.updateTable("channel").set({ next_due_at: null, blocked }).where("key", "=", key).execute();
}

async function freeze(
  trx: Transaction<Database>,
  planned: readonly Planned[],
  chosen: ReadonlyMap<string, Chosen>,
  now: number,
): Promise<void> {
  const inserted = await trx
    .insertInto("edition")
    .values(
      planned.map((edition) => {
        const { channel } = edition;
        const one = chosen.get(channel.key);
        const row = editionRow(edition);
        if (one === undefined) {
          const reason = channel.blocked ?? "nobody was there to post it in time";
          return { ...row, state: "missed", content: JSON.stringify(emptyContent), settled_at: now, reason } as const;
        }
        const content = JSON.stringify(one.content);
        if (one.skip) return { ...row, state: "skipped", content, settled_at: now } as const;
        return { ...row, state: "planned", content, act_at: now } as const;
      }),
    )
    // Two processes hold different rows; should a date be planned already, that plan stands.
    .onConflict((conflict) => conflict.columns(["channel", "local_date"]).doNothing())
    .returning("channel")
    .execute();
  const fresh = new Set(inserted.map(({ channel }) => channel));
  const frozen = planned.filter(({ channel }) => fresh.has(channel.key));
  await saveShown(trx, frozen, chosen);
  await saveCaught(trx, frozen, chosen, now);
  await saveChannels(trx, planned, new Map([...chosen].filter(([key]) => fresh.has(key))));
}

function editionRow({ channel: { key, ref, caughtUpTo }, due }: Planned) {
  return {
    channel: key,
    local_date: due.date,
    workspace: workspaceKey(ref),
    platform: ref.platform,
    attempt: 1,
    due_at: due.at,
    caught_from: caughtUpTo,
    act_at: null,
    ...untried,
  } satisfies Omit<Insertable<Database["edition"]>, "state" | "content">;
}

async function saveShown(
  trx: Transaction<Database>,
  planned: readonly Planned[],
  chosen: ReadonlyMap<string, Chosen>,
): Promise<void> {
  const rows = planned.flatMap(({ channel, due }) =>
    (chosen.get(channel.key)?.shown ?? []).map((paper) => ({ channel: channel.key, paper, local_date: due.date })),
  );
  for (let at = 0; at < rows.length; at += 1_000) {
    await trx
      .insertInto("shown")
      .values(rows.slice(at, at + 1_000))
      .execute();
  }
}

async function saveCaught(
  trx: Transaction<Database>,
  planned: readonly Planned[],
  chosen: ReadonlyMap<string, Chosen>,
  now: number,
): Promise<void> {
  const caught = planned.flatMap(({ channel: { key } }) =>
    (chosen.get(key)?.caught ?? []).map((canonical) => sql`(${key}, ${canonical})`),
  );
  if (caught.length === 0) return;
  await sql`update subscription set caught_at = ${now} where (channel, canonical) in (values ${sql.join(caught)})`.execute(
    trx,
  );
}

/** Moves channels on to their next due moment. */
async function saveChannels(
  trx: Transaction<Database>,
  planned: readonly Planned[],
  chosen: ReadonlyMap<string, Chosen>,
): Promise<void> {
  const rows = planned.map(({ channel, lastDate, nextDueAt }) => {
    const { caughtUpTo, saidUsedUp } = chosen.get(channel.key) ?? channel;
    return sql`(${channel.key}, cast(${nextDueAt ?? null} as bigint), ${lastDate}, cast(${caughtUpTo} as bigint), cast(${saidUsedUp ? 1 : 0} as integer))`;
  });
  await sql`
    with moved (key, next_due_at, last_date, caught_up_to, said_used_up) as (values ${sql.join(rows)})
    update channel set next_due_at = moved.next_due_at, last_date = moved.last_date,
      caught_up_to = moved.caught_up_to, said_used_up = moved.said_used_up
    from moved where channel.key = moved.key`.execute(trx);
}

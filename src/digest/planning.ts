import type { Selectable, Transaction } from "kysely";
import { channelOf } from "#src/channels/index.ts";
import type { Log } from "#src/log.ts";
import type { Database, Store } from "#src/store/index.ts";
import { chooseContent, type Choosing } from "./choose.ts";
import { dueAt, following, freeze, type Freezing } from "./freeze.ts";
import { giveBack } from "./give-back.ts";
import { GRACE_MS, PLANS_AT_ONCE, ROWS_AT_ONCE } from "./limits.ts";

interface Planning extends Choosing {
  readonly dialect: Store["dialect"];
  readonly log: Pick<Log, "error">;
}

/**
 * Plans the editions of the channels that are due, some at a time; returns how many it looked at. Each is frozen in this
 * transaction.
 */
export async function planDue(trx: Transaction<Database>, planning: Planning): Promise<number> {
  const { now, dialect } = planning;
  const ripe = trx
    .selectFrom("channel")
    .selectAll()
    .where("next_due_at", "<=", now)
    // A blocked channel is asked first (blocked.ts), unless it is too late already.
    .where((row) => row.or([row("blocked", "is", null), row("next_due_at", "<=", now - GRACE_MS)]))
    .orderBy("next_due_at")
    .limit(PLANS_AT_ONCE);
  const rows = await (dialect === "postgres" ? ripe.forUpdate().skipLocked() : ripe).execute();
  if (rows.length === 0) return 0;
  const due: Omit<Freezing, "chosen" | "ends">[] = [];
  for (const channel of rows.map(channelOf)) {
    try {
      const edition = { channel, due: dueAt(channel, channel.nextDueAt ?? now), attempt: 1 };
      following(channel, edition.due);
      due.push(edition);
    } catch (error) {
      // One channel holds back no other, e.g. with a zone that this Node's data no longer has.
      planning.log.error({ err: error, channel: channel.key }, "a channel's schedule cannot be worked out");
      await stopSchedule(trx, channel.key);
    }
  }
  const inTime = due.filter(({ due: { at } }) => now - at < GRACE_MS);
  const chosen = await chooseContent(
    trx,
    inTime.map(({ channel }) => channel),
    planning,
  );
  const editions = due.map((edition): Freezing => {
    const one = chosen.get(edition.channel.key);
    if (one === undefined) {
      const reason = edition.channel.blocked ?? "nobody was there to post it in time";
      return { ...edition, ends: { state: "missed", reason } };
    }
    return { ...edition, chosen: one, ...(one.skip && { ends: { state: "skipped" } }) };
  });
  await freeze(trx, editions, now);
  return rows.length;
}

/** Plans the due edition of a channel as failed: it cannot be posted there, and that is why. */
export async function planAsFailed(
  trx: Transaction<Database>,
  row: Selectable<Database["channel"]>,
  { now, reason }: { readonly now: number; readonly reason: string },
): Promise<void> {
  const channel = channelOf(row);
  const due = dueAt(channel, channel.nextDueAt ?? now);
  await freeze(trx, [{ channel, due, attempt: 1, ends: { state: "failed", reason } }], now);
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

async function stopSchedule(trx: Transaction<Database>, key: string): Promise<void> {
  const blocked = "its schedule cannot be worked out: choose its time and zone again";
  await trx.updateTable("channel").set({ next_due_at: null, blocked }).where("key", "=", key).execute();
}

import type { Kysely, Transaction } from "kysely";
import { channelOf, recordChange, type Channel, type Settings } from "#src/channels/index.ts";
import { localDate } from "#src/dates.ts";
import type { Database } from "#src/store/index.ts";
import { giveBack } from "./give-back.ts";
import { ROWS_AT_ONCE } from "./limits.ts";
import { nextDue } from "./schedule.ts";

export interface Changing {
  readonly actor: string;
  /** Milliseconds (`Store.now`). */
  readonly now: number;
}

/**
 * Changes what a channel has chosen, keeps who did it, and sets when the next edition is due. Switched off or paused,
 * what is planned does not come. In the transaction that holds the channel (`openChannel`); returns it as it is now.
 */
export async function changeSettings(
  trx: Transaction<Database>,
  channel: Channel,
  change: Partial<Settings>,
  { actor, now }: Changing,
): Promise<Channel> {
  const before = channel.settings;
  const after: Settings = { ...before, ...change };
  const changed = names.filter((name) => before[name] !== after[name]);
  if (changed.length === 0) return channel;
  const isMoved = changed.some((name) => scheduling.has(name));
  const nextDueAt = isMoved ? (after.daily ? nextDue(after, now, channel.lastDate)?.at : undefined) : channel.nextDueAt;
  const row = await trx
    .updateTable("channel")
    .set({
      daily: after.daily ? 1 : 0,
      at: after.at,
      zone: after.zone,
      days: after.days,
      count: after.count,
      content: after.posts,
      nothing_new: after.nothingNew,
      paused_until: after.pausedUntil ?? null,
      managers: after.managers ? 1 : 0,
      next_due_at: nextDueAt ?? null,
    })
    .where("key", "=", channel.key)
    .returningAll()
    .executeTakeFirstOrThrow();
  for (const name of changed) {
    const [was, is] = [words(name, before[name]), words(name, after[name])];
    await recordChange(trx, channel.key, { at: now, actor, what: labels[name], before: was, after: is });
  }
  if (isMoved) await stopOrGoOn(trx, channel.key, after, now);
  return channelOf(row);
}

/** Works out again the due moments that are still to come, where this Node knows other time-zone data than the last. */
export async function followTimeZoneData(db: Kysely<Database>, version: string, now: number): Promise<void> {
  const known = await db.selectFrom("fact").select("value").where("name", "=", "time zones").executeTakeFirst();
  if (known?.value === version) return;
  for (let after: string | undefined = ""; after !== undefined;) {
    after = await db.transaction().execute((trx) => recomputePage(trx, after ?? "", now));
  }
  await db
    .insertInto("fact")
    .values({ name: "time zones", value: version })
    .onConflict((conflict) => conflict.column("name").doUpdateSet({ value: version }))
    .execute();
}

async function recomputePage(trx: Transaction<Database>, after: string, now: number): Promise<string | undefined> {
  const rows = await trx
    .updateTable("channel")
    .set((row) => ({ key: row.ref("key") }))
    .where("key", "in", (page) =>
      page
        .selectFrom("channel")
        .select("key")
        .where("key", ">", after)
        .where("next_due_at", ">", now)
        .orderBy("key")
        .limit(ROWS_AT_ONCE),
    )
    .returningAll()
    .execute();
  for (const row of rows) {
    const { settings, lastDate } = channelOf(row);
    const next = nextDue(settings, now, lastDate)?.at ?? null;
    if (next === row.next_due_at) continue;
    await trx.updateTable("channel").set({ next_due_at: next }).where("key", "=", row.key).execute();
  }
  return rows
    .map(({ key }) => key)
    .sort()
    .at(-1);
}

/** What is planned in a channel that is off or paused is cancelled; what is on its way is not tried again. */
async function stopOrGoOn(trx: Transaction<Database>, key: string, settings: Settings, now: number): Promise<void> {
  const today = localDate(now, settings.zone);
  const isPaused = settings.pausedUntil !== undefined && today < settings.pausedUntil;
  const isStopped = !settings.daily || isPaused;
  await trx
    .updateTable("edition")
    .set({ stopped: isStopped ? 1 : 0 })
    .where("channel", "=", key)
    .where("state", "=", "sending")
    .execute();
  if (!isStopped) return;
  const cancelled = await trx
    .updateTable("edition")
    .set({
      state: "cancelled",
      settled_at: now,
      act_at: null,
      reason: settings.daily ? "paused" : "switched off",
    })
    .where("channel", "=", key)
    .where("state", "=", "planned")
    .returning(["channel", "local_date", "content", "caught_from"])
    .execute();
  await giveBack(trx, cancelled);
}

const labels: Readonly<Record<keyof Settings, string>> = {
  daily: "daily",
  at: "at",
  zone: "zone",
  days: "days",
  count: "count",
  posts: "content",
  nothingNew: "nothing new",
  pausedUntil: "pause until",
  managers: "managers",
};
const names = Object.keys(labels) as (keyof Settings)[];
const scheduling: ReadonlySet<keyof Settings> = new Set(["daily", "at", "zone", "days", "pausedUntil"]);

function words(name: keyof Settings, value: Settings[keyof Settings]): string {
  if (name === "daily" || name === "managers") return value === true ? "on" : "off";
  return value === undefined ? "" : String(value);
}

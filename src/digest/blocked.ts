import type { Kysely, Selectable, Transaction } from "kysely";
import { channelKey, channelOf, workspaceKey, type Channel } from "#src/channels/index.ts";
import type { Log } from "#src/log.ts";
import type { ChannelRef, Notice, Platform, WorkspaceRef } from "#src/platform/index.ts";
import { plain } from "#src/reply/index.ts";
import type { Database } from "#src/store/index.ts";
import { GRACE_MS, ROWS_AT_ONCE } from "./limits.ts";
import { planAsFailed } from "./planning.ts";

/** Keeps why nothing can be posted in a channel; undefined: it can. */
export async function setBlocked(
  trx: Transaction<Database>,
  ref: ChannelRef,
  notice: Notice | undefined,
): Promise<void> {
  const blocked = notice === undefined ? null : plain(notice.text);
  await trx.updateTable("channel").set({ blocked }).where("key", "=", channelKey(ref)).execute();
}

/** Keeps what `canPost` said of a channel, where that is news. */
export async function keepCanPost(trx: Transaction<Database>, channel: Channel, answer: "yes" | Notice): Promise<void> {
  const notice = answer === "yes" ? undefined : answer;
  if (channel.blocked !== (notice && plain(notice.text))) await setBlocked(trx, channel.ref, notice);
}

/** The bot was let in again: the channel, or every channel of the workspace, wakes by itself. */
export async function unblock(db: Kysely<Database>, where: ChannelRef | WorkspaceRef): Promise<void> {
  const channels = db.updateTable("channel").set({ blocked: null }).where("blocked", "is not", null);
  await (
    "id" in where
      ? channels.where("key", "=", channelKey(where))
      : channels.where("workspace", "=", workspaceKey(where))
  ).execute();
}

interface Asking {
  readonly platforms: readonly Platform[];
  /** Channels that are being asked about already, by key. */
  readonly asking: Map<string, Promise<void>>;
  readonly now: number;
  readonly log: Pick<Log, "warn">;
}

/**
 * Asks the platforms about blocked channels whose edition is due, each on its own: those that can be posted to are
 * planned at the next tick, the others' editions have failed. Returns when they are being asked, not when answered.
 */
export async function askBlocked(db: Kysely<Database>, { platforms, asking, now, log }: Asking): Promise<void> {
  const due = await db
    .selectFrom("channel")
    .selectAll()
    .where("next_due_at", "<=", now)
    .where("next_due_at", ">", now - GRACE_MS)
    .where("blocked", "is not", null)
    .orderBy("next_due_at")
    .limit(ROWS_AT_ONCE)
    .execute();
  for (const row of due) {
    const platform = platforms.find(({ name }) => row.workspace.startsWith(`${name}:`));
    if (platform === undefined || asking.has(row.key)) continue;
    const answered = askAbout(db, row, platform, now)
      .catch((error: unknown) => log.warn({ err: error, channel: row.key }, "could not ask about a blocked channel"))
      .finally(() => asking.delete(row.key));
    asking.set(row.key, answered);
  }
}

async function askAbout(
  db: Kysely<Database>,
  row: Selectable<Database["channel"]>,
  platform: Platform,
  now: number,
): Promise<void> {
  const { ref } = channelOf(row);
  const answer = await platform.canPost(ref);
  await db.transaction().execute(async (trx) => {
    await setBlocked(trx, ref, answer === "yes" ? undefined : answer);
    if (answer === "yes") return;
    // Somebody else may have planned it meanwhile, or its settings changed.
    const still = await trx
      .updateTable("channel")
      .set({ key: row.key })
      .where("key", "=", row.key)
      .where("next_due_at", "=", row.next_due_at)
      .returningAll()
      .executeTakeFirst();
    if (still !== undefined) await planAsFailed(trx, still, { now, reason: plain(answer.text) });
  });
}

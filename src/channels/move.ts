import type { Transaction } from "kysely";
import type { ChannelRef } from "#src/platform/index.ts";
import type { Database } from "#src/store/index.ts";
import { channelKey, workspaceKey } from "./channel.ts";

/** What is kept of a channel beside its own row. */
const TABLES = ["subscription", "change", "edition", "shown"] as const;

/**
 * Gives a channel's settings, topics and history to its new id. What was kept under the new id before is given up: the
 * platform calls it the same channel, and people know the old one's. Nothing happens where the old id is unknown. `now`:
 * milliseconds (`Store.now`).
 */
export async function moveChannel(
  trx: Transaction<Database>,
  from: ChannelRef,
  to: ChannelRef,
  now: number,
): Promise<void> {
  const [old, key] = [channelKey(from), channelKey(to)];
  // An update, and of nothing: it takes the row's lock on both databases.
  const held = trx.updateTable("channel").set({ key: old }).where("key", "=", old).returning("key");
  if (old === key || (await held.executeTakeFirst()) === undefined) return;
  for (const table of TABLES) {
    await trx.deleteFrom(table).where("channel", "=", key).execute();
    await trx.updateTable(table).set({ channel: key }).where("channel", "=", old).execute();
  }
  // The key of a message in flight is made of the old id: under the new one it is never found, so it is not tried again.
  await trx
    .updateTable("edition")
    .set({
      state: "uncertain",
      act_at: null,
      settled_at: now,
      reason: "the channel got another id while it was posted",
    })
    .where("channel", "=", key)
    .where("state", "=", "sending")
    .execute();
  await trx.deleteFrom("channel").where("key", "=", key).execute();
  await trx
    .updateTable("channel")
    .set({ key, workspace: workspaceKey(to) })
    .where("key", "=", old)
    .execute();
}

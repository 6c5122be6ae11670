import type { Selectable, Transaction } from "kysely";
import { openChannel } from "#src/channels/index.ts";
import { Mistake } from "#src/errors.ts";
import type { ChannelRef } from "#src/platform/index.ts";
import type { Database } from "#src/store/index.ts";
import { setBlocked } from "./blocked.ts";
import { chooseContent, type Choosing } from "./choose.ts";
import { parseContent } from "./content.ts";
import { dueAt, freeze, freezeAgain } from "./freeze.ts";

/** What `daily now` came to. */
export type PostingNow =
  | { readonly kind: "posting" }
  /** Today's went out already; `url` where the platform tells one. */
  | { readonly kind: "posted"; readonly at: number; readonly url: string | undefined }
  | { readonly kind: "uncertain"; readonly date: string }
  | { readonly kind: "nothing new" };

/**
 * Plans today's edition of a channel now, unless it has gone out; nothing more then comes today. One that was skipped,
 * failed, missed or cancelled is planned again with the next attempt. The caller wakes the delivery after the commit.
 */
export async function postNow(trx: Transaction<Database>, ref: ChannelRef, choosing: Choosing): Promise<PostingNow> {
  const channel = await openChannel(trx, ref);
  const { now } = choosing;
  const due = dueAt(channel, now);
  const { date } = due;
  const row = await editionOf(trx, channel.key, date);
  if (row?.state === "sent") return { kind: "posted", at: row.settled_at ?? row.due_at, url: row.url ?? undefined };
  if (row?.state === "uncertain") return { kind: "uncertain", date };
  if (row?.state === "sending") return { kind: "posting" };
  if (row?.state === "planned") {
    await trx
      .updateTable("edition")
      .set({ act_at: now })
      .where("channel", "=", channel.key)
      .where("local_date", "=", date)
      .execute();
    return { kind: "posting" };
  }
  const chosen = (await chooseContent(trx, [channel], choosing)).get(channel.key);
  if (chosen === undefined || chosen.content.papers.length === 0) return { kind: "nothing new" };
  await freeze(trx, [{ channel, due, attempt: (row?.attempt ?? 0) + 1, chosen }], now);
  // Somebody asked for it: whether it can be posted, the post will tell.
  await setBlocked(trx, ref, undefined);
  return { kind: "posting" };
}

/**
 * Plans an edition whose posting is uncertain again, with the same papers and the next attempt. Throws a Mistake where the
 * edition of that local date is not in doubt.
 */
export async function postAgain(
  trx: Transaction<Database>,
  ref: ChannelRef,
  { date, now }: { readonly date: string; readonly now: number },
): Promise<void> {
  const channel = await openChannel(trx, ref);
  const row = await editionOf(trx, channel.key, date);
  if (row?.state !== "uncertain") {
    throw new Mistake("not_uncertain", `the edition of ${date} is not in doubt here`, { example: "status" });
  }
  const content = parseContent(row.content);
  await freezeAgain(trx, channel, { date, now, attempt: row.attempt + 1, content, caughtFrom: row.caught_from });
}

async function editionOf(
  trx: Transaction<Database>,
  channel: string,
  date: string,
): Promise<Selectable<Database["edition"]> | undefined> {
  return trx
    .selectFrom("edition")
    .selectAll()
    .where("channel", "=", channel)
    .where("local_date", "=", date)
    .executeTakeFirst();
}

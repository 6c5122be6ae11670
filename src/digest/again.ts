import type { Selectable, Transaction } from "kysely";
import { openChannel, workspaceKey, type Channel } from "#src/channels/index.ts";
import { Mistake } from "#src/errors.ts";
import type { ChannelRef } from "#src/platform.ts";
import type { Database } from "#src/store/index.ts";
import { chooseContent, type Chosen, type Choosing } from "./choose.ts";
import { parseContent, type EditionContent } from "./content.ts";
import { localDate, nextDue } from "./schedule.ts";
import { untried } from "./untried.ts";

/** What `daily now` came to. */
export type PostingNow =
  | { readonly kind: "posting" }
  /** Today's went out already; `url` where the platform tells one. */
  | { readonly kind: "posted"; readonly at: number; readonly url: string | undefined }
  | { readonly kind: "uncertain"; readonly date: string }
  | { readonly kind: "nothing new" };

/**
 * Plans today's edition of a channel now, unless it has gone out; nothing more then comes today. One that was skipped,
 * failed, missed or cancelled is planned anew with the next attempt. The caller wakes the delivery after the commit.
 */
export async function postNow(trx: Transaction<Database>, ref: ChannelRef, choosing: Choosing): Promise<PostingNow> {
  const channel = await openChannel(trx, ref);
  const { now } = choosing;
  const date = localDate(now, channel.settings.zone);
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
  await plan(trx, channel, {
    date,
    now,
    attempt: (row?.attempt ?? 0) + 1,
    content: chosen.content,
    caughtFrom: channel.caughtUpTo,
  });
  await freeze(trx, channel, { date, now, chosen });
  return { kind: "posting" };
}

/**
 * Plans an edition whose posting is uncertain anew, with the same papers and the next attempt. Throws a Mistake where
 * the edition of that local date is not in doubt.
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
  await plan(trx, channel, {
    date,
    now,
    attempt: row.attempt + 1,
    content: parseContent(row.content),
    caughtFrom: row.caught_from,
  });
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

interface Plan {
  readonly date: string;
  readonly now: number;
  readonly attempt: number;
  readonly content: EditionContent;
  /** From where its topics looked for its papers. */
  readonly caughtFrom: number;
}

async function plan(
  trx: Transaction<Database>,
  { key, ref }: Channel,
  { date, now, attempt, content, caughtFrom }: Plan,
): Promise<void> {
  const anew = {
    state: "planned",
    attempt,
    due_at: now,
    content: JSON.stringify(content),
    caught_from: caughtFrom,
    act_at: now,
    ...untried,
  } as const;
  await trx
    .insertInto("edition")
    .values({
      channel: key,
      local_date: date,
      workspace: workspaceKey(ref),
      platform: ref.platform,
      ...anew,
    })
    .onConflict((conflict) => conflict.columns(["channel", "local_date"]).doUpdateSet(anew))
    .execute();
}

async function freeze(
  trx: Transaction<Database>,
  channel: Channel,
  { date, now, chosen }: { readonly date: string; readonly now: number; readonly chosen: Chosen },
): Promise<void> {
  const { key, settings, lastDate } = channel;
  await trx
    .insertInto("shown")
    .values(chosen.shown.map((paper) => ({ channel: key, paper, local_date: date })))
    .execute();
  if (chosen.caught.length > 0) {
    await trx
      .updateTable("subscription")
      .set({ caught_at: now })
      .where("channel", "=", key)
      .where("canonical", "in", chosen.caught)
      .execute();
  }
  const last_date = lastDate === undefined || lastDate < date ? date : lastDate;
  await trx
    .updateTable("channel")
    .set({
      last_date,
      next_due_at: (settings.daily ? nextDue(settings, now, last_date)?.at : undefined) ?? null,
      caught_up_to: chosen.caughtUpTo,
      said_used_up: chosen.saidUsedUp ? 1 : 0,
      // Somebody asked for it: whether it can be posted, the post will tell.
      blocked: null,
    })
    .where("key", "=", key)
    .execute();
}

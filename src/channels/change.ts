import type { Kysely, Transaction } from "kysely";
import type { Database } from "#src/store/index.ts";

/** One change of a channel, as people read it. */
export interface Change {
  readonly at: number;
  readonly actor: string;
  /** E.g. `daily at`, `subscribe`. */
  readonly what: string;
  /** Empty where there was nothing. */
  readonly before: string;
  readonly after: string;
}

/** Keeps who changed what. In the transaction of the change, which holds the channel's row (`openChannel`). */
export async function recordChange(trx: Transaction<Database>, channel: string, change: Change): Promise<void> {
  const { last } = await trx
    .selectFrom("change")
    .select((row) => row.fn.max("number").as("last"))
    .where("channel", "=", channel)
    .executeTakeFirstOrThrow();
  await trx
    .insertInto("change")
    .values({ channel, number: (last ?? 0) + 1, ...change })
    .execute();
}

/** The last changes of a channel, the newest first. */
export async function recentChanges(db: Kysely<Database>, channel: string, limit: number): Promise<Change[]> {
  return db
    .selectFrom("change")
    .select(["at", "actor", "what", "before", "after"])
    .where("channel", "=", channel)
    .orderBy("number", "desc")
    .limit(limit)
    .execute();
}

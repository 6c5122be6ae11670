import type { Transaction } from "kysely";
import type { Database } from "#src/store/index.ts";
import type { Topic } from "./topic.ts";

/**
 * Makes what these topics of a channel catch already new to them, as far as it was not shown there: it comes with the
 * next editions. In a transaction that holds the channel (`openChannel`).
 */
export async function catchUp(trx: Transaction<Database>, channel: string, topics: readonly Topic[]): Promise<void> {
  await trx
    .updateTable("subscription")
    .set({ new_after: 0 })
    .where("channel", "=", channel)
    .where(
      "canonical",
      "in",
      topics.map(({ canonical }) => canonical),
    )
    .execute();
  // Other topics look again too, but only at what is newer than they are and was not shown.
  await trx.updateTable("channel").set({ caught_up_to: 0 }).where("key", "=", channel).execute();
}

import { sql, type Transaction } from "kysely";
import type { Database } from "#src/store/index.ts";
import { parseContent } from "./content.ts";

/** An edition that will not come. */
export interface Unshown {
  readonly channel: string;
  readonly local_date: string;
  readonly content: string;
  readonly caught_from: number;
}

/** Makes the papers of editions that will not come new again in their channels. */
export async function giveBack(trx: Transaction<Database>, editions: readonly Unshown[]): Promise<void> {
  for (const { channel, local_date, content, caught_from } of editions) {
    const { papers, leftOut, usedUp } = parseContent(content);
    if (papers.length + leftOut > 0) {
      await trx.deleteFrom("shown").where("channel", "=", channel).where("local_date", "=", local_date).execute();
    }
    await trx
      .updateTable("channel")
      .set({
        // Topics look again from where they looked then.
        caught_up_to: sql`case when caught_up_to > ${caught_from} then ${caught_from} else caught_up_to end`,
        ...(usedUp && { said_used_up: 0 }),
      })
      .where("key", "=", channel)
      .execute();
  }
}

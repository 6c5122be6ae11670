import type { Kysely } from "kysely";
import type { Database } from "#src/store/index.ts";

/** Whether somebody ever changed one of these things in a channel. */
export async function everChanged(db: Kysely<Database>, channel: string, what: readonly string[]): Promise<boolean> {
  const found = await db
    .selectFrom("change")
    .select("number")
    .where("channel", "=", channel)
    .where("what", "in", what)
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

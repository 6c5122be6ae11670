import type { Kysely } from "kysely";
import type { Database } from "./database.ts";

/** Removes the documents that have expired by `now` (milliseconds) from the database; returns how many. */
export async function forgetExpiredDocuments(db: Kysely<Database>, now: number): Promise<number> {
  const { numDeletedRows } = await db.deleteFrom("document").where("expires_at", "<=", now).executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

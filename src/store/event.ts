import type { Kysely } from "kysely";
import type { PlatformName } from "#src/platform/index.ts";
import type { Database } from "./database.ts";

export interface EventRef {
  readonly platform: PlatformName;
  /** The platform's id of the event. */
  readonly id: string;
}

/**
 * True for the one process that may answer this event. `claim` is a random name for this attempt: the same name wins
 * again, so a claim whose connection was lost before the answer came may be repeated (`whileReachable`). `now` in
 * milliseconds.
 */
export async function claimEvent(
  db: Kysely<Database>,
  { platform, id, claim, now }: EventRef & { readonly claim: string; readonly now: number },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto("event")
    .values({ platform, id, claim, claimed_at: now })
    .onConflict((conflict) =>
      conflict.columns(["platform", "id"]).doUpdateSet({ claimed_at: now }).where("event.claim", "=", claim),
    )
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

/** Forgets the events claimed before this instant (milliseconds); returns how many. */
export async function forgetEvents(db: Kysely<Database>, before: number): Promise<number> {
  const { numDeletedRows } = await db.deleteFrom("event").where("claimed_at", "<", before).executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

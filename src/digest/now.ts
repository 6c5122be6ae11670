import { sql, type Kysely } from "kysely";
import type { Clock } from "#src/clock.ts";
import type { Database, Store } from "#src/store/index.ts";

/**
 * The time that several processes agree on, in milliseconds: PostgreSQL's own, asked by whoever uses it; on SQLite,
 * which serves one process, this machine's.
 */
export async function agreedNow(db: Kysely<Database>, dialect: Store["dialect"], clock: Clock): Promise<number> {
  if (dialect === "sqlite") return clock.now().getTime();
  const { rows } = await sql<{ now: number }>`
    select cast(extract(epoch from clock_timestamp()) * 1000 as bigint) as now`.execute(db);
  return rows[0]?.now ?? clock.now().getTime();
}

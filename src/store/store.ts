import { join } from "node:path";
import type { Keyv } from "keyv";
import { Kysely, sql, type Dialect } from "kysely";
import { Migrator } from "kysely/migration";
import { OperatorError } from "#src/errors.ts";
import type { Log } from "#src/log.ts";
import type { Time } from "#src/time.ts";
import type { Database } from "./database.ts";
import type { FaultCode } from "./fault.ts";
import { databaseKeyv } from "./keyv.ts";
import { migrations } from "./migrations/index.ts";

export interface StoreOptions {
  /** Where paperboy.db is kept; made where it is missing. */
  readonly dataDir: string;
  /** `postgres://…`; without it SQLite in `dataDir`. */
  readonly databaseUrl?: string | undefined;
  readonly log: Pick<Log, "warn">;
  readonly time: Pick<Time, "now">;
}

/**
 * The database, migrated. What an operator must repair comes out of every query as an `OperatorError` of one line
 * with a `FaultCode`, never with the password. SQLite has one connection: inside `db.transaction()` use only the
 * transaction, another query would wait for it for ever.
 */
export interface Store {
  readonly db: Kysely<Database>;
  readonly dialect: "sqlite" | "postgres";
  /**
   * Documents that expire, in the same database; `ttl` of `set` is in milliseconds. A failed query rejects as long as
   * nobody listens for its `error` event, so nobody may.
   */
  readonly keyv: (namespace: string) => Keyv;
  /**
   * The time that several processes agree on, in milliseconds: PostgreSQL's own, asked by this connection or transaction;
   * on SQLite, which serves one process, this machine's.
   */
  readonly now: (db?: Kysely<Database>) => Promise<number>;
  close(): Promise<void>;
}

/** What `openStore` loads when it is called. */
export async function open({ dataDir, databaseUrl, log, time }: StoreOptions): Promise<Store> {
  if (databaseUrl === undefined) {
    const { sqliteDialect } = await import("./sqlite.ts");
    const file = join(dataDir, "paperboy.db");
    return openWith("sqlite", await sqliteDialect(file), file, async () => time.now());
  }
  const { placeOf, postgresDialect } = await import("./postgres.ts");
  const place = placeOf(databaseUrl);
  return openWith("postgres", postgresDialect(databaseUrl, place, log), place, postgresNow);
}

async function openWith(
  name: Store["dialect"],
  dialect: Dialect,
  place: string,
  now: (db: Kysely<Database>) => Promise<number>,
): Promise<Store> {
  const db = new Kysely<Database>({ dialect });
  try {
    await migrate(db, place);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return {
    db,
    dialect: name,
    keyv: (namespace) => databaseKeyv(db, namespace),
    now: (asked = db) => now(asked),
    close: () => db.destroy(),
  };
}

async function postgresNow(db: Kysely<Database>): Promise<number> {
  const { rows } = await sql<{ now: number }>`
    select cast(extract(epoch from clock_timestamp()) * 1000 as bigint) as now`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error("PostgreSQL did not tell the time");
  return row.now;
}

/** Kysely takes an advisory lock on PostgreSQL; on SQLite its transaction takes the write lock (sqlite.ts). */
async function migrate(db: Kysely<Database>, place: string): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw await explained(error, db, place);
}

async function explained(error: unknown, db: Kysely<Database>, place: string): Promise<unknown> {
  if (error instanceof OperatorError) return error;
  const unknown = await unknownMigration(db);
  if (unknown === undefined) return error;
  return new OperatorError(
    "DATABASE_NEWER" satisfies FaultCode,
    `${place} was used by a newer Paperboy (its migration ${unknown} is unknown here): start that version or a newer one`,
    { cause: error },
  );
}

async function unknownMigration(db: Kysely<Database>): Promise<string | undefined> {
  const applied = db.withTables<{ kysely_migration: { name: string } }>().selectFrom("kysely_migration");
  const rows = await applied.select("name").execute();
  return rows.map(({ name }) => name).find((name) => !Object.hasOwn(migrations, name));
}

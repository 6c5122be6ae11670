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
import { lockService } from "./lock.ts";
import { migrations } from "./migrations/index.ts";

export interface StoreOptions {
  /** Where paperboy.db is kept; made where it is missing. */
  readonly dataDir: string;
  /** `postgres://…`; without it SQLite in `dataDir`. */
  readonly databaseUrl?: string | undefined;
  readonly log: Pick<Log, "warn">;
  readonly time: Pick<Time, "now">;
  /**
   * What may be done where the database is of an older version. A service, which holds its lock, brings it to this one; so
   * does a single command that writes, where no service runs that could not go on with it. Who only reads changes nothing,
   * and opens only what there is. By default a service.
   */
  readonly use?: Use;
}

export type Use = "service" | "command" | "reading";

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
export async function open({ dataDir, databaseUrl, log, time, use = "service" }: StoreOptions): Promise<Store> {
  if (databaseUrl === undefined) {
    const { sqliteDialect } = await import("./sqlite.ts");
    const file = join(dataDir, "paperboy.db");
    const dialect = await sqliteDialect(file, { readOnly: use === "reading" });
    return openWith({ name: "sqlite", dialect, place: file, use, dataDir }, async () => time.now());
  }
  const { placeOf, postgresDialect } = await import("./postgres.ts");
  const place = placeOf(databaseUrl);
  const dialect = postgresDialect(databaseUrl, place, log);
  return openWith({ name: "postgres", dialect, place, use, dataDir }, postgresNow);
}

interface Opening {
  readonly name: Store["dialect"];
  readonly dialect: Dialect;
  /** What errors call it. */
  readonly place: string;
  readonly use: Use;
  readonly dataDir: string;
}

async function openWith(
  { name, dialect, place, use, dataDir }: Opening,
  now: (db: Kysely<Database>) => Promise<number>,
): Promise<Store> {
  const db = new Kysely<Database>({ dialect });
  try {
    if (use === "service") await migrate(db, place);
    else await bringUp(db, { place, use, lockedBy: name === "sqlite" ? dataDir : undefined });
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

/** For who is no service. Throws `OperatorError` where the database is of another version that must stay. */
async function bringUp(
  db: Kysely<Database>,
  { place, use, lockedBy }: { readonly place: string; readonly use: Use; readonly lockedBy: string | undefined },
): Promise<void> {
  const applied = await appliedMigrations(db);
  const unknown = applied.find((name) => !Object.hasOwn(migrations, name));
  if (unknown !== undefined) throw newer(place, unknown);
  if (Object.keys(migrations).every((name) => applied.includes(name))) return;
  // Of PostgreSQL nobody can tell whether a service of the older version runs on it.
  if (use === "reading" || (lockedBy === undefined && applied.length > 0)) throw older(place);
  const unlock = lockedBy === undefined ? undefined : await lockUnlessServed(lockedBy, place);
  try {
    await migrate(db, place);
  } finally {
    unlock?.();
  }
}

async function lockUnlessServed(dataDir: string, place: string): Promise<() => void> {
  try {
    return await lockService(dataDir);
  } catch (error) {
    const isServed = error instanceof OperatorError && error.code === ("SERVICE_RUNNING" satisfies FaultCode);
    if (isServed) throw older(place, error);
    throw error;
  }
}

/** Kysely takes an advisory lock on PostgreSQL; on SQLite its transaction takes the write lock (sqlite.ts). */
async function migrate(db: Kysely<Database>, place: string): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw await explained(error, db, place);
}

async function explained(error: unknown, db: Kysely<Database>, place: string): Promise<unknown> {
  if (error instanceof OperatorError) return error;
  const unknown = (await appliedMigrations(db)).find((name) => !Object.hasOwn(migrations, name));
  return unknown === undefined ? error : newer(place, unknown, error);
}

/** In their order; none where the database was never used. */
async function appliedMigrations(db: Kysely<Database>): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === "kysely_migration")) return [];
  const applied = db.withTables<{ kysely_migration: { name: string } }>().selectFrom("kysely_migration");
  return (await applied.select("name").orderBy("name").execute()).map(({ name }) => name);
}

function newer(place: string, migration: string, cause?: unknown): OperatorError {
  return new OperatorError(
    "DATABASE_NEWER" satisfies FaultCode,
    `${place} was used by a newer Paperboy (its migration ${migration} is unknown here): start that version or a newer one`,
    { cause },
  );
}

function older(place: string, cause?: unknown): OperatorError {
  return new OperatorError(
    "DATABASE_OLDER" satisfies FaultCode,
    `${place} is of an older Paperboy than this one: restart the service, which brings it up to date`,
    { exitCode: 1, cause },
  );
}

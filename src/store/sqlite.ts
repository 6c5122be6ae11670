import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import {
  CompiledQuery,
  SqliteAdapter,
  SqliteDriver,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type SqliteDatabase,
} from "kysely";
import { fileFault, isBusy, sqliteFault } from "./fault.ts";

/** How long a statement waits for another process's lock. It blocks this process, so it is short. */
const BUSY_TIMEOUT_MS = 5_000;

/** Opens the file for Kysely; it and its folder are made, unless it is only read. Throws `OperatorError`. */
export async function sqliteDialect(file: string, { readOnly }: { readonly readOnly: boolean }): Promise<Dialect> {
  const database = readOnly ? openToRead(file) : await openFile(file);
  return {
    createDriver: () => new ImmediateDriver(database, file),
    createAdapter: () => new TransactionalAdapter(),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  };
}

function openToRead(file: string): DatabaseSync {
  try {
    return new DatabaseSync(file, { readOnly: true, timeout: BUSY_TIMEOUT_MS });
  } catch (error) {
    throw sqliteFault(error, file);
  }
}

async function openFile(file: string): Promise<DatabaseSync> {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  } catch (error) {
    throw fileFault(error, dirname(file));
  }
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file);
    await useWriteAheadLog(database);
    database.exec(`pragma busy_timeout = ${BUSY_TIMEOUT_MS}; pragma synchronous = full`);
    return database;
  } catch (error) {
    database?.close();
    throw sqliteFault(error, file);
  }
}

/** SQLite's own timeout does not cover the lock that this change takes, so processes that start together would fail. */
async function useWriteAheadLog(database: DatabaseSync): Promise<void> {
  const stepMs = 25;
  for (let waitedMs = 0; ; waitedMs += stepMs) {
    try {
      database.exec("pragma journal_mode = wal");
      return;
    } catch (error) {
      if (!isBusy(error) || waitedMs >= BUSY_TIMEOUT_MS) throw error;
      await sleep(stepMs);
    }
  }
}

class ImmediateDriver extends SqliteDriver {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync, file: string) {
    super({ database: asKyselyWantsIt(database, file) });
    this.#database = database;
  }

  // A transaction that reads first and writes later is refused, without waiting, when another process wrote in between.
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("begin immediate"));
  }

  // A full disk makes SQLite roll back by itself; rolling back again would hide why.
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#database.isTransaction) await super.rollbackTransaction(connection);
  }
}

/** SQLite's DDL is transactional: a migration is applied whole or not at all. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

function asKyselyWantsIt(database: DatabaseSync, file: string): SqliteDatabase {
  const told = <Result>(act: () => Result): Result => {
    try {
      return act();
    } catch (error) {
      throw sqliteFault(error, file);
    }
  };
  return {
    close: () => database.close(),
    prepare: (sql) => {
      const statement = told(() => database.prepare(sql));
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => told(() => statement.all(...(parameters as SQLInputValue[]))),
        run: (parameters) => told(() => statement.run(...(parameters as SQLInputValue[]))),
        *iterate(parameters) {
          try {
            yield* statement.iterate(...(parameters as SQLInputValue[]));
          } catch (error) {
            throw sqliteFault(error, file);
          }
        },
      };
    },
  };
}

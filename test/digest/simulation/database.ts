import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import {
  CompiledQuery,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
} from "kysely";
import { Migrator } from "kysely/migration";
import type { Database } from "#src/store/index.ts";
import { migrations } from "#src/store/migrations/index.ts";

/** Asked before and after each statement: resolves when it may go on, and never for a process that has died there. */
export interface Steps {
  readonly isAlive: boolean;
  step(statement: string): Promise<void>;
}

/** A real SQLite in memory for all workers of a run. What a dead worker had begun is rolled back. */
export class SharedDatabase {
  readonly #database = new DatabaseSync(":memory:");
  readonly #statements = new Map<string, StatementSync>();
  readonly #waiting: { readonly owner: object; readonly go: () => void }[] = [];
  #holder: object | undefined;

  static async open(): Promise<SharedDatabase> {
    const shared = new SharedDatabase();
    const db = shared.connect({ isAlive: true, step: async () => undefined });
    const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } });
    const { error } = await migrator.migrateToLatest();
    if (error !== undefined) throw new Error("the migrations failed", { cause: error });
    return shared;
  }

  connect(owner: Steps): Kysely<Database> {
    return new Kysely<Database>({
      dialect: {
        createDriver: () => this.#driver(owner),
        createAdapter: () => new SharedAdapter(),
        createQueryCompiler: () => new SqliteQueryCompiler(),
        createIntrospector: (db) => new SqliteIntrospector(db),
      },
    });
  }

  /** At once and beside everybody: for the simulation to look. */
  all(sql: string, ...parameters: SQLInputValue[]): Record<string, unknown>[] {
    return this.#statement(sql).all(...parameters);
  }

  /** Empty again, for the next run. */
  clear(): void {
    this.#holder = undefined;
    this.#waiting.length = 0;
    if (this.#database.isTransaction) this.#database.exec("rollback");
    for (const table of [
      "channel",
      "subscription",
      "change",
      "paper",
      "alias",
      "fact",
      "workspace",
      "edition",
      "shown",
    ]) {
      this.#database.exec(`delete from "${table}"`);
    }
    // As the migrations leave it.
    this.#database.exec("insert into fact values ('revision', '0')");
  }

  /** Its owner died. */
  abandon(owner: object): void {
    const waiting = this.#waiting.filter((one) => one.owner !== owner);
    this.#waiting.splice(0, this.#waiting.length, ...waiting);
    if (this.#holder !== owner) return;
    if (this.#database.isTransaction) this.#database.exec("rollback");
    this.#release();
  }

  #driver(owner: Steps): Driver {
    const run = async (compiled: CompiledQuery): Promise<QueryResult<never>> => {
      await owner.step(compiled.sql);
      // Another task of the same process may have met its death meanwhile.
      if (!owner.isAlive) return new Promise(() => undefined);
      const result = this.#run(compiled);
      // Done, and perhaps nobody left to hear of it.
      if (compiled.sql === "commit") await owner.step("committed");
      return result;
    };
    const connection: DatabaseConnection = {
      executeQuery: run,
      streamQuery: () => {
        throw new Error("nothing streams");
      },
    };
    const say = async (sql: string) => void (await run(CompiledQuery.raw(sql)));
    return {
      init: async () => undefined,
      acquireConnection: async () => {
        await this.#acquire(owner);
        return connection;
      },
      beginTransaction: () => say("begin immediate"),
      commitTransaction: () => say("commit"),
      rollbackTransaction: () => say("rollback"),
      releaseConnection: async () => this.#release(),
      destroy: async () => undefined,
    };
  }

  async #acquire(owner: Steps): Promise<void> {
    // The dead take nothing.
    await owner.step("a connection");
    if (!owner.isAlive) return new Promise(() => undefined);
    if (this.#holder === undefined) this.#holder = owner;
    else await new Promise<void>((go) => this.#waiting.push({ owner, go }));
  }

  #release(): void {
    const next = this.#waiting.shift();
    this.#holder = next?.owner;
    next?.go();
  }

  #run({ sql, parameters }: CompiledQuery): QueryResult<never> {
    const statement = this.#statement(sql);
    if (statement.columns().length > 0) {
      return { rows: statement.all(...(parameters as SQLInputValue[])) as never[] };
    }
    const { changes } = statement.run(...(parameters as SQLInputValue[]));
    return { rows: [], numAffectedRows: BigInt(changes) };
  }

  #statement(sql: string): StatementSync {
    const known = this.#statements.get(sql) ?? this.#database.prepare(sql);
    this.#statements.set(sql, known);
    return known;
  }
}

class SharedAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
  // One connection, but the simulation gives it out.
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

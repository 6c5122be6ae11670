import { copyFileSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Kysely, sql, type CompiledQuery, type DatabaseConnection, type Dialect, type Driver } from "kysely";
import { Migrator } from "kysely/migration";
import { describe, expect, it } from "vitest";
import { postgresDialect } from "#src/store/postgres.ts";
import { migrations } from "#src/store/migrations/index.ts";
import { sqliteDialect } from "#src/store/sqlite.ts";
import { dialects, silent, useDatabases, type Databases, type Dialect as Name, type Place } from "./databases.ts";

const folder = join(import.meta.dirname, "earlier");

/** A database as the version before the library left it, with people's work in it. */
async function earlier(databases: Databases, dialect: Name): Promise<Place> {
  const place = await databases.place();
  if (dialect === "sqlite") {
    mkdirSync(place.dataDir, { recursive: true });
    copyFileSync(join(folder, "before-the-library.db"), join(place.dataDir, "paperboy.db"));
  } else {
    const db = await connect(place);
    for (const statement of readFileSync(join(folder, "before-the-library.sql"), "utf8")
      .trim()
      .split(/;\n|;$/)) {
      if (statement !== "") await sql.raw(statement).execute(db);
    }
    await db.destroy();
  }
  return place;
}

/** Breaks off before the statement with this number, from 1. */
async function connect({ dataDir, databaseUrl }: Place, breaksAt = Number.POSITIVE_INFINITY) {
  const dialect =
    databaseUrl === undefined
      ? await sqliteDialect(join(dataDir, "paperboy.db"), { readOnly: false })
      : postgresDialect(databaseUrl, "PostgreSQL", silent);
  return new Kysely<Record<string, Record<string, unknown>>>({ dialect: breaking(dialect, breaksAt) });
}

function breaking(dialect: Dialect, breaksAt: number): Dialect {
  let statements = 0;
  const step = () => {
    statements += 1;
    if (statements === breaksAt) throw new Error("broken off");
  };
  const wrapped = new WeakMap<DatabaseConnection, DatabaseConnection>();
  return {
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createDriver: () => {
      const driver = dialect.createDriver();
      const inner = new WeakMap<DatabaseConnection, DatabaseConnection>();
      const own = (connection: DatabaseConnection) => inner.get(connection) ?? connection;
      return {
        init: () => driver.init(),
        acquireConnection: async () => {
          const connection = await driver.acquireConnection();
          const outer = wrapped.get(connection) ?? {
            executeQuery: <Row>(query: CompiledQuery) => {
              step();
              return connection.executeQuery<Row>(query);
            },
            streamQuery: () => {
              throw new Error("nothing streams");
            },
          };
          wrapped.set(connection, outer);
          inner.set(outer, connection);
          return outer;
        },
        beginTransaction: (connection, settings) => driver.beginTransaction(own(connection), settings),
        commitTransaction: async (connection) => {
          step();
          await driver.commitTransaction(own(connection));
        },
        rollbackTransaction: (connection) => driver.rollbackTransaction(own(connection)),
        releaseConnection: (connection) => driver.releaseConnection(own(connection)),
        destroy: () => driver.destroy(),
      } satisfies Driver;
    },
  };
}

/** Migrates; false where it was broken off. */
async function migrate(place: Place, breaksAt?: number): Promise<boolean> {
  const db = await connect(place, breaksAt);
  try {
    const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } });
    const { error } = await migrator.migrateToLatest();
    if (error !== undefined) expect(error).toHaveProperty("message", "broken off");
    return error === undefined;
  } finally {
    await db.destroy();
  }
}

type Rows = Record<string, readonly Record<string, unknown>[]>;

/** Every row of every table, in one order, but for when migrations ran. */
async function contents(place: Place): Promise<Rows> {
  const db = await connect(place);
  const tables = (await db.introspection.getTables()).map(({ name }) => name).sort();
  const rows: Rows = {};
  for (const table of tables) {
    const found = await db.selectFrom(table).selectAll().execute();
    rows[table] = found.map((row) => ({ ...row })).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }
  await db.destroy();
  return rows;
}

describe.each(dialects)("an upgrade on %s", (dialect) => {
  const databases = useDatabases(dialect);

  it("keeps every row, and makes nothing news but what a topic waited for", async () => {
    const place = await earlier(databases, dialect);
    const before = await contents(place);
    expect(await migrate(place)).toBe(true);
    const { alias, paper: papers, fact, ...after } = await contents(place);
    const { paper: earlierPapers, fact: earlierFacts, ...kept } = before;
    expect(after).toEqual(kept);
    expect(fact).toEqual(expect.arrayContaining([...(earlierFacts ?? []), { name: "revision", value: "9" }]));
    expect(papers?.map(({ news_at: _news, revision: _revision, ...paper }) => paper)).toEqual(
      earlierPapers?.map(({ aliases: _, ...paper }) => paper),
    );
    expect(papers?.map(({ revision }) => revision).sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    // The topics are older than the second listing.
    expect(papers?.filter(({ news_at }) => news_at !== null).map(({ id }) => id)).toEqual([
      "diffusion-for-proteins",
      "graph-transformers-revised",
      "weaving-baskets",
    ]);
    const names = new Map(alias?.map(({ name, paper }) => [name, paper]));
    expect(names.get("doi:10.1109/5.771073")).toBe("diffusion-for-weather");
    expect(names.get("title:un ete a lecole")).toBe("un-ete-a-lecole");
    // One paper under two titles.
    expect(names.get("arxiv:2611.00001")).toBe("graph-transformers");
    expect(names.get("id:graph-transformers-revised")).toBe("graph-transformers");
    expect(names.get("id:graph-transformers")).toBe("graph-transformers");
  });

  it("broken off at any statement and begun again comes out the same", async () => {
    const whole = await earlier(databases, dialect);
    await migrate(whole);
    const expected = await contents(whole);
    let broken = 0;
    for (let at = 1; ; at++) {
      const place = await earlier(databases, dialect);
      if (await migrate(place, at)) break;
      broken += 1;
      await migrate(place);
      expect(await contents(place), `statement ${at}`).toEqual(expected);
    }
    expect(broken).toBeGreaterThan(10);
  });
});

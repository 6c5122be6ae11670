import {
  PostgresDialect,
  type Dialect,
  type PostgresPool,
  type PostgresPoolClient,
  type PostgresQueryResult,
} from "kysely";
import pg from "pg";
import { errorCode, OperatorError } from "#src/errors.ts";
import type { Log } from "#src/log.ts";
import { isUnreachable, postgresFault, type FaultCode } from "./fault.ts";

/** The longest is a migration that waits for another process to finish the same one. */
const QUERY_TIMEOUT_MS = 15_000;

/** What may be said of DATABASE_URL: host, port and database. Throws `OperatorError` where it is no such URL. */
export function placeOf(databaseUrl: string): string {
  const url = URL.parse(databaseUrl);
  if (url?.protocol !== "postgres:" && url?.protocol !== "postgresql:") {
    throw new OperatorError(
      "DATABASE_URL_WRONG" satisfies FaultCode,
      "DATABASE_URL is not the address of a PostgreSQL database; right is e.g. postgres://paperboy:password@localhost:5432/paperboy",
    );
  }
  return `PostgreSQL at ${url.host || "the local socket"}${url.pathname}`;
}

/** A pool of connections for Kysely. `place` is what errors call it. */
export function postgresDialect(databaseUrl: string, place: string, log: Pick<Log, "warn">): Dialect {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    connectionTimeoutMillis: 10_000,
    // A network that swallows everything ends a connection after a quarter of an hour only.
    query_timeout: QUERY_TIMEOUT_MS,
    keepAlive: true,
    types: numbersForBigint(),
  });
  // Without these two listeners a lost connection would end the process. If it was in use, its next query fails.
  pool.on("error", (error) => log.warn({ code: errorCode(error) }, "lost an idle connection to PostgreSQL"));
  pool.on("connect", (client) => client.on("error", () => undefined));
  return new PostgresDialect({ pool: telling(pool, place) });
}

/** bigint arrives as text, since it might not fit a number; ours do (instants, counts). */
function numbersForBigint(): pg.CustomTypesConfig {
  const types = new pg.TypeOverrides();
  types.setTypeParser(pg.types.builtins.INT8, Number);
  return types;
}

/** The same pool, with what the operator must repair thrown as `OperatorError`. */
function telling(pool: pg.Pool, place: string): PostgresPool {
  return {
    options: pool.options,
    end: () => pool.end(),
    connect: async () => {
      try {
        return tellingClient(await pool.connect(), place);
      } catch (error) {
        throw postgresFault(error, place, "connect");
      }
    },
  };
}

function tellingClient(client: PostgresPoolClient, place: string): PostgresPoolClient {
  let isLost = false;

  async function query<Row>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<Row>> {
    try {
      return await client.query<Row>(sql, parameters);
    } catch (error) {
      const fault = postgresFault(error, place, "query");
      isLost ||= isUnreachable(fault);
      throw fault;
    }
  }
  // One that did not answer in time still waits for that answer: the next query would wait behind it.
  return { query: query as PostgresPoolClient["query"], release: (destroy) => client.release(destroy || isLost) };
}

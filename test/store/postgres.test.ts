import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { claimEvent, openStore, whileReachable, type StoreOptions } from "#src/store/index.ts";
import { systemTime } from "#src/time.ts";
import { freePort, startPostgres, type PostgresServer } from "../fakes/postgres.ts";
import { patience } from "../patience.ts";
import { silent, useDatabases } from "./databases.ts";

describe("PostgreSQL by DATABASE_URL", () => {
  const databases = useDatabases("postgres");
  const oneLine = (words: RegExp) => expect.stringMatching(new RegExp(`^[^\\n]*${words.source}[^\\n]*$`)) as string;
  const address = async (change: (url: URL) => void) => {
    const place = await databases.place();
    const url = new URL(place.databaseUrl ?? "");
    change(url);
    return { ...place, databaseUrl: url.href };
  };

  it("refuses a wrong password in one line that does not hold it", async () => {
    const place = await address((url) => (url.password = "secret-and-wrong"));
    const refusal: unknown = await databases.open(place).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: "DATABASE_DENIED", exitCode: 2, message: oneLine(/password/) });
    expect(String(refusal)).not.toContain("secret-and-wrong");
  });

  it("refuses a database that is not there", async () => {
    const place = await address((url) => (url.pathname = "/missing"));
    const refusal = { code: "DATABASE_DENIED", exitCode: 2, message: oneLine(/\/missing has no such database/) };
    await expect(databases.open(place)).rejects.toMatchObject(refusal);
  });

  it("that does not answer is said in one line, with its address and without its password", async () => {
    const port = await freePort();
    const place = await address((url) => (url.port = String(port)));
    const refusal: unknown = await databases.open(place).catch((error: unknown) => error);
    expect(refusal).toMatchObject({
      code: "DATABASE_UNREACHABLE",
      exitCode: 1,
      message: oneLine(new RegExp(`PostgreSQL at 127\\.0\\.0\\.1:${port}/test_\\w+ does not answer.*ECONNREFUSED`)),
    });
    expect(String(refusal)).not.toContain("right");
  });

  it.each(["not a url", "https://example.com/db", "localhost:5432"])("refuses the address %s", async (databaseUrl) => {
    const place = { ...(await databases.place()), databaseUrl };
    await expect(databases.open(place)).rejects.toMatchObject({
      code: "DATABASE_URL_WRONG",
      exitCode: 2,
      message: oneLine(/postgres:\/\/paperboy:password@localhost:5432\/paperboy/),
    });
  });

  it.each([
    ["53100", "DATABASE_FULL"],
    ["25006", "DATABASE_READ_ONLY"],
    ["42501", "DATABASE_DENIED"],
    ["53300", "DATABASE_UNREACHABLE"],
    ["57P03", "DATABASE_UNREACHABLE"],
    ["08006", "DATABASE_UNREACHABLE"],
  ])("turns the server's error %s into %s", async (state, code) => {
    const { db } = await databases.open();
    const failing = sql.raw(`do $$ begin raise exception 'no' using errcode = '${state}'; end $$`).execute(db);
    await expect(failing).rejects.toMatchObject({ name: "OperatorError", code });
  });

  it("leaves our own mistakes as they are", async () => {
    const { db } = await databases.open();
    await expect(sql`select nonsense`.execute(db)).rejects.toMatchObject({ name: "error", code: "42703" });
  });

  it("that ends a connection in the middle of a transaction fails that transaction alone", async () => {
    const { db } = await databases.open();
    const row = { platform: "slack", id: "Ev1", claim: "a", claimed_at: 1 };
    const failing = db.transaction().execute(async (transaction) => {
      await transaction.insertInto("event").values(row).execute();
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(transaction);
      await sql`select pg_terminate_backend(${rows[0]!.pid}, 10000)`.execute(db);
      await transaction
        .insertInto("event")
        .values({ ...row, id: "Ev2" })
        .execute();
    });
    await expect(failing).rejects.toMatchObject({ code: "DATABASE_UNREACHABLE" });
    expect(await db.selectFrom("event").selectAll().execute()).toEqual([]);
  });
});

describe("PostgreSQL gone for a while", () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.stop());

  it("is waited for: a claim made meanwhile is done when it is back, and idle connections are logged as lost", async () => {
    const warnings: unknown[] = [];
    const log: StoreOptions["log"] = { warn: (...line: unknown[]) => void warnings.push(line) };
    const store = await openStore({ dataDir: "", databaseUrl: await server.createDatabase(), log, time: systemTime });
    await sql`select 1`.execute(store.db);
    await server.halt();
    await expect(sql`select 1`.execute(store.db)).rejects.toMatchObject({ code: "DATABASE_UNREACHABLE" });

    let tries = 0;
    const claimed = whileReachable(
      () => {
        tries++;
        return claimEvent(store.db, { platform: "slack", id: "Ev1", claim: "a", now: 1 });
      },
      { time: systemTime, random: Math.random },
    );
    await expect.poll(() => tries).toBeGreaterThan(1);
    await server.resume();
    expect(await claimed).toBe(true);
    expect(warnings).toContainEqual([{ code: "57P01" }, "lost an idle connection to PostgreSQL"]);
    await store.close();
  });

  it("whose network swallows everything is given up in time, and asked by another connection", async () => {
    const url = new URL(await server.createDatabase());
    const network = await swallowing(Number(url.port));
    onTestFinished(() => network.close());
    url.port = String(network.port);
    url.searchParams.set("query_timeout", String(patience(1_000)));
    const store = await openStore({ dataDir: "", databaseUrl: url.href, log: silent, time: systemTime });
    onTestFinished(() => store.close());
    network.swallow();
    await expect(sql`select 1`.execute(store.db)).rejects.toMatchObject({ code: "DATABASE_UNREACHABLE" });
    expect(await sql`select 1 as one`.execute(store.db)).toMatchObject({ rows: [{ one: 1 }] });
  });
});

/** A way to this port on which, from `swallow` on, nothing goes through the connections that there are. */
async function swallowing(target: number) {
  const open: Socket[] = [];
  const server = createServer((client) => {
    const database = connect(target, "127.0.0.1");
    open.push(client, database);
    for (const socket of [client, database]) socket.on("error", () => undefined);
    client.pipe(database).pipe(client);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    swallow: () => {
      for (const socket of open) socket.unpipe().pause();
    },
    close: () => {
      for (const socket of open) socket.destroy();
      server.close();
    },
  };
}

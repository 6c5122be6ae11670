import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll } from "vitest";
import { openStore, type Store, type StoreOptions } from "#src/store/index.ts";
import { systemTime } from "#src/time.ts";
import { startPostgres, type PostgresServer } from "../fakes/postgres.ts";

/** For `describe.each`: what holds on one database holds on the other. */
export const dialects = ["sqlite", "postgres"] as const;
export type Dialect = (typeof dialects)[number];

/** Where a store is: what a process of its own needs to open the same one. */
export type Place = Pick<StoreOptions, "dataDir" | "databaseUrl">;

export interface Databases {
  /** A new, empty place. */
  place(): Promise<Place>;
  /** A store there (by default on a new place), closed after the test. */
  open(place?: Place): Promise<Store>;
  /** The server, where the dialect has one. */
  server(): PostgresServer;
}

/** Call it in a `describe`: starts the server before its tests and stops it after them, and cleans up after each. */
export function useDatabases(dialect: Dialect): Databases {
  let running: PostgresServer | undefined;
  const stores: Store[] = [];
  const folders: string[] = [];

  beforeAll(async () => {
    if (dialect === "postgres") running = await startPostgres();
  });
  afterEach(async () => {
    await Promise.all(stores.splice(0).map((store) => store.close()));
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
  });
  afterAll(() => running?.stop());

  const server = () => {
    if (running === undefined) throw new Error(`${dialect} has no server`);
    return running;
  };
  const place = async () => {
    const dataDir = mkdtempSync(join(tmpdir(), "paperboy-store-"));
    folders.push(dataDir);
    return dialect === "sqlite" ? { dataDir } : { dataDir, databaseUrl: await server().createDatabase() };
  };
  const open = async (where?: Place) => {
    const store = await openStore({ ...(where ?? (await place())), log: silent, time: systemTime });
    stores.push(store);
    return store;
  };
  return { place, open, server };
}

export const silent: StoreOptions["log"] = { warn: () => undefined };

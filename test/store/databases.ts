import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, inject } from "vitest";
import { openStore, type Store, type StoreOptions } from "#src/store/index.ts";
import { systemTime } from "#src/time.ts";
import { createDatabaseAt, dropDatabase } from "../fakes/postgres.ts";

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
}

/** Call it in a `describe`: cleans up after each of its tests. */
export function useDatabases(dialect: Dialect): Databases {
  const stores: Store[] = [];
  const folders: string[] = [];
  const made: string[] = [];

  afterEach(async () => {
    await Promise.all(stores.splice(0).map((store) => store.close()));
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
    for (const database of made.splice(0)) await dropDatabase(inject("postgres"), database);
  });

  const place = async () => {
    const dataDir = mkdtempSync(join(tmpdir(), "paperboy-store-"));
    folders.push(dataDir);
    if (dialect === "sqlite") return { dataDir };
    const databaseUrl = await createDatabaseAt(inject("postgres"));
    made.push(databaseUrl);
    return { dataDir, databaseUrl };
  };
  const open = async (where?: Place) => {
    const store = await openStore({ ...(where ?? (await place())), log: silent, time: systemTime });
    stores.push(store);
    return store;
  };
  return { place, open };
}

export const silent: StoreOptions["log"] = { warn: () => undefined };

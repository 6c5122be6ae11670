import type { Store, StoreOptions } from "./store.ts";

/** Opens the database and brings it to this version; several processes may do so at once. Throws `OperatorError`. */
export async function openStore(options: StoreOptions): Promise<Store> {
  // Kysely, Keyv and a database take 0.1 s to load: commands that need no database do without.
  const { open } = await import("./store.ts");
  return open(options);
}

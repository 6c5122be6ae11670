import { Keyv, keyvStorageCapability, type KeyvStorageAdapter, type KeyvStorageEntry } from "keyv";
import type { Kysely } from "kysely";
import type { Database } from "./database.ts";

/** Keyv on the table `document`. */
export function databaseKeyv(db: Kysely<Database>, namespace: string): Keyv {
  return new Keyv({ store: new DocumentAdapter(db), namespace });
}

type Methods =
  "get" | "getMany" | "has" | "hasMany" | "set" | "setMany" | "delete" | "deleteMany" | "clear" | "iterator";

const PAGE_ROWS = 500;

/** The storage contract of Keyv 6: values arrive serialised, expiry as an instant. It emits nothing: it throws. */
class DocumentAdapter implements Pick<KeyvStorageAdapter, Methods> {
  /** Set by Keyv. */
  namespace: string | undefined = undefined;
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  get capabilities() {
    return keyvStorageCapability(this);
  }

  async get(key: string): Promise<string | undefined> {
    return (await this.getMany([key]))[0];
  }

  async getMany(keys: string[]): Promise<(string | undefined)[]> {
    const values = new Map<string, string>();
    for (const page of pages(keys)) {
      const rows = await this.#alive().where("key", "in", page).execute();
      for (const { key, value } of rows) values.set(key, value);
    }
    return keys.map((key) => values.get(key));
  }

  async has(key: string): Promise<boolean> {
    return (await this.get(key)) !== undefined;
  }

  async hasMany(keys: string[]): Promise<boolean[]> {
    return (await this.getMany(keys)).map((value) => value !== undefined);
  }

  async set(key: string, value: unknown, expires?: number): Promise<boolean> {
    await this.setMany([{ key, value, ...(expires !== undefined && { expires }) }]);
    return true;
  }

  async setMany(entries: KeyvStorageEntry<unknown>[]): Promise<boolean[]> {
    // The last of two entries with one key wins, and an upsert must not meet the same row twice.
    const rows = new Map(entries.map((entry) => [entry.key, this.#row(entry)]));
    await this.#db.transaction().execute(async (transaction) => {
      for (const page of pages([...rows.values()])) {
        await transaction
          .insertInto("document")
          .values(page)
          .onConflict((conflict) =>
            conflict.columns(["namespace", "key"]).doUpdateSet((written) => ({
              value: written.ref("excluded.value"),
              expires_at: written.ref("excluded.expires_at"),
            })),
          )
          .execute();
      }
    });
    return entries.map(() => true);
  }

  async delete(key: string): Promise<boolean> {
    return (await this.deleteMany([key]))[0] === true;
  }

  async deleteMany(keys: string[]): Promise<boolean[]> {
    const deleted = new Set<string>();
    for (const page of pages(keys)) {
      const rows = await this.#db
        .deleteFrom("document")
        .where("namespace", "=", this.#namespace())
        .where("key", "in", page)
        .returning("key")
        .execute();
      for (const { key } of rows) deleted.add(key);
    }
    return keys.map((key) => deleted.has(key));
  }

  async clear(): Promise<void> {
    await this.#db.deleteFrom("document").where("namespace", "=", this.#namespace()).execute();
  }

  async *iterator<Value>(): AsyncGenerator<(string | Awaited<Value> | undefined)[], void> {
    let after: string | undefined;
    for (;;) {
      const rest = after === undefined ? this.#alive() : this.#alive().where("key", ">", after);
      const rows = await rest.orderBy("key").limit(PAGE_ROWS).execute();
      for (const { key, value } of rows) yield [key, value];
      if (rows.length < PAGE_ROWS) return;
      after = rows.at(-1)?.key;
    }
  }

  // Keyv works out expiry by Date.now() and offers no other clock, so this does too.
  #alive() {
    return this.#db
      .selectFrom("document")
      .select(["key", "value"])
      .where("namespace", "=", this.#namespace())
      .where((row) => row.or([row("expires_at", "is", null), row("expires_at", ">", Date.now())]));
  }

  #row({ key, value, expires }: KeyvStorageEntry<unknown>) {
    if (typeof value !== "string") throw new TypeError("Keyv is to serialise what it stores");
    return { namespace: this.#namespace(), key, value, expires_at: expires ?? null };
  }

  #namespace(): string {
    return this.namespace ?? "";
  }
}

/** A statement takes a limited number of parameters (SQLite 32,766, PostgreSQL 65,535). */
function pages<Item>(items: readonly Item[]): Item[][] {
  return Array.from({ length: Math.ceil(items.length / PAGE_ROWS) }, (_, page) =>
    items.slice(page * PAGE_ROWS, (page + 1) * PAGE_ROWS),
  );
}

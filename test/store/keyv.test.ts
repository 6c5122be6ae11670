import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { forgetExpiredDocuments } from "#src/store/index.ts";
import { dialects, useDatabases } from "./databases.ts";

const MONTH_MS = 30 * 24 * 60 * 60 * 1000;

describe.each(dialects)("Keyv on %s", (dialect) => {
  const databases = useDatabases(dialect);
  const open = async (namespace = "buttons") => (await databases.open()).keyv(namespace);

  afterEach(() => {
    vi.useRealTimers();
  });

  it("gets what was set, of any JSON form, and undefined for what was not", async () => {
    const keyv = await open();
    const values = { text: "a 'quoted' \u0000 text", list: [1, null], nested: { yes: true }, zero: 0, empty: "" };
    for (const [key, value] of Object.entries(values)) expect(await keyv.set(key, value)).toBe(true);
    for (const [key, value] of Object.entries(values)) expect(await keyv.get(key)).toEqual(value);
    expect(await keyv.get("never set")).toBeUndefined();
  });

  it("keeps the last value that was set, and its expiry", async () => {
    const keyv = await open();
    await keyv.set("key", "first", 1);
    await keyv.set("key", "second");
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + MONTH_MS });
    expect(await keyv.get("key")).toBe("second");
  });

  it("deletes, and says whether there was anything", async () => {
    const keyv = await open();
    await keyv.set("key", 1);
    expect(await keyv.delete("key")).toBe(true);
    expect(await keyv.delete("key")).toBe(false);
    expect(await keyv.get("key")).toBeUndefined();
  });

  it("says what it has", async () => {
    const keyv = await open();
    await keyv.set("key", 1);
    expect(await keyv.has("key")).toBe(true);
    expect(await keyv.has("other")).toBe(false);
  });

  it("sets, gets, finds and deletes many, in the order asked", async () => {
    const keyv = await open();
    const written = await keyv.setMany([
      { key: "a", value: 1 },
      { key: "b", value: 2 },
      { key: "a", value: 3 },
    ]);
    expect(written).toEqual([true, true, true]);
    expect(await keyv.getMany(["b", "missing", "a", "b"])).toEqual([2, undefined, 3, 2]);
    expect(await keyv.hasMany(["b", "missing", "a"])).toEqual([true, false, true]);
    expect(await keyv.deleteMany(["a", "missing"])).toEqual([true, false]);
    expect(await keyv.getMany(["a", "b"])).toEqual([undefined, 2]);
    expect(await keyv.getMany([])).toEqual([]);
  });

  it("takes more keys than a statement takes parameters", async () => {
    const keyv = await open();
    const keys = Array.from({ length: 20_000 }, (_, number) => `key ${number}`);
    await keyv.setMany(keys.map((key) => ({ key, value: key })));
    expect(await keyv.getMany(keys)).toEqual(keys);
  });

  it("iterates over everything alive, over many pages", async () => {
    const keyv = await open();
    const entries = Array.from({ length: 1_234 }, (_, number) => ({ key: `key ${number}`, value: number }));
    await keyv.setMany(entries);
    await keyv.set("gone", 1, MONTH_MS);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + MONTH_MS });
    const seen = new Map<unknown, unknown>();
    for await (const [key, value] of keyv.iterator()) seen.set(key, value);
    expect(seen).toEqual(new Map(entries.map(({ key, value }) => [key, value])));
  });

  it("keeps a document for its thirty days and not longer", async () => {
    const keyv = await open();
    const start = Date.UTC(2026, 10, 24);
    vi.useFakeTimers({ toFake: ["Date"], now: start });
    await keyv.set("button", "state", MONTH_MS);
    await keyv.setMany([{ key: "another", value: "state", ttl: MONTH_MS }]);
    vi.setSystemTime(start + MONTH_MS - 1);
    expect(await keyv.getMany(["button", "another"])).toEqual(["state", "state"]);
    vi.setSystemTime(start + MONTH_MS);
    expect(await keyv.store.getMany(["button", "another"])).toEqual([undefined, undefined]);
    expect(await keyv.getMany(["button", "another"])).toEqual([undefined, undefined]);
    expect(await keyv.has("button")).toBe(false);
  });

  it("leaves expired documents to be removed by and by", async () => {
    const { db, keyv } = await databases.open();
    const buttons = keyv("buttons");
    const start = Date.UTC(2026, 10, 24);
    vi.useFakeTimers({ toFake: ["Date"], now: start });
    await buttons.set("short", 1, 10);
    await buttons.set("long", 1, 11);
    await buttons.set("for ever", 1);
    expect(await forgetExpiredDocuments(db, start + 10)).toBe(1);
    const rows = await db.selectFrom("document").select(["key", "expires_at"]).orderBy("key").execute();
    expect(rows).toEqual([
      { key: "for ever", expires_at: null },
      { key: "long", expires_at: start + 11 },
    ]);
  });

  it("keeps namespaces apart, also when one is cleared", async () => {
    const { keyv } = await databases.open();
    const [buttons, states] = [keyv("buttons"), keyv("states")];
    await buttons.set("key", "button");
    await states.set("key", "state");
    expect([await buttons.get("key"), await states.get("key")]).toEqual(["button", "state"]);
    await buttons.clear();
    expect([await buttons.get("key"), await states.get("key")]).toEqual([undefined, "state"]);
    for await (const entry of states.iterator()) expect(entry).toEqual(["key", "state"]);
  });

  it("is there for another process, or the next start", async () => {
    const place = await databases.place();
    const first = await databases.open(place);
    await first.keyv("buttons").set("key", { page: 2 });
    const second = await databases.open(place);
    expect(await second.keyv("buttons").get("key")).toEqual({ page: 2 });
  });

  it("rejects when the database fails, and never answers as if there were nothing", async () => {
    const { db, keyv } = await databases.open();
    await db.schema.dropTable("document").execute();
    const buttons = keyv("buttons");
    await expect(buttons.get("key")).rejects.toThrow();
    await expect(buttons.set("key", 1)).rejects.toThrow();
    await expect(buttons.getMany(["key"])).rejects.toThrow();
    await expect(buttons.delete("key")).rejects.toThrow();
    await expect(buttons.clear()).rejects.toThrow();
  });

  it("does what a Map does, whatever is done to it", async () => {
    const { keyv } = await databases.open();
    const buttons = keyv("buttons");
    const key = fc.constantFrom("a", "b", "c d", "é'\"%");
    const step = fc.oneof(
      fc.record({ do: fc.constant("set" as const), key, value: fc.jsonValue() }),
      fc.record({ do: fc.constant("delete" as const), key }),
      fc.record({ do: fc.constant("clear" as const) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        await buttons.clear();
        const model = new Map<string, unknown>();
        for (const step of steps) {
          if (step.do === "clear") {
            await buttons.clear();
            model.clear();
          } else if (step.do === "delete") {
            expect(await buttons.delete(step.key)).toBe(model.delete(step.key));
          } else {
            await buttons.set(step.key, step.value);
            model.set(step.key, JSON.parse(JSON.stringify(step.value)));
          }
        }
        const seen = new Map<unknown, unknown>();
        for await (const [key, value] of buttons.iterator()) seen.set(key, value);
        expect(seen).toEqual(model);
      }),
      { numRuns: 50 },
    );
  });
});

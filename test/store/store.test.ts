import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { migrations } from "#src/store/migrations/index.ts";
import { useChildren } from "./children.ts";
import { dialects, useDatabases } from "./databases.ts";

describe.each(dialects)("the store on %s", (dialect) => {
  const databases = useDatabases(dialect);
  const startChild = useChildren();

  it("says which database it is", async () => {
    expect((await databases.open()).dialect).toBe(dialect);
  });

  it("is migrated once by three processes that start together", async () => {
    for (let round = 0; round < 2; round++) {
      const place = await databases.place();
      const children = await Promise.all([1, 2, 3].map(() => startChild({ task: "open", place })));
      const reports = await Promise.all(children.map((child) => child.go()));
      expect(reports).toEqual([{ done: 0 }, { done: 0 }, { done: 0 }]);
      const { db } = await databases.open(place);
      const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
      expect(rows.map(({ name }) => name)).toEqual(Object.keys(migrations));
    }
  });

  it("applies a migration whole or not at all", async () => {
    const place = await databases.place();
    const { db } = await databases.open(place);
    // As if it had never been migrated, but for the tables that are in the way once `event` is made.
    await db.schema.dropTable("event").execute();
    await sql`delete from kysely_migration`.execute(db);
    await expect(databases.open(place)).rejects.toThrow();
    const tables = (await db.introspection.getTables()).map(({ name }) => name);
    expect(tables).toContain("document");
    expect(tables).not.toContain("event");
  });

  it("of a newer version is refused in one line that names what is unknown", async () => {
    const place = await databases.place();
    const { db } = await databases.open(place);
    await sql`insert into kysely_migration values ('2999-01-01-later', '2999-01-01T00:00:00.000Z')`.execute(db);
    await expect(databases.open(place)).rejects.toMatchObject({
      name: "OperatorError",
      code: "DATABASE_NEWER",
      exitCode: 2,
      message: expect.stringMatching(
        /^\S.*newer Paperboy \(its migration 2999-01-01-later is unknown here\)[^\n]*$/,
      ) as string,
    });
  });

  it("keeps transactions apart that are begun at once", async () => {
    const { db } = await databases.open();
    await db.insertInto("document").values({ namespace: "n", key: "k", value: "0", expires_at: null }).execute();
    await Promise.all(
      Array.from({ length: 20 }, () =>
        db.transaction().execute(async (transaction) => {
          const row = transaction.selectFrom("document").select("value");
          const { value } = await (dialect === "postgres" ? row.forUpdate() : row).executeTakeFirstOrThrow();
          await transaction
            .updateTable("document")
            .set({ value: String(Number(value) + 1) })
            .execute();
        }),
      ),
    );
    expect(await db.selectFrom("document").select("value").execute()).toEqual([{ value: "20" }]);
  });

  it("keeps the transactions of two processes apart", async () => {
    const place = await databases.place();
    const { db } = await databases.open(place);
    await db.insertInto("document").values({ namespace: "n", key: "k", value: "0", expires_at: null }).execute();
    const children = await Promise.all([1, 2].map(() => startChild({ task: "count", place })));
    expect(await Promise.all(children.map((child) => child.go()))).toEqual([{ done: 100 }, { done: 100 }]);
    expect(await db.selectFrom("document").select("value").execute()).toEqual([{ value: "200" }]);
  });

  it("keeps nothing of a transaction that fails, and goes on", async () => {
    const { db } = await databases.open();
    const row = { platform: "slack", id: "Ev1", claim: "a", claimed_at: 1 };
    const failing = db.transaction().execute(async (transaction) => {
      await transaction.insertInto("event").values(row).execute();
      await transaction.insertInto("event").values(row).execute();
    });
    await expect(failing).rejects.not.toMatchObject({ name: "OperatorError" });
    expect(await db.selectFrom("event").selectAll().execute()).toEqual([]);
  });

  it("reads instants and counts as numbers", async () => {
    const { db } = await databases.open();
    const now = Date.UTC(2999, 0, 1);
    await db.insertInto("event").values({ platform: "slack", id: "Ev1", claim: "a", claimed_at: now }).execute();
    const query = db
      .selectFrom("event")
      .select(({ fn }) => [fn.max("claimed_at").as("latest"), fn.countAll().as("rows")]);
    expect(await query.execute()).toEqual([{ latest: now, rows: 1 }]);
  });
});

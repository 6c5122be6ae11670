import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { useChildren } from "./children.ts";
import { useDatabases } from "./databases.ts";

describe("SQLite in DATA_DIR", () => {
  const databases = useDatabases("sqlite");
  const startChild = useChildren();
  const oneLine = (words: RegExp) => expect.stringMatching(new RegExp(`^[^\\n]*${words.source}[^\\n]*$`)) as string;

  it("is durable: a write-ahead log, one fsync a commit, foreign keys kept", async () => {
    const { db } = await databases.open();
    const pragma = async (name: string) => (await sql.raw(`pragma ${name}`).execute(db)).rows[0];
    expect(await pragma("journal_mode")).toEqual({ journal_mode: "wal" });
    expect(await pragma("synchronous")).toEqual({ synchronous: 2 });
    expect(await pragma("foreign_keys")).toEqual({ foreign_keys: 1 });
  });

  it("makes a folder that is missing", async () => {
    const { dataDir } = await databases.place();
    const { db } = await databases.open({ dataDir: join(dataDir, "a", "b") });
    expect(await db.selectFrom("event").selectAll().execute()).toEqual([]);
  });

  it("is refused in one line where its file is no database", async () => {
    const place = await databases.place();
    writeFileSync(join(place.dataDir, "paperboy.db"), "not a database ".repeat(100));
    await expect(databases.open(place)).rejects.toMatchObject({
      code: "DATABASE_DAMAGED",
      exitCode: 2,
      message: oneLine(/paperboy\.db is not a database/),
    });
  });

  it("is refused in one line where DATA_DIR is a file", async () => {
    const { dataDir } = await databases.place();
    const file = join(dataDir, "file");
    writeFileSync(file, "");
    const refusal = { code: "DATA_DIR_UNUSABLE", exitCode: 2, message: oneLine(/is not a folder/) };
    await expect(databases.open({ dataDir: file })).rejects.toMatchObject(refusal);
    await expect(databases.open({ dataDir: join(file, "below") })).rejects.toMatchObject(refusal);
  });

  it("is refused in one line where DATA_DIR cannot be made or written", async () => {
    const { dataDir } = await databases.place();
    chmodSync(dataDir, 0o555);
    const inside = await startChild({ task: "open", place: { dataDir }, humble: true });
    expect(await inside.go()).toMatchObject({ code: "DATA_DIR_UNUSABLE", message: oneLine(/cannot be opened/) });
    const below = await startChild({ task: "open", place: { dataDir: join(dataDir, "below") }, humble: true });
    expect(await below.go()).toMatchObject({ code: "DATA_DIR_UNUSABLE", message: oneLine(/below cannot be written/) });
    chmodSync(dataDir, 0o700);
  });

  it("is refused in one line where its file cannot be written", async () => {
    const { dataDir } = await databases.place();
    chmodSync(dataDir, 0o777);
    const store = await databases.open({ dataDir });
    await store.close();
    chmodSync(join(dataDir, "paperboy.db"), 0o444);
    const child = await startChild({ task: "claim", place: { dataDir }, humble: true });
    expect(await child.go()).toMatchObject({
      code: "DATABASE_READ_ONLY",
      message: oneLine(/paperboy\.db cannot be written/),
      done: 0,
    });
  });

  it("that another process keeps locked is said in one line, after a wait", async () => {
    const place = await databases.place();
    const other = new DatabaseSync(join(place.dataDir, "paperboy.db"));
    other.exec("begin exclusive");
    await expect(databases.open(place)).rejects.toMatchObject({
      code: "DATABASE_BUSY",
      exitCode: 1,
      message: oneLine(/paperboy\.db is locked by another process/),
    });
    other.close();
    expect((await databases.open(place)).dialect).toBe("sqlite");
  });

  it("without room says so, keeps what was saved and nothing of the rest, and goes on when there is room", async () => {
    const { db, keyv } = await databases.open();
    const documents = keyv("documents");
    await documents.set("before", "kept");
    const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(db);
    await sql.raw(`pragma max_page_count = ${rows[0]!.page_count + 2}`).execute(db);
    const entries = [1, 2, 3].map((number) => ({ key: `large ${number}`, value: "x".repeat(9_000) }));
    await expect(documents.setMany(entries)).rejects.toMatchObject({
      code: "DATABASE_FULL",
      exitCode: 1,
      message: oneLine(/no room left/),
    });
    expect(await documents.get("before")).toBe("kept");
    expect(await documents.hasMany(["large 1", "large 2"])).toEqual([false, false]);
    await sql`pragma max_page_count = 1000000`.execute(db);
    expect(await documents.setMany(entries)).toEqual([true, true, true]);
  });

  it("whose file may not grow says so and has lost nothing at the next start", async () => {
    const place = await databases.place();
    mkdirSync(place.dataDir, { recursive: true });
    const limited = ["-c", 'ulimit -f 1000 && exec "$0" "$@"', process.execPath];
    const child = await startChild({ task: "fill", place }, { execPath: "/bin/sh", execArgv: limited });
    const report = await child.go();
    expect(report).toMatchObject({ code: "DATABASE_FULL", message: oneLine(/nothing saved is lost/) });
    expect(report.done).toBeGreaterThan(0);

    const { db, keyv } = await databases.open(place);
    expect(await sql`pragma integrity_check`.execute(db)).toMatchObject({ rows: [{ integrity_check: "ok" }] });
    const saved: unknown[] = [];
    for await (const [key] of keyv("fill").iterator()) saved.push(key);
    expect(saved.length).toBe(report.done);
  });
});

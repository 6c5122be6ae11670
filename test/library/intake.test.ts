import fc from "fast-check";
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { foldTitle, paperId } from "#src/corpus/index.ts";
import { sameAs } from "#src/library/by-id.ts";
import { currentRevision, takeIn } from "#src/library/intake.ts";
import type { Sighting } from "#src/library/index.ts";
import { readDocument } from "#src/library/stored-paper.ts";
import { withPapers } from "#src/library/tables.ts";
import type { Store } from "#src/store/index.ts";
import { systemTime } from "#src/time.ts";
import { dialects, useDatabases } from "../store/databases.ts";

interface Told {
  readonly title: string;
  readonly source?: string;
  readonly abstract?: string;
  readonly arxiv?: string;
  readonly doi?: string;
  readonly venue?: string;
}

function sighting({ title, source = "listing", abstract = "We study it.", arxiv, doi, venue }: Told): Sighting {
  const outside = [...(arxiv === undefined ? [] : [`arxiv:${arxiv}`]), ...(doi === undefined ? [] : [`doi:${doi}`])];
  return {
    id: paperId(title),
    aliases: [foldTitle(title), ...outside],
    ...{ title, abstract, source, links: [], acronyms: [] },
    ...(arxiv !== undefined && { arxiv }),
    ...(doi !== undefined && { doi }),
    ...(venue !== undefined && { venue }),
  };
}

let versions = 0;

/** Takes in what a source shows, at this moment of the clock. */
async function take(store: Store, sightings: readonly Sighting[], now = 1_000, source = "listing"): Promise<void> {
  const shown = { sightings, version: `v${++versions}` };
  const taking = { store: { ...store, now: async () => now }, source, turn: () => systemTime.turn() };
  await store.db.transaction().execute((trx) => takeIn(trx, shown, taking));
}

async function papersIn(store: Store) {
  const rows = await withPapers(store.db).selectFrom("paper").selectAll().orderBy("revision").execute();
  return rows.map((row) => ({ ...row, paper: readDocument(row.document) }));
}

const sorted = (texts: readonly string[]) => [...texts].sort();

/** What all papers are, whatever their ids: the names that lead to each, and what is known of it. */
async function meaning(store: Store) {
  const aliases = await withPapers(store.db).selectFrom("alias").selectAll().execute();
  const papers = new Map((await papersIn(store)).map(({ id, paper }) => [id, paper]));
  const leading = [...new Set(aliases.map(({ paper }) => paper))].filter((id) => id !== "");
  const shared = aliases.filter(({ paper }) => paper === "").map(({ name }) => name);
  return {
    shared: sorted(shared),
    papers: sorted(
      leading.map((id) => {
        const { id: _, aliases: _aliases, ...facts } = papers.get(id) ?? sighting({ title: "none" });
        const names = aliases.filter(({ name, paper }) => paper === id && !name.startsWith("id:"));
        return JSON.stringify({ names: sorted(names.map(({ name }) => name)), facts: Object.entries(facts).sort() });
      }),
    ),
  };
}

async function clear({ db }: Store): Promise<void> {
  for (const table of ["paper", "alias"]) await sql`delete from ${sql.table(table)}`.execute(db);
  await sql`delete from fact where name <> 'revision'`.execute(db);
  await sql`update fact set value = '0'`.execute(db);
}

/** A few papers as several sources show them: with more or fewer of their names, and with texts of their own. */
const worlds = fc
  .array(
    fc.record({
      // Two papers may have one title; then each is always told by its arXiv id.
      title: fc.constantFrom("One", "Two", "Three", "Four"),
      sightings: fc.array(
        fc.record({
          source: fc.constantFrom("listing", "huggingface", "arxiv"),
          tells: fc.record({ arxiv: fc.boolean(), doi: fc.boolean(), venue: fc.boolean() }),
        }),
        { minLength: 1, maxLength: 5 },
      ),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((papers) =>
    papers.flatMap(({ title, sightings }, at) => {
      const isShared = papers.filter((other) => other.title === title).length > 1;
      return sightings.map(({ source, tells }) =>
        sighting({
          title,
          source,
          abstract: `Paper ${at} as ${source} has it.`,
          ...((tells.arxiv || isShared) && { arxiv: `2611.0000${at}` }),
          ...(tells.doi && { doi: `10.1000/${at}` }),
          ...(tells.venue && { venue: `Venue ${at}` }),
        }),
      );
    }),
  );

describe.each(dialects)("intake on %s", (dialect) => {
  const databases = useDatabases(dialect);

  it("comes to the same papers and names in any order, sliced in any way", async () => {
    const store = await databases.open();
    await fc.assert(
      fc.asyncProperty(
        worlds.chain((all) =>
          fc.tuple(
            fc.constant(all),
            fc.shuffledSubarray(all, { minLength: all.length }),
            fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1 }),
          ),
        ),
        async ([all, shuffled, sizes]) => {
          await clear(store);
          await take(store, all);
          const expected = await meaning(store);
          await clear(store);
          for (let at = 0, slice = 0; at < shuffled.length; slice++) {
            const size = sizes[slice % sizes.length] ?? 1;
            await take(store, shuffled.slice(at, at + size));
            at += size;
          }
          expect(await meaning(store)).toEqual(expected);
        },
      ),
      { numRuns: dialect === "sqlite" ? 60 : 15 },
    );
  });

  it("tells who follows the revisions of every change, and of none twice", async () => {
    const store = await databases.open();
    await fc.assert(
      fc.asyncProperty(fc.array(worlds, { minLength: 1, maxLength: 4 }), async (intakes) => {
        await clear(store);
        const followed = new Map<string, string>();
        let revision = 0;
        for (const sightings of intakes) {
          await take(store, sightings);
          const rows = (await papersIn(store)).filter((row) => row.revision > revision);
          expect(new Set(rows.map((row) => row.revision)).size).toBe(rows.length);
          for (const row of rows) followed.set(row.id, row.document);
          revision = await currentRevision(store.db);
          expect(revision).toBe(Math.max(revision, ...rows.map((row) => row.revision)));
          expect(followed).toEqual(new Map((await papersIn(store)).map(({ id, document }) => [id, document])));
        }
      }),
      { numRuns: dialect === "sqlite" ? 40 : 10 },
    );
  });

  it("gives a second paper of the same title an id of its own, and the title to neither", async () => {
    const store = await databases.open();
    await take(store, [sighting({ title: "Attention", arxiv: "2611.00001" })]);
    await take(store, [sighting({ title: "Attention", arxiv: "2611.00002" }), sighting({ title: "Attention" })]);
    await take(store, [sighting({ title: "Attention", arxiv: "2611.00002", venue: "ICLR 2026" })]);
    const papers = await papersIn(store);
    expect(papers.map(({ id, paper }) => [id, paper.arxiv])).toEqual([
      ["attention", "2611.00001"],
      [expect.stringMatching(/^attention-[0-9a-f]{6}$/), "2611.00002"],
    ]);
    expect(papers[1]?.paper.venue).toBe("ICLR 2026");
    const titled = withPapers(store.db).selectFrom("alias").selectAll().where("name", "=", "title:attention");
    expect(await titled.execute()).toEqual([{ name: "title:attention", paper: "" }]);
  });

  it("fills what is missing, takes an abstract only from nearer home, and keeps the id under a new title", async () => {
    const store = await databases.open();
    await take(store, [sighting({ title: "A Draft", arxiv: "2611.00001", abstract: "A listing's." })]);
    await take(store, [
      sighting({ title: "A Draft, Final", arxiv: "2611.00001", abstract: "arXiv's.", source: "arxiv" }),
    ]);
    await take(store, [sighting({ title: "A Draft", doi: "10.1000/1", abstract: "Another.", venue: "ICLR" })]);
    const [only, ...more] = await papersIn(store);
    expect(more).toEqual([]);
    expect(only).toMatchObject({ id: "a-draft", news_at: null, first_seen_at: 1_000 });
    expect(only?.paper).toMatchObject({
      ...{ title: "A Draft, Final", abstract: "arXiv's.", source: "arxiv", arxiv: "2611.00001" },
      ...{ doi: "10.1000/1", venue: "ICLR" },
    });
  });

  it("says of two papers that they are one when a sighting shows it, and rewrites no row of the younger", async () => {
    const store = await databases.open();
    await take(store, [sighting({ title: "First Words", arxiv: "2611.00001" })]);
    await take(store, [sighting({ title: "Other Words", doi: "10.1000/1", venue: "ICLR" })], 2_000);
    const before = await papersIn(store);
    await take(store, [sighting({ title: "First Words", arxiv: "2611.00001", doi: "10.1000/1" })], 3_000);
    const after = await papersIn(store);
    expect(after.map(({ id, paper }) => [id, paper.venue])).toEqual([
      ["other-words", "ICLR"],
      ["first-words", "ICLR"],
    ]);
    expect(after[0]).toMatchObject({ document: before[1]?.document, first_seen_at: 2_000, news_at: 2_000 });
    // Who follows learns of both.
    expect(after.every(({ revision }) => revision > 2)).toBe(true);
    const same = await sameAs(store.db, ["other-words", "first-words", "third"]);
    expect(sorted(same.get("other-words") ?? [])).toEqual(["first-words", "other-words"]);
    expect(sorted(same.get("first-words") ?? [])).toEqual(["first-words", "other-words"]);
    expect(same.get("third")).toEqual(["third"]);
  });

  it("makes stock of what a source shows first, and news of what comes later, never before what is there", async () => {
    const store = await databases.open();
    await take(store, [sighting({ title: "One" })], 5_000);
    await take(store, [sighting({ title: "One" }), sighting({ title: "Two" })], 2_000);
    await take(store, [sighting({ title: "Three" })], 9_000, "feed");
    expect((await papersIn(store)).map((row) => [row.id, row.first_seen_at, row.news_at])).toEqual([
      ["one", 5_000, null],
      ["two", 5_001, 5_001],
      ["three", 9_000, null],
    ]);
  });

  it("writes nothing of 10,000 sightings that are known, and lets others have a turn meanwhile", async () => {
    const store = await databases.open();
    const many = Array.from({ length: 10_000 }, (_, at) =>
      sighting({
        title: `Paper ${at} on something`,
        arxiv: `2611.${String(at).padStart(5, "0")}`,
        abstract: `${at} ${"We study words and more words of papers. ".repeat(30)}`,
      }),
    );
    await take(store, many);
    const writes = async () => {
      if (dialect === "sqlite") return (await sql`select total_changes() as rows`.execute(store.db)).rows;
      const rows = withPapers(store.db)
        .selectFrom("paper")
        .select(sql<string>`max(xmin::text::bigint)`.as("last"));
      const names = withPapers(store.db)
        .selectFrom("alias")
        .select(sql<string>`max(xmin::text::bigint)`.as("last"));
      return [await rows.execute(), await names.execute()];
    };
    const before = await writes();
    const shown = { sightings: many, version: "the same once more" };
    // By the work that this process does, not by the clock: the machine may be busy with others.
    const heldMs: number[] = [];
    let began = process.cpuUsage();
    const turn = async () => {
      const { user, system } = process.cpuUsage(began);
      heldMs.push((user + system) / 1_000);
      await systemTime.turn();
      began = process.cpuUsage();
    };
    const revision = await currentRevision(store.db);
    await store.db.transaction().execute((trx) => takeIn(trx, shown, { store, source: "listing", turn }));
    expect(await currentRevision(store.db)).toBe(revision);
    // Only which version was taken in last.
    if (dialect === "sqlite") {
      const [{ rows: rowsBefore } = { rows: 0 }] = before as { rows: number }[];
      expect(await writes()).toEqual([{ rows: rowsBefore + 1 }]);
    } else expect(await writes()).toEqual(before);
    // On SQLite a page is one piece of work; waiting for PostgreSQL is none. The collector of garbage may fall into one.
    if (dialect === "sqlite") expect(heldMs.sort((a, b) => a - b)[Math.floor(heldMs.length * 0.98)]).toBeLessThan(20);
  });
});

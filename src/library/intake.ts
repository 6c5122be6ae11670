import type { Kysely, Transaction } from "kysely";
import type { Database, Store } from "#src/store/index.ts";
import { idsToTry, loadKnown, samePapers, type Known } from "./known.ts";
import { merged } from "./merge.ts";
import { idName, outsideNames, titleName } from "./names.ts";
import type { Shown, Sighting } from "./source.ts";
import { writeDocument } from "./stored-paper.ts";
import { pagesOf, withPapers, type LibraryDatabase } from "./tables.ts";

interface Taking {
  readonly store: Pick<Store, "dialect" | "now">;
  /** The source's name. */
  readonly source: string;
  /** Lets others have a turn of the event loop. */
  readonly turn: () => Promise<void>;
}

/** Sightings between two turns of the event loop. */
const SIGHTINGS_AT_ONCE = 50;

/**
 * Takes in what a source shows, whole, in this transaction; what is known already is not written again. One at a time,
 * whichever process: the others wait. What a source shows first is its stock, all later is news.
 */
export async function takeIn(trx: Transaction<Database>, shown: Shown, taking: Taking): Promise<void> {
  const { store, source, turn } = taking;
  const before = await lockRevision(trx, store.dialect);
  const taken = await factOf(trx, source);
  if (taken === shown.version) return;
  // The clock is asked when nobody else can be ahead; and it may have been set back, so its word alone does not do.
  const firstSeenAt = Math.max(await store.now(trx), (await newestPaperAt(trx)) + 1);
  const intake = new Intake(withPapers(trx), before, { firstSeenAt, newsAt: taken === undefined ? null : firstSeenAt });
  for (const [at, page] of pagesOf(shown.sightings, SIGHTINGS_AT_ONCE).entries()) {
    if (at > 0) await turn();
    await intake.take(page);
  }
  if (intake.revision > before) await saveFact(trx, REVISION, String(intake.revision));
  await saveFact(trx, source, shown.version);
}

/** The newest `first_seen_at`; 0 where no paper was ever seen. */
export async function newestPaperAt(db: Kysely<Database>): Promise<number> {
  const { newest } = await withPapers(db)
    .selectFrom("paper")
    .select((row) => row.fn.max("first_seen_at").as("newest"))
    .executeTakeFirstOrThrow();
  return newest ?? 0;
}

/** How often anything in the library changed so far. */
export async function currentRevision(db: Kysely<Database>): Promise<number> {
  return Number((await factOf(db, REVISION)) ?? 0);
}

/** The fact whose row is also the lock of all intake. */
const REVISION = "revision";

async function lockRevision(trx: Transaction<Database>, dialect: Store["dialect"]): Promise<number> {
  const row = trx.selectFrom("fact").select("value").where("name", "=", REVISION);
  // On SQLite the transaction itself has locked out all other writers.
  const { value } = await (dialect === "postgres" ? row.forUpdate() : row).executeTakeFirstOrThrow();
  return Number(value);
}

async function factOf(db: Kysely<Database>, name: string): Promise<string | undefined> {
  return (await db.selectFrom("fact").select("value").where("name", "=", name).executeTakeFirst())?.value;
}

async function saveFact(trx: Transaction<Database>, name: string, value: string): Promise<void> {
  await trx
    .insertInto("fact")
    .values({ name, value })
    .onConflict((conflict) => conflict.column("name").doUpdateSet({ value }))
    .execute();
}

/** Takes in some sightings after the other, each page by what it changes. */
class Intake {
  /** Of the last paper that was new or changed. */
  revision: number;
  readonly #db: LibraryDatabase;
  readonly #born: { readonly firstSeenAt: number; readonly newsAt: number | null };
  readonly #changedPapers = new Set<string>();
  readonly #changedNames = new Set<string>();

  constructor(db: LibraryDatabase, revision: number, born: { firstSeenAt: number; newsAt: number | null }) {
    this.#db = db;
    this.revision = revision;
    this.#born = born;
  }

  async take(sightings: readonly Sighting[]): Promise<void> {
    const known = await loadKnown(this.#db, sightings);
    for (const sighting of sightings) {
      const [id, ...others] = samePapers(known, sighting);
      if (id === undefined) this.#add(known, sighting);
      else {
        for (const other of others) await this.#unite(known, id, other);
        this.#change(known, id, sighting);
      }
    }
    await this.#write(known);
  }

  #add(known: Known, sighting: Sighting): void {
    const id = idsToTry(sighting).find((free) => !known.names.has(idName(free)));
    if (id === undefined) throw new Error("every id of a paper is taken");
    this.#put(known, { ...sighting, id }, this.#born);
    this.#name(known, idName(id), id);
    this.#nameBy(known, id, sighting);
  }

  #change(known: Known, id: string, sighting: Sighting): void {
    const before = known.papers.get(id);
    if (before === undefined) throw new Error(`an alias leads to ${id}, which is no paper`);
    const paper = merged(before.paper, sighting);
    if (writeDocument(paper) !== writeDocument(before.paper)) this.#put(known, paper, before);
    this.#nameBy(known, id, sighting);
  }

  /** Two papers turned out to be one: every name of the younger leads to the older from now on. */
  async #unite(known: Known, id: string, younger: string): Promise<void> {
    const gone = known.papers.get(younger);
    if (gone === undefined) throw new Error(`an alias leads to ${younger}, which is no paper`);
    this.#change(known, id, gone.paper);
    // Who follows the revisions learns of both.
    this.#put(known, gone.paper, gone);
    await this.#db.updateTable("alias").set({ paper: id }).where("paper", "=", younger).execute();
    for (const [name, paper] of known.names) if (paper === younger) known.names.set(name, id);
  }

  #nameBy(known: Known, id: string, { title, ...sighting }: Sighting): void {
    for (const name of outsideNames(sighting)) this.#name(known, name, id);
    const holder = known.names.get(titleName(title));
    if (holder === undefined) this.#name(known, titleName(title), id);
    else if (holder !== id) this.#name(known, titleName(title), "");
  }

  #name(known: Known, name: string, paper: string): void {
    if (known.names.get(name) === paper) return;
    known.names.set(name, paper);
    this.#changedNames.add(name);
  }

  #put(known: Known, paper: Sighting, { firstSeenAt, newsAt }: { firstSeenAt: number; newsAt: number | null }): void {
    known.papers.set(paper.id, { paper, firstSeenAt, newsAt, revision: ++this.revision });
    this.#changedPapers.add(paper.id);
  }

  async #write({ papers, names }: Known): Promise<void> {
    const rows = [...this.#changedPapers].flatMap((id) => {
      const known = papers.get(id);
      if (known === undefined) return [];
      const { paper, firstSeenAt, newsAt, revision } = known;
      return [{ id, document: writeDocument(paper), first_seen_at: firstSeenAt, news_at: newsAt, revision }];
    });
    if (rows.length > 0) {
      await this.#db
        .insertInto("paper")
        .values(rows)
        .onConflict((conflict) =>
          conflict.column("id").doUpdateSet((written) => ({
            document: written.ref("excluded.document"),
            revision: written.ref("excluded.revision"),
          })),
        )
        .execute();
    }
    const aliases = [...this.#changedNames].map((name) => ({ name, paper: names.get(name) ?? "" }));
    if (aliases.length > 0) {
      await this.#db
        .insertInto("alias")
        .values(aliases)
        .onConflict((conflict) =>
          conflict.column("name").doUpdateSet((written) => ({ paper: written.ref("excluded.paper") })),
        )
        .execute();
    }
    this.#changedPapers.clear();
    this.#changedNames.clear();
  }
}

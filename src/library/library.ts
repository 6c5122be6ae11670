import type { Kysely } from "kysely";
import { createCorpus, type Corpus, type Paper } from "#src/corpus/index.ts";
import { OperatorError } from "#src/errors.ts";
import type { Log } from "#src/log.ts";
import { createEngine, type Engine } from "#src/search/index.ts";
import type { Database, Store } from "#src/store/index.ts";
import type { Time } from "#src/time.ts";
import { findStored, idsOf, sameAs, storedById } from "./by-id.ts";
import { newestPaperAt, takeIn } from "./intake.ts";
import { News, type RecentPaper } from "./news.ts";
import type { Shown, Source } from "./source.ts";

/** The papers that are listed now. It never changes: a new listing is a new one. */
export interface Listing {
  readonly corpus: Corpus;
  /** The index over them, built when it is first needed. */
  readonly engine: () => Promise<Engine>;
  /** The source's title, for people. */
  readonly name: string;
}

/**
 * The one door to papers: those that are listed now, and every one ever seen. What asks the database takes it, or the
 * transaction that holds it.
 */
export interface Library {
  listing(): Promise<Listing>;
  /** The paper that a person named: as `Corpus.find` has it, else one that left the listing, which has the number 0. */
  find(reference: string): Promise<Paper | undefined>;
  /** The listed papers whose titles are nearest to what was typed, the nearest first. */
  suggest(typed: string, limit: number): Promise<readonly Paper[]>;
  /** Papers by the ids asked for, as they are listed now, else as they are kept. */
  byId(db: Kysely<Database>, ids: readonly string[]): Promise<ReadonlyMap<string, Paper>>;
  /** All ids of the paper that has one of these: ids are compared after it, never before. */
  sameAs(db: Kysely<Database>, ids: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
  /** The newest `firstSeenAt` of all papers, in milliseconds; 0 where there are none. */
  newestAt(db: Kysely<Database>): Promise<number>;
  /** The papers first seen after `after` and no later than `upTo`, the newest first, at most 10,000. */
  seenSince(db: Kysely<Database>, after: number, upTo: number): Promise<readonly RecentPaper[]>;
  /** Sees to it that the listed papers are in the database. Outside a transaction: on SQLite it has one of its own. */
  takeIn(): Promise<void>;
  /** Looks whether the source shows something else now, and takes it in. A damaged one is reported, and the old one stays. */
  refresh(): Promise<void>;
}

export interface LibraryOptions {
  /** The listing. */
  readonly source: Source;
  /** The database, to write into. */
  readonly store: () => Promise<Pick<Store, "db" | "dialect" | "now">>;
  /** The database, to read from; undefined where there is none. */
  readonly reading: () => Promise<Pick<Store, "db"> | undefined>;
  /** Told once where the database cannot be read: the listing alone answers then. Without it that is an error. */
  readonly unread?: (error: OperatorError) => void;
  readonly time: Pick<Time, "turn">;
  readonly log: Pick<Log, "info" | "error">;
}

/** Opens the library over a listing. Rejects with an OperatorError where the listing is damaged: never half a library. */
export async function openLibrary(options: LibraryOptions): Promise<Library> {
  const { source, log } = options;
  const news = new News();
  const turn = () => options.time.turn();
  let seen = await source.fingerprint();
  let shown = await source.read();
  let listing: Promise<Listing> | undefined;
  let taken: string | undefined;
  let isSearched = false;

  /** Without ids the papers have those of their titles: nothing was ever stored. */
  function listingOf({ sightings, version }: Shown, ids: readonly string[] | undefined): Listing {
    const papers = sightings.map((paper, at): Paper => ({ ...paper, id: ids?.[at] ?? paper.id, number: at + 1 }));
    let engine: Promise<Engine> | undefined;
    return {
      corpus: createCorpus(papers, version),
      engine: () => {
        isSearched = true;
        return (engine ??= createEngine(papers));
      },
      name: source.title,
    };
  }

  async function asKnown(next: Shown): Promise<Listing> {
    try {
      const store = await options.reading();
      return listingOf(next, store && (await idsOf(store.db, next.sightings, turn)));
    } catch (error) {
      if (options.unread === undefined || !(error instanceof OperatorError)) throw error;
      options.unread(error);
      return listingOf(next, undefined);
    }
  }

  const current = (): Promise<Listing> =>
    (listing ??= asKnown(shown).catch((error: unknown) => {
      listing = undefined;
      throw error;
    }));

  /** The one way in which a listing comes into the database. */
  async function taking(next: Shown): Promise<Listing> {
    const store = await options.store();
    const ids = await store.db.transaction().execute(async (trx) => {
      await takeIn(trx, next, { store, source: source.name, turn });
      return idsOf(trx, next.sightings, turn);
    });
    return listingOf(next, ids);
  }

  return {
    listing: current,
    async find(reference) {
      const listed = (await current()).corpus.find(reference);
      if (listed !== undefined) return listed;
      const store = await options.reading();
      return store && findStored(store.db, reference);
    },
    suggest: async (typed, limit) => (await current()).corpus.suggest(typed, limit),
    async byId(db, ids) {
      const listed = papersById((await current()).corpus);
      const stored = await storedById(
        db,
        ids.filter((id) => !listed.has(id)),
      );
      return new Map(
        ids.flatMap((id) => {
          const kept = stored.get(id);
          const paper = listed.get(id) ?? (kept && (listed.get(kept.id) ?? kept));
          return paper === undefined ? [] : [[id, paper]];
        }),
      );
    },
    sameAs,
    newestAt: newestPaperAt,
    seenSince: (db, after, upTo) => news.since(db, after, upTo),
    async takeIn() {
      const now = shown;
      if (taken === now.version) return;
      const next = await taking(now);
      if (shown !== now) return;
      taken = now.version;
      if (listing === undefined || !hasSameIds((await listing).corpus, next.corpus)) listing = Promise.resolve(next);
    },
    async refresh() {
      const found = await source.fingerprint();
      if (found === seen) return;
      try {
        const next = await source.read();
        if (next.version !== shown.version) {
          const made = await taking(next);
          // Where people search, nobody waits for the index: the old one answers meanwhile.
          if (isSearched) await made.engine();
          [listing, taken, shown] = [Promise.resolve(made), next.version, next];
        }
        seen = found;
        log.info({ papers: next.sightings.length }, "the listing was read again");
      } catch (error) {
        if (!(error instanceof OperatorError)) throw error;
        // The same damaged file is reported once, not every minute; a database that is gone is tried again.
        if (/^(?:listing|facts)_/.test(error.code)) seen = found;
        log.error({ code: error.code, reason: error.message }, "the new listing was not taken, the old one stays");
      }
    },
  };
}

function hasSameIds(one: Corpus, other: Corpus): boolean {
  return one.papers.every(({ id }, at) => id === other.papers[at]?.id);
}

function papersById(corpus: Corpus): ReadonlyMap<string, Paper> {
  const known = byId.get(corpus) ?? new Map(corpus.papers.map((paper) => [paper.id, paper]));
  byId.set(corpus, known);
  return known;
}

const byId = new WeakMap<Corpus, ReadonlyMap<string, Paper>>();

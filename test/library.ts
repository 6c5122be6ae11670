import { createCorpus, type Corpus, type Paper } from "#src/corpus/index.ts";
import { openLibrary, type Library, type LibraryOptions } from "#src/library/index.ts";
import { createEngine, type Engine } from "#src/search/index.ts";
import { loadCorpus } from "./listing.ts";

interface Embedded {
  readonly corpus: Corpus;
  readonly engine: Engine;
}

let opened: Promise<Embedded> | undefined;

/** The embedded listing with its engine, opened once a test file. */
export function openEmbeddedListing(): Promise<Embedded> {
  const open = async () => {
    const corpus = await loadCorpus("data/trending-papers.txt");
    return { corpus, engine: await createEngine(corpus.papers) };
  };
  return (opened ??= open());
}

interface Over {
  /** The listing of the moment; another one is taken in as soon as the library is asked for it. */
  readonly corpus: () => Corpus;
  readonly store: () => ReturnType<LibraryOptions["store"]>;
  /** Where papers are looked for that left the listing; else in `store`. */
  readonly reading?: LibraryOptions["reading"];
  /** Else one over the listing. */
  readonly engine?: Engine;
  /** Else that of the embedded listing. */
  readonly title?: string;
  readonly turn?: () => Promise<void>;
}

const nothing = async () => undefined;
const silent = { info: () => undefined, error: () => undefined };

/** The library over a test's own listing, which may change. */
export function libraryOver({
  corpus,
  store,
  reading = store,
  engine,
  title = "trending-papers.txt",
  turn = nothing,
}: Over): Library {
  let opening: Promise<Library> | undefined;
  const current = async (): Promise<Library> => {
    opening ??= openLibrary({
      source: {
        name: "listing",
        title,
        fingerprint: async () => corpus().version,
        read: async () => ({ sightings: corpus().papers.map(withoutNumber), version: corpus().version }),
      },
      ...{ store, reading, time: { turn }, log: silent },
    });
    const library = await opening;
    await library.refresh();
    return library;
  };
  return {
    async listing() {
      const listing = await (await current()).listing();
      return engine === undefined ? listing : { ...listing, engine: async () => engine };
    },
    find: async (reference) => (await current()).find(reference),
    suggest: async (typed, limit) => (await current()).suggest(typed, limit),
    byId: async (db, ids) => ((await opening) ?? (await current())).byId(db, ids),
    sameAs: async (db, ids) => ((await opening) ?? (await current())).sameAs(db, ids),
    newestAt: async (db) => ((await opening) ?? (await current())).newestAt(db),
    seenSince: async (db, after, upTo) => ((await opening) ?? (await current())).seenSince(db, after, upTo),
    takeIn: async () => (await current()).takeIn(),
    refresh: async () => (await current()).refresh(),
  };
}

function withoutNumber({ number: _, ...sighting }: Paper): Omit<Paper, "number"> {
  return sighting;
}

/** A listing of a test's own papers, numbered in this order. */
export function corpusOf(papers: readonly Paper[]): Corpus {
  return createCorpus(
    papers.map((paper, at) => ({ ...paper, number: at + 1 })),
    "0123456789abcdef",
  );
}

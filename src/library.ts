import { basename } from "node:path";
import { loadCorpus, type Corpus } from "#src/corpus/index.ts";
import { createEngine, type Engine } from "#src/search/index.ts";

/** The papers of the moment and the engine over them: replaced together when the listing changes. */
export interface Library {
  readonly corpus: Corpus;
  readonly engine: Engine;
  /** File name of the listing, for people. */
  readonly name: string;
}

/** Reads the listing and indexes it. A damaged listing throws an OperatorError: never half a library. */
export async function openLibrary(path: string): Promise<Library> {
  const corpus = await loadCorpus(path);
  return { corpus, engine: await createEngine(corpus.papers), name: basename(path) };
}

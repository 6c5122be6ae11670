import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { factsPathOf, loadCorpus, type Corpus } from "#src/corpus/index.ts";
import { createEngine, type Engine } from "#src/search/index.ts";
import { errorCode, OperatorError } from "./errors.ts";
import type { Log } from "./log.ts";

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

/** A library that follows its file. */
export interface LiveLibrary {
  current(): Library;
  /** Looks at the file and reads it again where it changed. A damaged one is reported, and the old library stays. */
  refresh(): Promise<void>;
}

/** Opens the library of a service. `changed` gets every new one. */
export async function openLiveLibrary(
  path: string,
  { log, changed }: { readonly log: Log; readonly changed: (library: Library) => Promise<void> },
): Promise<LiveLibrary> {
  let seen = await fingerprint(path);
  let library = await openLibrary(path);
  return {
    current: () => library,
    async refresh() {
      const found = await fingerprint(path);
      if (found === seen) return;
      try {
        const next = await openLibrary(path);
        if (next.corpus.version !== library.corpus.version) await changed(next);
        library = next;
        seen = found;
        log.info({ papers: next.corpus.papers.length }, "the listing was read again");
      } catch (error) {
        if (!(error instanceof OperatorError)) throw error;
        // The same damaged file is reported once, not every minute; a database that is gone is tried again.
        if (/^(?:listing|facts)_/.test(error.code)) seen = found;
        log.error({ code: error.code, reason: error.message }, "the new listing was not taken, the old one stays");
      }
    },
  };
}

/** Changes when the listing or the file of its facts does. */
async function fingerprint(path: string): Promise<string> {
  return (await Promise.all([path, factsPathOf(path)].map(fingerprintOf))).join(", ");
}

/** Changes when the file is written or replaced; a missing file is a state as well. */
async function fingerprintOf(path: string): Promise<string> {
  try {
    const { mtimeMs, size, ino } = await stat(path);
    return `${mtimeMs} ${size} ${ino}`;
  } catch (error) {
    return errorCode(error) ?? "unknown";
  }
}

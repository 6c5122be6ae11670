import type { Kysely } from "kysely";
import { storedPapers } from "#src/channels/index.ts";
import type { Corpus, Paper } from "#src/corpus/index.ts";
import type { Database } from "#src/store/index.ts";

/** Papers kept in memory that left the listing. */
const KEPT = 2_000;

/** Papers by id: as they stand in the listing, else as they were stored. */
export class Papers {
  readonly #corpus: () => Corpus;
  readonly #stored = new Map<string, Paper>();

  constructor(corpus: () => Corpus) {
    this.#corpus = corpus;
  }

  async load(db: Kysely<Database>, ids: readonly string[]): Promise<void> {
    const missing = [...new Set(ids)].filter((id) => this.get(id) === undefined);
    if (this.#stored.size + missing.length > KEPT) this.#stored.clear();
    for (let at = 0; at < missing.length; at += KEPT) {
      for (const paper of await storedPapers(db, missing.slice(at, at + KEPT))) this.#stored.set(paper.id, paper);
    }
  }

  /** Undefined where it was never loaded. */
  get(id: string): Paper | undefined {
    return listed(this.#corpus()).get(id) ?? this.#stored.get(id);
  }
}

function listed(corpus: Corpus): ReadonlyMap<string, Paper> {
  const known = byId.get(corpus) ?? new Map(corpus.papers.map((paper) => [paper.id, paper]));
  byId.set(corpus, known);
  return known;
}

const byId = new WeakMap<Corpus, ReadonlyMap<string, Paper>>();

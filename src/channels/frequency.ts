import type { Corpus } from "#src/corpus/index.ts";
import { readPaper } from "./read-paper.ts";

/** Enough papers to tell a rare term from a common one. */
const SAMPLE = 2_000;

/** In how many papers of a listing (the first ones) a term stands. */
export function termFrequency(corpus: Pick<Corpus, "papers">): (term: string) => number {
  const counts = known.get(corpus.papers) ?? new Map<string, number>();
  if (!known.has(corpus.papers)) {
    for (const paper of corpus.papers.slice(0, SAMPLE)) {
      for (const term of readPaper(paper).analysed.places.keys()) counts.set(term, (counts.get(term) ?? 0) + 1);
    }
    known.set(corpus.papers, counts);
  }
  return (term) => counts.get(term) ?? 0;
}

const known = new WeakMap<readonly object[], Map<string, number>>();

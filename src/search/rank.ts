import type { AnalysedPaper } from "./analysed.ts";
import type { Term } from "./interpret.ts";
import type { Scored } from "./postings.ts";
import type { Weights } from "./weights.ts";

/**
 * Sorts the first hits again by what an index of terms cannot see. A bonus only ever adds, so that what is not looked at
 * stays below.
 */
export function rerank(
  first: readonly Scored[],
  terms: readonly Term[],
  paperOf: (id: string) => AnalysedPaper,
  weights: Weights,
): Scored[] {
  const own = terms.filter((term) => !term.aside);
  const ranked = first.map(({ id, score }) => {
    const paper = paperOf(id);
    const bonus =
      weights.inTitle * share(terms, ({ term }) => paper.titleTerms.has(term)) +
      weights.exactForm * share(own, ({ word }) => paper.words.has(word)) +
      weights.sideBySide * sideBySide(own, paper) +
      weights.defines * (terms.some(({ word }) => paper.defines.has(word)) ? 1 : 0);
    return { id, score: score * (1 + bonus) };
  });
  return ranked.sort((a, b) => b.score - a.score);
}

/** Which share of these terms' worth passes, 0 to 1. */
export function share(terms: readonly Term[], passes: (term: Term) => boolean): number {
  let found = 0;
  let total = 0;
  for (const term of terms) {
    total += term.worth;
    if (passes(term)) found += term.worth;
  }
  return total === 0 ? 0 : found / total;
}

/** The share of the query's neighbouring pairs that stand together in the paper, by worth. */
function sideBySide(terms: readonly Term[], paper: AnalysedPaper): number {
  let found = 0;
  let total = 0;
  for (const [at, right] of terms.entries()) {
    const left = terms[at - 1];
    if (left === undefined) continue;
    const worth = left.worth + right.worth;
    total += worth;
    if (areClose(paper.places.get(left.term), paper.places.get(right.term))) found += worth;
  }
  return total === 0 ? 0 : found / total;
}

/** One after the other, with at most one word between: `descent of gradients` is not `gradient descent`. */
function areClose(left: readonly number[] | undefined, right: readonly number[] | undefined): boolean {
  if (left === undefined || right === undefined) return false;
  return left.some((place) => right.includes(place + 1) || right.includes(place + 2));
}

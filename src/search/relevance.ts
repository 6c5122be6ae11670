import type { AnalysedPaper } from "./analysed.ts";
import type { Term } from "./interpret.ts";
import { share } from "./rank.ts";

/** Half of what a query asks is always enough. */
const ENOUGH = 0.5;

/**
 * Does this paper say enough of what was asked to be an answer at all? Counted in the worth of the query's own words, of
 * which one that the corpus lacks is worth most. A short query must be said by half; in a long one `words` average words
 * do, since people describe a paper in words of their own, but never a single word of four and more.
 */
export function isRelevant(paper: AnalysedPaper, terms: readonly Term[], words: number): boolean {
  const own = terms.filter((term) => !term.aside);
  const matched = own.filter(({ term }) => paper.places.has(term)).length;
  const said = share(own, ({ term }) => paper.places.has(term));
  if (said >= ENOUGH) return true;
  return matched >= 2 && said * own.length >= words;
}

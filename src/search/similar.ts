import type { AnalysedPaper } from "./analysed.ts";
import { inverseFrequency, type Term } from "./interpret.ts";
import type { Index } from "./postings.ts";
import type { Weights } from "./weights.ts";

/** The terms that tell most about a paper, worth their tf-idf: what papers like it say too. */
export async function similarTerms(paper: AnalysedPaper, index: Index, weights: Weights): Promise<Term[]> {
  const terms = [...paper.places.keys()];
  const count = await index.count();
  const frequencies = await index.documentFrequency(terms);
  return terms
    .map((term, at): Term => {
      const weight = 1 + Math.log(paper.places.get(term)?.length ?? 1);
      const documents = frequencies[at] ?? 0;
      return {
        term,
        word: term,
        weight,
        aside: false,
        worth: documents < 2 ? 0 : weight * inverseFrequency(documents, count),
      };
    })
    .filter((term) => term.worth > 0)
    .sort((a, b) => b.worth - a.worth)
    .slice(0, weights.similarTerms);
}

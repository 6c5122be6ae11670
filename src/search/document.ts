import type { Paper } from "#src/corpus/index.ts";
import { analyse, sequences, terms } from "./analyse.ts";
import type { Document } from "./postings.ts";

/** A paper as the index holds it: one field, in which a word of the title counts `titleWeight` times. */
export function documentOf(paper: Paper, titleWeight: number): Document {
  const title = analyse(paper.title);
  const abstract = analyse(paper.abstract);
  const titleTerms = terms(title);
  const head = sequences(title);
  const body = sequences(abstract);
  return {
    id: paper.id,
    terms: [...Array.from({ length: titleWeight }, () => titleTerms).flat(), ...terms(abstract)],
    // No term is empty: no phrase reaches from the title into the abstract.
    sequences: { split: [...head.split, "", ...body.split], joined: [...head.joined, "", ...body.joined] },
    words: new Set([...title.tokens, ...abstract.tokens].filter((token) => !token.stop).map((token) => token.word)),
  };
}

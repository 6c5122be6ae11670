import type { Paper } from "#src/corpus/index.ts";
import { analyse, terms } from "./analyse.ts";
import type { Document } from "./postings.ts";
import { paperSequences, sequences } from "./sequences.ts";

/** A paper as the index holds it: one field, in which a word of the title counts `titleWeight` times. */
export function documentOf(paper: Paper, titleWeight: number): Document {
  const title = analyse(paper.title);
  const abstract = analyse(paper.abstract);
  const titleTerms = terms(title);
  return {
    id: paper.id,
    terms: [...Array.from({ length: titleWeight }, () => titleTerms).flat(), ...terms(abstract)],
    sequences: paperSequences(sequences(title), sequences(abstract)),
    words: new Set([...title.tokens, ...abstract.tokens].filter((token) => !token.stop).map((token) => token.word)),
  };
}

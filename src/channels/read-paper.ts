import type { Paper } from "#src/corpus/index.ts";
import { analysePaper, paperSequences, sequences, type AnalysedPaper, type Sequences } from "#src/search/index.ts";

/** A paper as topics look at it. What only phrases need is worked out when one asks. */
export interface ReadPaper {
  readonly paper: Paper;
  readonly analysed: AnalysedPaper;
  has(term: string): boolean;
  /** Everything it says, in order. */
  said(): Sequences;
  titled(): Sequences;
}

export function readPaper(paper: Paper): ReadPaper {
  const known = readPapers.get(paper);
  if (known !== undefined) return known;
  const analysed = analysePaper(paper);
  let title: Sequences | undefined;
  let whole: Sequences | undefined;
  const titled = () => (title ??= sequences(analysed.title));
  const fresh: ReadPaper = {
    paper,
    analysed,
    has: (term) => analysed.places.has(term),
    titled,
    said: () => (whole ??= paperSequences(titled(), sequences(analysed.abstract))),
  };
  readPapers.set(paper, fresh);
  return fresh;
}

const readPapers = new WeakMap<Paper, ReadPaper>();

import type { Paper } from "#src/corpus/index.ts";
import { analysePaper, sequences, type AnalysedPaper, type Phrase } from "#src/search/index.ts";

/** A paper as topics look at it. What only phrases need is worked out when one asks. */
export interface ReadPaper {
  readonly paper: Paper;
  readonly analysed: AnalysedPaper;
  has(term: string): boolean;
  /** Everything it says, in order. */
  said(): Phrase;
  titled(): Phrase;
}

export function readPaper(paper: Paper): ReadPaper {
  const known = read.get(paper);
  if (known !== undefined) return known;
  const analysed = analysePaper(paper);
  let title: Phrase | undefined;
  let whole: Phrase | undefined;
  const titled = () => (title ??= sequences(analysed.title));
  const fresh: ReadPaper = {
    paper,
    analysed,
    has: (term) => analysed.places.has(term),
    titled,
    said: () => (whole ??= follow(titled(), sequences(analysed.abstract))),
  };
  read.set(paper, fresh);
  return fresh;
}

const read = new WeakMap<Paper, ReadPaper>();

/** No term is empty: no phrase reaches from the title into the abstract. */
function follow(first: Phrase, second: Phrase): Phrase {
  return { split: [...first.split, "", ...second.split], joined: [...first.joined, "", ...second.joined] };
}

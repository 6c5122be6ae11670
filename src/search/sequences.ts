import type { Analysis } from "./analyse.ts";

/** The terms of a text in order, stop words kept: compounds as their parts, and compounds as one word. */
export interface Sequences {
  readonly split: readonly string[];
  readonly joined: readonly string[];
}

/** A text as sequences of terms, in which phrases are looked for. */
export function sequences(analysis: Analysis): Sequences {
  const split = analysis.tokens.map((token) => token.term);
  const joined: string[] = [];
  let next = 0;
  for (const compound of analysis.compounds) {
    joined.push(...split.slice(next, compound.from), compound.term);
    next = compound.to + 1;
  }
  joined.push(...split.slice(next));
  return { split, joined };
}

/** The sequences of a whole paper. No term is empty: no phrase reaches from the title into the abstract. */
export function paperSequences(title: Sequences, abstract: Sequences): Sequences {
  return {
    split: [...title.split, "", ...abstract.split],
    joined: [...title.joined, "", ...abstract.joined],
  };
}

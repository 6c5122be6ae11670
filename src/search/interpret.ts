import { analyse } from "./analyse.ts";
import type { Index } from "./postings.ts";
import type { Query } from "./query.ts";
import { repair, type Repair } from "./repair.ts";
import type { Weights } from "./weights.ts";

/** A term to search for. */
export interface Term {
  readonly term: string;
  /** The folded word it comes from. */
  readonly word: string;
  /** How much it tells: its inverse document frequency times its weight. A word the corpus lacks tells most. */
  readonly worth: number;
  readonly weight: number;
  /** Stands only for another term (a relative, a compound beside its parts): may match, need not. */
  readonly aside: boolean;
}

export interface Interpretation {
  readonly terms: readonly Term[];
  readonly repairs: readonly Repair[];
}

/** From this many words on, a query says enough by itself: relatives would only blur it. */
const SHORT_QUERY = 3;
/** `precondit` (preconditioning) and `precondition` (preconditioner) are three letters apart. */
const RELATIVE_LETTERS = 3;

/** What a query's words and phrases look for in this corpus, with typing errors repaired. */
export async function interpret(query: Query, index: Index, weights: Weights): Promise<Interpretation> {
  const analysis = analyse([query.words, ...query.phrases].join(" \n "));
  const { words, repairs } = await repair(
    analysis.tokens.filter((token) => !token.stop),
    index,
  );
  const found = new Map<string, Pick<Term, "word" | "weight" | "aside">>();
  for (const { term, word } of words) if (!found.has(term)) found.set(term, { word, weight: 1, aside: false });
  const own = [...found.keys()];
  for (const { term, word } of analysis.compounds)
    if (!found.has(term)) found.set(term, { word, weight: weights.compound, aside: true });
  if (own.length <= SHORT_QUERY && weights.relative > 0) {
    for (const term of own) {
      for (const relative of await index.relatives(term, RELATIVE_LETTERS))
        if (!found.has(relative)) found.set(relative, { word: relative, weight: weights.relative, aside: true });
    }
  }
  const count = await index.count();
  const frequencies = await index.documentFrequency([...found.keys()]);
  const terms = [...found].map(([term, { word, weight, aside }], at): Term => {
    return { term, word, weight, aside, worth: weight * inverseFrequency(frequencies[at] ?? 0, count) };
  });
  return { terms, repairs };
}

/** BM25's inverse document frequency, as MiniSearch computes it: never negative. */
export function inverseFrequency(documentFrequency: number, count: number): number {
  return Math.log(1 + (count - documentFrequency + 0.5) / (documentFrequency + 0.5));
}

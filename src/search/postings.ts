import type { Sequences } from "./sequences.ts";

/** A document as an index holds it: already analysed. */
export interface Document {
  readonly id: string;
  /** What it is found by, as often as it says it. */
  readonly terms: readonly string[];
  /** Every word in order, stop words too, for phrases; compounds as parts and as one word. */
  readonly sequences: Sequences;
  /** Its words as written (folded), once each, for repairing typing errors. */
  readonly words: ReadonlySet<string>;
}

export interface Scored {
  readonly id: string;
  /** Compares only within one query. */
  readonly score: number;
}

/** A phrase in terms, as parts and as one word where it holds a hyphen: found where either is. */
export interface Phrase<Term = string> {
  readonly split: Sequence<Term>;
  readonly joined: Sequence<Term>;
}

/** An array or a typed array. */
type Sequence<Term> = ArrayLike<Term> & Iterable<Term>;

export interface IndexQuery {
  /** Found by any of these, the more the better. Each term once. None: everything that passes, in the order added. */
  readonly any: readonly (readonly [term: string, weight: number])[];
  /** All of these must stand in it. */
  readonly phrases?: readonly Phrase[];
  /** None of these may. */
  readonly not?: readonly Phrase[];
}

/** Where the terms are kept. Knows no words, no papers and no query language: all that stands outside. */
export interface Index {
  /** Adds documents, replacing those with the same id. */
  add(documents: readonly Document[]): Promise<void>;
  remove(ids: readonly string[]): Promise<void>;
  /** The best `limit` documents and how many there are in all; filters apply before the limit. */
  search(
    query: IndexQuery,
    limit: number,
    only?: (id: string) => boolean,
  ): Promise<{ readonly best: readonly Scored[]; readonly total: number }>;
  /** In how many documents each term stands. */
  documentFrequency(terms: readonly string[]): Promise<number[]>;
  /** Known terms that continue this term or that it continues, by at most `letters` letters; never itself. */
  relatives(term: string, letters: number): Promise<string[]>;
  /** Known words one edit away (a swap of neighbours is one), the most frequent first. */
  near(word: string): Promise<{ word: string; documentFrequency: number }[]>;
  count(): Promise<number>;
}

/** Does this text say this phrase: its terms in order, one after the other, with or without hyphens? */
export function holdsPhrase<Term>(text: Phrase<Term>, phrase: Phrase<Term>): boolean {
  return holdsRun(text.split, phrase.split) || holdsRun(text.joined, phrase.joined);
}

function holdsRun<Term>(terms: Sequence<Term>, run: Sequence<Term>): boolean {
  if (run.length === 0) return false;
  for (let at = 0; at + run.length <= terms.length; at++) {
    let same = 0;
    while (same < run.length && terms[at + same] === run[same]) same++;
    if (same === run.length) return true;
  }
  return false;
}

import { termOf, type Token } from "./analyse.ts";
import type { Index } from "./postings.ts";

/** A word read as another. */
export interface Repair {
  readonly from: string;
  readonly to: string;
}

interface Word {
  readonly term: string;
  readonly word: string;
}

/** Shorter words are too near to too many others. */
const SHORTEST = 4;
/** One changed letter in a shorter word is more often another word (`file`, `fine`) than an error. */
const CHANGEABLE = 7;
/** In a long query only words of at least so many letters: people who describe a paper use words that the corpus lacks. */
const LONG_QUERY = 5;
const LONG_WORD = 8;

/**
 * Reads words the corpus lacks as the most frequent known word one edit away that begins alike (typing errors rarely hit
 * the first letter). In a query whose words are mostly foreign to the corpus a near word is chance: nothing is repaired.
 */
export async function repair(tokens: readonly Token[], index: Index): Promise<{ words: Word[]; repairs: Repair[] }> {
  const frequencies = await index.documentFrequency(tokens.map((token) => token.term));
  const words = new Array<Word>();
  const repairs = new Array<Repair>();
  let foreign = 0;
  for (const [at, { term, word }] of tokens.entries()) {
    const isUnknown = frequencies[at] === 0;
    const near = isUnknown && isRepairable(word, tokens.length) ? await nearest(word, index) : undefined;
    if (near === undefined) {
      words.push({ term, word });
      if (isUnknown) foreign++;
    } else {
      words.push({ term: termOf(near), word: near });
      repairs.push({ from: word, to: near });
    }
  }
  return foreign * 2 > tokens.length ? { words: [...tokens], repairs: [] } : { words, repairs };
}

function isRepairable(word: string, queryLength: number): boolean {
  if (/\d/.test(word)) return false;
  return word.length >= (queryLength >= LONG_QUERY ? LONG_WORD : SHORTEST);
}

async function nearest(word: string, index: Index): Promise<string | undefined> {
  const near = await index.near(word);
  return near.find((known) => isLikely(word, known.word))?.word;
}

function isLikely(word: string, known: string): boolean {
  if (known.length < SHORTEST || known.charAt(0) !== word.charAt(0)) return false;
  return word.length >= CHANGEABLE || known.length !== word.length || isSwapped(word, known);
}

/** Of two words one edit apart: the same letters in another order. */
function isSwapped(word: string, known: string): boolean {
  return [...word].sort().join("") === [...known].sort().join("");
}

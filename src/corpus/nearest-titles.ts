import levenshtein from "damerau-levenshtein";

/** How much of a typed word a word of a title is. A half-typed word counts nearly as much as a whole one. */
const SAME = 1;
const BEGINS = 0.9;
const ONE_EDIT = 0.8;
/** Below it, half of the typed words are not in the title. */
const FLOOR = 0.5;
/** Shorter words are one edit from too many others. */
const EDIT_LENGTH = 4;

/**
 * The places of the titles that share most with the typed words (both folded), the nearest first; ties go to the title
 * with fewer other words, then to listing order.
 */
export function nearestTitles(
  typed: readonly string[],
  titles: readonly (readonly string[])[],
  limit: number,
): readonly number[] {
  const likenesses = typed.filter((word) => word !== "").map(remembered);
  if (likenesses.length === 0) return [];
  return titles
    .map((title, index) => ({ index, words: title.length, score: score(likenesses, title) }))
    .filter((title) => title.score >= FLOOR)
    .sort((one, other) => other.score - one.score || one.words - other.words || one.index - other.index)
    .slice(0, Math.max(0, limit))
    .map((title) => title.index);
}

type Likeness = (word: string) => number;

function score(likenesses: readonly Likeness[], title: readonly string[]): number {
  const best = likenesses.map((likeness) => Math.max(...title.map(likeness)));
  return best.reduce((sum, value) => sum + value, 0) / best.length;
}

/** Titles share their words: each is compared once. */
function remembered(typed: string): Likeness {
  const known = new Map<string, number>();
  return (word) => {
    const value = known.get(word) ?? likeness(typed, word);
    known.set(word, value);
    return value;
  };
}

function likeness(typed: string, word: string): number {
  if (typed === word) return SAME;
  if (word.startsWith(typed)) return BEGINS;
  return typed.length >= EDIT_LENGTH && isOneEditApart(typed, word) ? ONE_EDIT : 0;
}

/** One letter more, less or other, or two neighbours swapped. */
function isOneEditApart(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1) return false;
  // Most words are told apart without a matrix: one edit leaves the first letter or the last one.
  const isAlikeAtAnEnd = one.at(0) === other.at(0) || one.at(-1) === other.at(-1);
  return isAlikeAtAnEnd && levenshtein(one, other).steps === 1;
}

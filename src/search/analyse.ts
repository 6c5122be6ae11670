import { stemmer } from "stemmer";
import { plainLetters } from "#src/corpus/index.ts";
import { STOP_WORDS } from "./stopwords.ts";

/** One word of a text. `start` and `end` are its place in that text, in UTF-16 units. */
export interface Token {
  /** Folded: lower case, no accents, no apostrophes. */
  readonly word: string;
  /** What is compared: the Porter stem; the word itself where it holds digits. */
  readonly term: string;
  readonly start: number;
  readonly end: number;
  /** A word that says nothing by itself: kept for phrases, not searched. */
  readonly stop: boolean;
  /** This word is bound to the one before by a hyphen. */
  readonly bound: boolean;
}

/** A hyphen compound written as one word (`pre-training` -> `pretrain`), at the place of its first word. */
export interface Compound {
  readonly term: string;
  readonly word: string;
  /** Indexes of its first and last token. */
  readonly from: number;
  readonly to: number;
}

export interface Analysis {
  readonly tokens: readonly Token[];
  readonly compounds: readonly Compound[];
}

// An apostrophe binds, and so does the caret of `SRe^2L`, which others write as `SRe²L`.
const WORD = /[\p{L}\p{N}\p{M}]+(?:['’^][\p{L}\p{N}\p{M}]+)*/gu;
const HYPHENS = new Set(["-", "\u2010", "\u2011", "\u2012", "\u2013"]);

/** Splits a text into words and compounds. Linear in its length, never throws. */
export function analyse(text: string): Analysis {
  const tokens: Token[] = [];
  for (const { 0: raw, index: start } of text.matchAll(WORD)) {
    const { word, term, stop } = foldedWord(raw);
    if (word === "") continue;
    const before = tokens.at(-1);
    const bound = before !== undefined && before.end + 1 === start && HYPHENS.has(text.charAt(before.end));
    tokens.push({ word, term, stop, start, end: start + raw.length, bound });
  }
  return { tokens, compounds: compoundsOf(tokens) };
}

/** The terms to search for or to index: stop words out, compounds as parts and joined. */
export function terms(analysis: Analysis): string[] {
  return [
    ...analysis.tokens.filter((token) => !token.stop).map((token) => token.term),
    ...analysis.compounds.map((compound) => compound.term),
  ];
}

/** The terms of a text, see `terms`. */
export function termsOf(text: string): string[] {
  return terms(analyse(text));
}

/** Porter's stem of a folded word, once: the stemmer is not idempotent. Words with digits are names and stay. */
export function termOf(word: string): string {
  return foldedWord(word).term;
}

interface FoldedWord {
  readonly word: string;
  readonly term: string;
  readonly stop: boolean;
}

// Folding and stemming are slow (regular expressions) and words repeat.
const foldedWords = new Map<string, FoldedWord>();
const MOST_FOLDED_WORDS = 300_000;

function foldedWord(raw: string): FoldedWord {
  const known = foldedWords.get(raw);
  if (known !== undefined) return known;
  if (foldedWords.size >= MOST_FOLDED_WORDS) foldedWords.clear();
  const word = foldWord(raw);
  const folded = { word, term: /\d/.test(word) ? word : stemmer(word), stop: STOP_WORDS.has(word) };
  foldedWords.set(raw, folded);
  return folded;
}

/** Lower case, no accents, no apostrophes and no possessive s: `Łojasiewicz’s` -> `lojasiewicz`, `SRe²L` -> `sre2l`. */
export function foldWord(raw: string): string {
  if (/^[a-z0-9]*$/.test(raw)) return raw;
  return plainLetters(raw)
    .replace(/['’]s$/, "")
    .replace(/[^\p{L}\p{N}]/gu, "");
}

function compoundsOf(tokens: readonly Token[]): Compound[] {
  const compounds: Compound[] = [];
  for (let from = 0; from < tokens.length; from++) {
    let to = from;
    while (tokens[to + 1]?.bound) to++;
    if (to === from) continue;
    const word = tokens
      .slice(from, to + 1)
      .map((token) => token.word)
      .join("");
    compounds.push({ word, term: termOf(word), from, to });
    from = to;
  }
  return compounds;
}

import MiniSearch from "minisearch";
import { createDictionary } from "./dictionary.ts";
import { oneEditAway } from "./one-edit-away.ts";
import { holdsPhrase, type Index, type Phrase, type Scored, type IndexQuery } from "./postings.ts";

/** BM25 as measured on SciFact; `d: 0` is the textbook form (MiniSearch's own default is BM25+). */
const BM25 = { k: 1.2, b: 0.8, d: 0 };

/** Shorter terms have no relatives: too many words begin alike. */
const BEGINNING_LETTERS = 5;

/** What is kept of a document beside MiniSearch's postings: its words in order, and what to subtract when it goes. */
interface Packed extends Phrase<number> {
  readonly terms: Uint32Array;
  readonly words: Uint32Array;
}

/** An index in memory, for up to some 30,000 documents. */
export function createMiniSearchIndex(): Index {
  const documents = new Map<string, Packed>();
  const dictionary = createDictionary();
  const termFrequency = new Map<string, number>();
  const wordFrequency = new Map<string, number>();
  const alphabet = new Set<string>();
  let byBeginning: Map<string, string[]> | undefined;
  const mini = new MiniSearch<{ id: string; text: string }>({
    fields: ["text"],
    tokenize: (text) => text.split(" "),
    processTerm: (term) => term,
  });

  function forget(id: string): void {
    const document = documents.get(id);
    if (document === undefined) return;
    mini.discard(id);
    documents.delete(id);
    for (const term of dictionary.unpack(document.terms)) count(termFrequency, term, -1);
    for (const word of dictionary.unpack(document.words)) count(wordFrequency, word, -1);
  }

  /** Which documents pass; undefined where all do. */
  function filterOf(
    { phrases = [], not = [] }: IndexQuery,
    only: ((id: string) => boolean) | undefined,
  ): ((id: string) => boolean) | undefined {
    if (phrases.length === 0 && not.length === 0) return only;
    const find = ({ split, joined }: Phrase) => ({ split: dictionary.find(split), joined: dictionary.find(joined) });
    const must = phrases.map(find);
    const mustNot = not.map(find);
    return (id) => {
      const document = documents.get(id);
      if (document === undefined || (only !== undefined && !only(id))) return false;
      return (
        must.every((phrase) => holdsPhrase(document, phrase)) &&
        !mustNot.some((phrase) => holdsPhrase(document, phrase))
      );
    };
  }

  return {
    async add(added) {
      byBeginning = undefined;
      for (const { id, terms, words, sequences } of added) {
        forget(id);
        mini.add({ id, text: terms.join(" ") });
        const own = new Set(terms);
        const split = dictionary.pack(sequences.split);
        documents.set(id, {
          terms: dictionary.pack(own),
          words: dictionary.pack(words),
          split,
          joined: sequences.joined.length === sequences.split.length ? split : dictionary.pack(sequences.joined),
        });
        for (const term of own) count(termFrequency, term, 1);
        for (const word of words) {
          if (!wordFrequency.has(word)) for (const letter of word) alphabet.add(letter);
          count(wordFrequency, word, 1);
        }
      }
    },

    async remove(ids) {
      byBeginning = undefined;
      for (const id of ids) forget(id);
    },

    async search(query, limit, only) {
      const passes = filterOf(query, only);
      const weights = new Map(query.any);
      const results = mini.search(weights.size === 0 ? MiniSearch.wildcard : [...weights.keys()].join(" "), {
        bm25: BM25,
        boostTerm: (term) => weights.get(term) ?? 1,
        ...(passes === undefined ? {} : { filter: ({ id }) => passes(id as string) }),
      });
      // MiniSearch multiplies by the number of matched terms, which favours the common words of a long query.
      const scored = results.map((result): Scored => {
        return { id: result.id as string, score: result.score / (result.queryTerms.length || 1) };
      });
      return { best: scored.sort((a, b) => b.score - a.score).slice(0, limit), total: scored.length };
    },

    async documentFrequency(terms) {
      return terms.map((term) => termFrequency.get(term) ?? 0);
    },

    async relatives(term, letters) {
      byBeginning ??= Map.groupBy(
        [...termFrequency.keys()].filter((known) => known.length >= BEGINNING_LETTERS),
        (known) => known.slice(0, BEGINNING_LETTERS),
      );
      return (byBeginning.get(term.slice(0, BEGINNING_LETTERS)) ?? []).filter(
        (known) =>
          known !== term &&
          Math.abs(known.length - term.length) <= letters &&
          (known.startsWith(term) || term.startsWith(known)),
      );
    },

    async near(word) {
      return [...oneEditAway(word, alphabet)]
        .map((near) => ({ word: near, documentFrequency: wordFrequency.get(near) ?? 0 }))
        .filter((near) => near.documentFrequency > 0)
        .sort((a, b) => b.documentFrequency - a.documentFrequency || (a.word < b.word ? -1 : 1));
    },

    async count() {
      return documents.size;
    },
  };
}

function count(frequencies: Map<string, number>, key: string, change: 1 | -1): void {
  const frequency = (frequencies.get(key) ?? 0) + change;
  if (frequency === 0) frequencies.delete(key);
  else frequencies.set(key, frequency);
}

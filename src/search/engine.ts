import { setImmediate } from "node:timers/promises";
import { createCorpus, type Paper } from "#src/corpus/index.ts";
import { Mistake } from "#src/errors.ts";
import { bold, type Text } from "#src/reply/index.ts";
import { termsOf } from "./analyse.ts";
import { analysePaper, analysedPapers } from "./analysed.ts";
import { documentOf } from "./document.ts";
import { present, type Worth } from "./excerpt.ts";
import { filtersOf } from "./filters.ts";
import { isRelevant } from "./relevance.ts";
import { interpret, type Term } from "./interpret.ts";
import { createMiniSearchIndex } from "./minisearch.ts";
import type { Scored } from "./postings.ts";
import { parseQuery } from "./query.ts";
import { rerank } from "./rank.ts";
import type { Repair } from "./repair.ts";
import { similarTerms } from "./similar.ts";
import { sentenceOf } from "./summary-sentence.ts";
import { findThemes, type Theme } from "./themes.ts";
import { DEFAULT_WEIGHTS, type Weights } from "./weights.ts";

export interface Engine {
  /**
   * The papers for a query, best first. `onlyRelevant: false` also answers where no paper is relevant.
   * Throws `Mistake` (`query_too_long`) over 500 characters; any other text is answered.
   */
  search(query: string, options: { limit: number; offset?: number; onlyRelevant?: boolean }): Promise<Answer>;
  /** Papers that say what this one says; never itself. */
  similar(paper: Paper, options: { limit: number; offset?: number }): Promise<Answer>;
  /** Does any paper hold this word, in any form? */
  knows(word: string): Promise<boolean>;
  /** The sentence of its abstract that says what a paper does. */
  sentence(paper: Paper): Text;
  /** Frequent informative phrases of the corpus, those first that say most of it; at most 100. */
  themes(): Promise<readonly Theme[]>;
}

export interface Answer {
  readonly hits: readonly Hit[];
  /** All hits, for paging. */
  readonly total: number;
  /** What was understood otherwise than typed, left out, or not found. */
  readonly notices: readonly Text[];
  /** Words that were read as others. */
  readonly repairs: readonly Repair[];
}

export interface Hit {
  readonly paper: Paper;
  /** Compares only within one answer; null where a query only filters or names the paper. */
  readonly score: number | null;
  /** The sentence that matters, matched words marked. */
  readonly excerpt: Text;
  /** Short: `matches "low-rank" in the title, "adapters"`. Empty where no word matched. */
  readonly why: Text;
}

export const LONGEST_QUERY = 500;

/** How many of the first hits are ranked again. */
const RERANKED_HITS = 50;
/** How many of the first hits may show that there is an answer. */
const JUDGED_HITS = 3;
/** As many as `--limit` can ask for. */
const MOST_THEMES = 100;
/** Papers added between two turns of the event loop. */
const ADDED_AT_ONCE = 500;

/** Builds the index of a listing, which does not change. */
export async function createEngine(papers: readonly Paper[], weights: Weights = DEFAULT_WEIGHTS): Promise<Engine> {
  const index = createMiniSearchIndex();
  for (let at = 0; at < papers.length; at += ADDED_AT_ONCE) {
    if (at > 0) await setImmediate();
    await index.add(papers.slice(at, at + ADDED_AT_ONCE).map((paper) => documentOf(paper, weights.title)));
  }
  const byId = new Map(papers.map((paper) => [paper.id, paper]));
  const analysedOf = analysedPapers(byId);
  const corpus = createCorpus(papers, "");
  let themes: readonly Theme[] | undefined;

  function toHit(id: string, score: number | null, worth: Worth): Hit {
    const analysed = analysedOf(id);
    return { paper: analysed.paper, score, ...present(analysed, worth) };
  }

  return {
    async search(raw, { limit, offset = 0, onlyRelevant = true }) {
      const query = parseQuery(raw);
      if ([...query.text].length > LONGEST_QUERY) {
        throw new Mistake("query_too_long", `A search takes at most ${LONGEST_QUERY} characters.`, {
          example: "low-rank adapters",
        });
      }
      const { terms, repairs } = await interpret(query, index, weights);
      const filters = filtersOf(query, papers);
      const notices: Text[] = [...filters.notices, ...repairNotice(repairs)];
      // What must not be there is never what is looked for: `-OmniSSR` names no paper.
      const first = query.not.length === 0 ? corpus.find(query.text) : undefined;

      let found: readonly Scored[] = [];
      let total = 0;
      // `#12` means that paper and no other; without the #, a number may also be a word.
      const isNumber = /^#\d+$/.test(query.text);
      const isOnlyNamed = isNumber || (first !== undefined && query.text.startsWith("#"));
      if (!isOnlyNamed && (terms.length > 0 || filters.any)) {
        const { only } = filters;
        const passes =
          only &&
          ((id: string) => {
            const paper = byId.get(id);
            return paper !== undefined && only(paper);
          });
        const wanted = { ...filters, any: terms.map(({ term, weight }) => [term, weight] as const) };
        const { best, total: all } = await index.search(wanted, Math.max(RERANKED_HITS, offset + limit + 1), passes);
        const ranked = terms.length === 0 ? best : rerank(best.slice(0, RERANKED_HITS), terms, analysedOf, weights);
        const isAnswer =
          !onlyRelevant ||
          terms.length === 0 ||
          ranked.slice(0, JUDGED_HITS).some(({ id }) => isRelevant(analysedOf(id), terms, weights.relevantWords));
        if (isAnswer) {
          found = [...ranked, ...best.slice(ranked.length)];
          total = all;
        }
      }
      if (first !== undefined) {
        const known = found.some(({ id }) => id === first.id);
        total += known ? 0 : 1;
        found = [{ id: first.id, score: found[0]?.score ?? 0 }, ...found.filter(({ id }) => id !== first.id)];
      }
      if (total === 0) notices.push(isNumber ? [`There is no paper ${query.text} here.`] : nothing(terms));
      const worth: Worth = new Map([
        ...query.title.flatMap(termsOf).map((term) => [term, 1] as const),
        ...terms.map(({ term, worth }) => [term, worth] as const),
      ]);
      const hits = found
        .slice(offset, offset + limit)
        .map(({ id, score }) => toHit(id, terms.length === 0 || isOnlyNamed ? null : score, worth));
      return { hits, total, notices, repairs };
    },

    async similar(paper, { limit, offset = 0 }) {
      const terms = await similarTerms(analysePaper(paper), index, weights);
      if (terms.length === 0) return { hits: [], total: 0, notices: [nothing(terms)], repairs: [] };
      const any = terms.map(({ term, weight }) => [term, weight] as const);
      const { best, total } = await index.search({ any }, offset + limit, (id) => id !== paper.id);
      const worth: Worth = new Map(terms.map(({ term, worth }) => [term, worth]));
      const hits = best.slice(offset, offset + limit).map(({ id, score }) => toHit(id, score, worth));
      return { hits, total, notices: [], repairs: [] };
    },

    knows: async (word) => (await index.documentFrequency(termsOf(word))).some((papersWithIt) => papersWithIt > 0),
    sentence: (paper) => [sentenceOf(paper)],
    async themes() {
      if (themes !== undefined) return themes;
      const found: Theme[] = [];
      for (const theme of findThemes(papers).slice(0, MOST_THEMES)) {
        // A phrase is also found where it is written as one word: the number is what the theme's own search finds.
        const { phrases } = filtersOf(parseQuery(theme.query), papers);
        const { total } = await index.search({ any: [], phrases }, 1);
        found.push({ ...theme, papers: total });
      }
      return (themes = found);
    },
  };
}

function repairNotice(repairs: readonly Repair[]): Text[] {
  if (repairs.length === 0) return [];
  const words = repairs.flatMap(({ from, to }, at) => [at === 0 ? "" : ", ", bold(to), ` instead of "${from}"`]);
  return [["Searching for ", ...words.filter((span) => span !== ""), "."]];
}

function nothing(terms: readonly Term[]): Text {
  return terms.length === 0
    ? ["There is no word to search for in this. Try ", bold("low-rank adapters"), "."]
    : ["No paper here is about this."];
}

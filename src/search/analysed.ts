import type { Paper } from "#src/corpus/index.ts";
import { analyse, foldWord, terms, type Analysis } from "./analyse.ts";

/** A paper with its words, as ranking and excerpts need them. */
export interface AnalysedPaper {
  readonly paper: Paper;
  readonly title: Analysis;
  readonly abstract: Analysis;
  readonly titleTerms: ReadonlySet<string>;
  readonly words: ReadonlySet<string>;
  /** The acronyms it defines, folded. */
  readonly defines: ReadonlySet<string>;
  /** Where each term stands, counted in words; the abstract begins far after the title. */
  readonly places: ReadonlyMap<string, readonly number[]>;
}

/** Words between the title and the abstract: no pair reaches from one into the other. */
const GAP = 100;
/** How many analysed papers are kept: the whole of a small listing, the lately found of a large one. */
const MOST_KEPT = 2000;

/** The analysed form of papers, by id, made when first asked for. */
export function analysedPapers(papers: ReadonlyMap<string, Paper>): (id: string) => AnalysedPaper {
  const known = new Map<string, AnalysedPaper>();
  return (id) => {
    const found = known.get(id);
    if (found !== undefined) return found;
    const paper = papers.get(id);
    if (paper === undefined) throw new Error(`the index holds a paper that the listing does not: ${id}`);
    const analysed = analysePaper(paper);
    const oldest = known.size < MOST_KEPT ? undefined : known.keys().next().value;
    if (oldest !== undefined) known.delete(oldest);
    known.set(id, analysed);
    return analysed;
  };
}

export function analysePaper(paper: Paper): AnalysedPaper {
  const title = analyse(paper.title);
  const abstract = analyse(paper.abstract);
  const places = new Map<string, number[]>();
  const words = new Set<string>();
  for (const [analysis, first] of [
    [title, 0],
    [abstract, title.tokens.length + GAP],
  ] as const) {
    for (const [place, token] of analysis.tokens.entries()) {
      words.add(token.word);
      if (!token.stop) put(places, token.term, first + place);
    }
    for (const compound of analysis.compounds) {
      words.add(compound.word);
      put(places, compound.term, first + compound.from);
    }
  }
  const defines = new Set(paper.acronyms.map(({ short }) => foldWord(short)));
  return { paper, title, abstract, titleTerms: new Set(terms(title)), words, defines, places };
}

function put(places: Map<string, number[]>, term: string, place: number): void {
  const known = places.get(term);
  if (known === undefined) places.set(term, [place]);
  else known.push(place);
}

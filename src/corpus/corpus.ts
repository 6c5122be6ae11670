import type { Paper } from "./paper.ts";
import { nearestTitles } from "./nearest-titles.ts";
import { parseReference } from "./reference.ts";
import { shortNames } from "./short-names.ts";
import { foldTitle } from "./title.ts";

/** All papers known, as they were at one moment: it never changes, a new listing is a new corpus. */
export interface Corpus {
  /** In listing order. */
  readonly papers: readonly Paper[];
  /** Differs where the content differs. */
  readonly version: string;
  /**
   * The paper that a person named: `#12` or `12`, an id, a title (case, punctuation, quotes and hyphens do not matter),
   * an arXiv id, a DOI, an address that leads to one of these, or a short name that it alone has. Digits without `#` that
   * are no paper's number may still be an id or a title.
   */
  find(reference: string): Paper | undefined;
  /** The papers whose titles are nearest to a mistyped or half-typed one, the nearest first; none that is far off. */
  suggest(reference: string, limit: number): readonly Paper[];
}

export function createCorpus(papers: readonly Paper[], version: string): Corpus {
  const byNumber = new Map(papers.map((paper) => [paper.number, paper]));
  const byName = names(papers);
  let byShortName: ReadonlyMap<string, Paper> | undefined;

  /** By what the outside world calls it. */
  function byOther(typed: string): Paper | undefined {
    const reference = parseReference(typed);
    if (reference?.kind === "title") return byName.get(foldTitle(reference.title));
    if (reference !== undefined) return byName.get(`${reference.kind}:${reference.id}`.toLowerCase());
    byShortName ??= shortNames(papers);
    return byShortName.get(foldTitle(typed));
  }

  const titles = papers.map((paper) => foldTitle(paper.title).split(" "));

  return Object.freeze({
    papers: Object.freeze([...papers]),
    version,
    find(reference: string): Paper | undefined {
      const typed = reference.trim();
      const [, hash, digits] = /^(#?)(\d+)$/.exec(typed) ?? [];
      const numbered = digits === undefined ? undefined : byNumber.get(Number(digits));
      if (numbered !== undefined || hash === "#") return numbered;
      return byName.get(typed) ?? byName.get(typed.toLowerCase()) ?? byName.get(foldTitle(typed)) ?? byOther(typed);
    },
    suggest(reference: string, limit: number): readonly Paper[] {
      return nearestTitles(foldTitle(reference).split(" "), titles, limit).flatMap((index) => papers[index] ?? []);
    },
  });
}

/** Every name leads to one paper. Ids come before titles, titles before aliases, the listing's order decides the rest. */
function names(papers: readonly Paper[]): ReadonlyMap<string, Paper> {
  const byName = new Map<string, Paper>();
  const add = (name: string, paper: Paper) => {
    if (!byName.has(name)) byName.set(name, paper);
  };
  for (const paper of papers) add(paper.id, paper);
  for (const paper of papers) add(paper.title, paper);
  for (const paper of papers) for (const alias of paper.aliases) add(alias.toLowerCase(), paper);
  return byName;
}

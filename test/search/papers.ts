import { createCorpus, foldTitle, paperId, type Paper } from "#src/corpus/index.ts";
import { loadCorpus } from "../listing.ts";

/** The embedded listing. */
export const { papers } = await loadCorpus(new URL("../../data/trending-papers.txt", import.meta.url).pathname);

/** The listing's paper with this number. */
export function numbered(number: number): Paper {
  const paper = createCorpus(papers, "").find(`#${number}`);
  if (paper === undefined) throw new Error(`no paper ${number}`);
  return paper;
}

/** A paper of a test's own. */
export function paper(title: string, abstract: string, rest: Partial<Paper> = {}): Paper {
  const id = paperId(title);
  return {
    id,
    title,
    abstract,
    number: 1,
    aliases: [foldTitle(title)],
    links: [],
    acronyms: [],
    source: "test",
    ...rest,
  };
}

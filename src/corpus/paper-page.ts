import type { Paper } from "./paper.ts";

/** The paper's own page: arXiv's where its id there is known, else its DOI's, else the one that its source names. */
export function paperPage({ arxiv, doi, url }: Pick<Paper, "arxiv" | "doi" | "url">): string | undefined {
  if (arxiv !== undefined) return `https://arxiv.org/abs/${arxiv}`;
  return doi === undefined ? url : `https://doi.org/${escapeDoi(doi)}`;
}

/** The paper itself as PDF, which only arXiv's id tells. */
export function pdfPage({ arxiv }: Pick<Paper, "arxiv">): string | undefined {
  return arxiv === undefined ? undefined : `https://arxiv.org/pdf/${arxiv}`;
}

/** arXiv's search for the title: for a paper without a page. */
export function searchPage({ title }: Pick<Paper, "title">): string {
  const phrase = `"${title.replaceAll(/["“”]/g, "")}"`;
  return `https://arxiv.org/search/?${String(new URLSearchParams({ query: phrase, searchtype: "title" }))}`;
}

/** A DOI may hold any character; `?` and `#` would end the path. */
function escapeDoi(doi: string): string {
  return encodeURI(doi.toWellFormed()).replaceAll(/[?#]/g, encodeURIComponent);
}

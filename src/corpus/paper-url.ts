import type { Paper } from "./paper.ts";

/** Where a reader finds the paper: its own page at arXiv where its id there is known, else a search for its title. */
export function paperUrl(paper: Pick<Paper, "title" | "aliases">): string {
  const arxiv = paper.aliases.find((alias) => alias.startsWith("arxiv:"));
  if (arxiv !== undefined) return `https://arxiv.org/abs/${arxiv.slice("arxiv:".length)}`;
  const phrase = `"${paper.title.replaceAll(/["“”]/g, "")}"`;
  return `https://arxiv.org/search/?${String(new URLSearchParams({ query: phrase, searchtype: "title" }))}`;
}

import { splitName } from "./author-name.ts";
import { dateOf } from "./paper-date.ts";
import { paperPage } from "./paper-page.ts";
import type { Paper } from "./paper.ts";

/**
 * RIS records of these papers, as reference managers import them, a blank line between two. Generic ones: where a paper
 * was published is known in words only, and stands in a note.
 */
export function toRis(papers: readonly Paper[]): string {
  return papers.map(recordOf).join("\n\n");
}

function recordOf(paper: Paper): string {
  const { title, authors = [], arxiv, doi, venue } = paper;
  const fields: readonly (readonly [tag: string, value: string | undefined])[] = [
    ["TY", "GEN"],
    ...authors.map((author) => ["AU", nameOf(author)] as const),
    ["TI", title],
    ["PY", dateOf(paper)?.slice(0, 4)],
    ["DO", doi],
    ["UR", paperPage(paper)],
    ["AN", arxiv && `arXiv:${arxiv}`],
    ["N1", venue],
  ];
  const lines = fields.flatMap(([tag, value]) => (value === undefined ? [] : [`${tag}  - ${oneLine(value)}`]));
  return [...lines, "ER  - "].join("\n");
}

/** "Family, Given, Suffix". */
function nameOf(author: string): string {
  const { family, given, suffix } = splitName(author);
  return [family, given, ...(suffix === undefined ? [] : [suffix])].filter((part) => part !== "").join(", ");
}

function oneLine(value: string): string {
  return value.replaceAll(/[\s\p{Cc}]+/gu, " ").trim();
}

import { citationKeys } from "./citation-key.ts";
import { toLatex } from "./latex-text.ts";
import { dateOf } from "./paper-date.ts";
import { paperPage } from "./paper-page.ts";
import type { Paper } from "./paper.ts";

/**
 * BibTeX entries of these papers, a blank line between two, in ASCII that pdfLaTeX sets without packages. Nothing is
 * made up: a field whose fact is not known is not there.
 */
export async function toBibtex(papers: readonly Paper[]): Promise<string> {
  const keys = citationKeys(papers);
  const entries = await Promise.all(papers.map((paper) => entryOf(paper, keys.get(paper.id) ?? paper.id)));
  return entries.join("\n\n");
}

/** `@misc` suits a preprint, and what was also published somewhere has that as a note. */
async function entryOf(paper: Paper, key: string): Promise<string> {
  const { title, authors, arxiv, category, doi, venue } = paper;
  const page = paperPage(paper);
  const fields: readonly (readonly [name: string, value: string | undefined])[] = [
    // Double braces keep its capitals.
    ["title", `{${await toLatex(title)}}`],
    ["author", authors && (await Promise.all(authors.map(nameOf))).join(" and ")],
    ["year", dateOf(paper)?.slice(0, 4)],
    ["eprint", arxiv && verbatim(arxiv)],
    ["archivePrefix", arxiv && "arXiv"],
    ["primaryClass", arxiv && category && verbatim(category)],
    ["doi", doi && verbatim(doi)],
    ["note", venue && (await toLatex(venue))],
    ["url", page && verbatim(page)],
  ];
  const lines = fields.flatMap(([name, value]) => ((value ?? "") === "" ? [] : [`  ${name} = {${value}},`]));
  return [`@misc{${key},`, ...lines, "}"].join("\n");
}

/** " and " separates names, unless in braces. */
async function nameOf(author: string): Promise<string> {
  const name = await toLatex(author);
  return /\sand\s/i.test(name) ? `{${name}}` : name;
}

/** Ids and addresses are set as they are (`_` needs no backslash there); what TeX could not read is percent-encoded. */
function verbatim(text: string): string {
  return text.toWellFormed().replaceAll(/[^\x21-\x7E]|[{}$\\^`|<>"]/gu, encodeURIComponent);
}

import { required } from "./argument.ts";
import { paper } from "./arguments/index.ts";
import { command } from "./command.ts";
import { paperUrl, type Paper } from "#src/corpus/index.ts";
import type { Reply } from "#src/reply/index.ts";

export const bibtex = command({
  name: "bibtex",
  summary: "A BibTeX entry to cite a paper",
  examples: ["bibtex #12"],
  args: { paper: required(paper(), "A number, an id or a title") },
  run: async ({ args }): Promise<Reply> => ({
    blocks: [
      { kind: "heading", text: args.paper.title },
      { kind: "code", text: bibtexEntry(args.paper) },
    ],
    outcome: "answered",
    summary: `BibTeX: ${args.paper.title}`,
  }),
});

/**
 * A `@misc` entry of what is known: nothing is made up, so without authors and date there is no author and no year.
 * The title keeps its capitals (double braces); TeX's special characters are escaped.
 */
export function bibtexEntry(paper: Paper): string {
  const { id, title, authors, published } = paper;
  const fields: [string, string][] = [
    ["title", `{${escapeTex(title)}}`],
    ...(authors === undefined ? [] : [["author", authors.map(escapeTex).join(" and ")] as [string, string]]),
    ...(published === undefined ? [] : [["year", published.slice(0, 4)] as [string, string]]),
    ["url", paperUrl(paper)],
  ];
  return [`@misc{${id},`, ...fields.map(([name, value]) => `  ${name} = {${value}},`), "}"].join("\n");
}

function escapeTex(words: string): string {
  return words
    .replaceAll("\\", "\\textbackslash ")
    .replaceAll(/[&%$#_{}]/g, "\\$&")
    .replaceAll("~", "\\textasciitilde ")
    .replaceAll("^", "\\textasciicircum ");
}

import { paperPage, pdfPage, searchPage, type Paper } from "#src/corpus/index.ts";
import { dayInWords } from "#src/dates.ts";
import { bold, link, numberOf, text, type Block, type Button, type Reply, type Text } from "#src/reply/index.ts";
import { required } from "./argument.ts";
import { paper } from "./arguments/index.ts";
import { command } from "./command.ts";

export const show = command({
  name: "show",
  summary: "One paper: abstract, links, similar papers, BibTeX",
  examples: ["show #12", "show Gradients without Backpropagation", "show 2110.11309"],
  lists: true,
  args: { paper: required(paper({ isNamed: true }), "A number, an id, a title or an arXiv address") },
  run: async ({ args }): Promise<Reply> => {
    const { id, title, abstract } = args.paper;
    const page = paperPage(args.paper);
    const number = numberOf(args.paper);
    const origin = originOf(args.paper);
    const facts = factsOf(args.paper);
    const blocks: Block[] = [
      { kind: "heading", text: title, ...(page !== undefined && { url: page }) },
      ...(origin.length === 0 ? [] : [{ kind: "text", text: origin } as const]),
      { kind: "text", text: [abstract] },
      ...(facts.length === 0 ? [] : [{ kind: "list", items: facts } as const]),
      { kind: "buttons", buttons: buttonsOf(args.paper) },
      { kind: "footer", text: [number === undefined ? `no longer in the listing · ${id}` : `#${number} · ${id}`] },
    ];
    return { blocks, outcome: "answered", summary: title, data: [lineOf(args.paper)] };
  },
});

/** Who wrote it, when, and where it was published, as far as is known. */
function originOf({ authors = [], published, venue }: Paper): Text {
  const shown = authors.length > AUTHORS_SHOWN ? [...authors.slice(0, AUTHORS_SHOWN), "et al."] : authors;
  const parts = [shown.join(", "), published === undefined ? "" : dayOf(published), venue ?? ""];
  return parts.filter((part) => part !== "").flatMap((part, at) => (at === 0 ? [part] : [" · ", part]));
}

/** More names would push the abstract away. */
const AUTHORS_SHOWN = 8;

/** A year or a month alone stays as it is. */
function dayOf(published: string): string {
  return /^\d{4}-\d{2}-\d{2}/.test(published) ? dayInWords(published.slice(0, 10)) : published;
}

function factsOf({ links, acronyms }: Paper): Text[] {
  return [
    ...links.map(({ kind, url }) => text(bold(kind === "code" ? "Code" : "Project"), " ", link(url, url))),
    ...acronyms.map(({ short, long }) => text(bold(short), ` ${long}`)),
  ];
}

function buttonsOf(paper: Paper): Button[] {
  const page = paperPage(paper);
  const pdf = pdfPage(paper);
  return [
    { label: "Similar", press: "answer", call: { command: "similar", args: { paper: paper.id } } },
    { label: "BibTeX", press: "answer", call: { command: "bibtex", args: { paper: paper.id } } },
    page === undefined ? { label: "Search arXiv", url: searchPage(paper) } : { label: "Open", url: page },
    ...(pdf === undefined ? [] : [{ label: "PDF", url: pdf }]),
  ];
}

/** The paper for machines: what is not known is left out. */
function lineOf(paper: Paper): Readonly<Record<string, unknown>> {
  const { id, title, abstract, links, acronyms, authors, published, arxiv, doi, venue } = paper;
  const known = Object.entries({ authors, published, arxiv, doi, venue, url: paperPage(paper) });
  return {
    ...{ id, number: numberOf(paper) ?? null, title, abstract, links, acronyms: acronyms.map(({ short }) => short) },
    ...Object.fromEntries(known.filter(([, value]) => value !== undefined)),
  };
}

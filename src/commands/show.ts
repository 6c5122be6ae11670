import { paperUrl } from "#src/corpus/index.ts";
import { bold, link, numberOf, text, type Block, type Reply } from "#src/reply/index.ts";
import { required } from "./argument.ts";
import { paper } from "./arguments/index.ts";
import { command } from "./command.ts";

export const show = command({
  name: "show",
  summary: "One paper: abstract, links, similar papers, BibTeX",
  examples: ["show #12", "show Gradients without Backpropagation"],
  lists: true,
  args: { paper: required(paper(), "A number, an id or a title") },
  run: async ({ args }): Promise<Reply> => {
    const { id, title, abstract, links, acronyms } = args.paper;
    const number = numberOf(args.paper);
    const facts = [
      ...links.map(({ kind, url }) => text(bold(kind === "code" ? "Code" : "Project"), " ", link(url, url))),
      ...acronyms.map(({ short, long }) => text(bold(short), ` ${long}`)),
    ];
    const blocks: Block[] = [
      { kind: "heading", text: title, url: paperUrl(args.paper) },
      { kind: "text", text: [abstract] },
    ];
    if (facts.length > 0) blocks.push({ kind: "list", items: facts });
    blocks.push({
      kind: "buttons",
      buttons: [
        { label: "Similar", press: "answer", call: { command: "similar", args: { paper: id } } },
        { label: "BibTeX", press: "answer", call: { command: "bibtex", args: { paper: id } } },
        { label: "Open", url: paperUrl(args.paper) },
      ],
    });
    blocks.push({
      kind: "footer",
      text: [number === undefined ? `no longer in the listing · ${id}` : `#${number} · ${id}`],
    });
    return {
      blocks,
      outcome: "answered",
      summary: title,
      data: [{ id, number: number ?? null, title, abstract, links, acronyms: acronyms.map(({ short }) => short) }],
    };
  },
});

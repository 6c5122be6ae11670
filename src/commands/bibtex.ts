import { toBibtex, toRis } from "#src/corpus/index.ts";
import type { Button, Reply } from "#src/reply/index.ts";
import { optional, required } from "./argument.ts";
import { choice, paper } from "./arguments/index.ts";
import { command } from "./command.ts";

export const bibtex = command({
  name: "bibtex",
  summary: "A BibTeX entry to cite a paper",
  examples: ["bibtex #12"],
  args: {
    paper: required(paper(), "A number, an id or a title"),
    as: { ...optional(choice(["ris"]), ""), hidden: true },
  },
  run: async ({ args }): Promise<Reply> => {
    const { id, title } = args.paper;
    const [format, citation] =
      args.as === "ris" ? ["RIS", toRis([args.paper])] : ["BibTeX", await toBibtex([args.paper])];
    const other: Button =
      args.as === "ris"
        ? { label: "BibTeX", press: "answer", call: { command: "bibtex", args: { paper: id } } }
        : { label: "RIS", press: "answer", call: { command: "bibtex", args: { paper: id, as: "ris" } } };
    return {
      blocks: [
        { kind: "heading", text: title },
        { kind: "code", text: citation },
        { kind: "buttons", buttons: [other] },
      ],
      outcome: "answered",
      summary: `${format}: ${title}`,
    };
  },
});

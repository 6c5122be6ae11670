import { required } from "./argument.ts";
import { paper } from "./arguments/index.ts";
import { command } from "./command.ts";
import { toBibtex } from "#src/corpus/index.ts";
import type { Reply } from "#src/reply/index.ts";

export const bibtex = command({
  name: "bibtex",
  summary: "A BibTeX entry to cite a paper",
  examples: ["bibtex #12"],
  args: { paper: required(paper(), "A number, an id or a title") },
  run: async ({ args }): Promise<Reply> => ({
    blocks: [
      { kind: "heading", text: args.paper.title },
      { kind: "code", text: await toBibtex([args.paper]) },
    ],
    outcome: "answered",
    summary: `BibTeX: ${args.paper.title}`,
  }),
});

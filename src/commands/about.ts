import { bold, text, type Reply } from "#src/reply/index.ts";
import { command } from "./command.ts";

export const about = command({
  name: "about",
  summary: "Which version this is, and where its papers come from",
  examples: ["about"],
  args: {},
  run: async ({ version, library }): Promise<Reply> => {
    const { corpus, name } = await library.listing();
    const { papers } = corpus;
    const withCode = papers.filter(({ links }) => links.some(({ kind }) => kind === "code")).length;
    const sources = Map.groupBy(papers, ({ source }) => source);
    return {
      blocks: [
        { kind: "heading", text: `Paperboy ${version}` },
        {
          kind: "list",
          items: [
            text(bold("Papers"), ` ${papers.length}, of them ${withCode} with code`),
            text(bold("Corpus"), ` ${name}, version ${corpus.version.slice(0, 12)}`),
            text(bold("Sources"), ` ${[...sources].map(([source, from]) => `${source} (${from.length})`).join(", ")}`),
          ],
        },
      ],
      outcome: "answered",
      summary: `Paperboy ${version}, ${papers.length} papers`,
    };
  },
});

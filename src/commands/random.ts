import { hidden } from "./argument.ts";
import { integer } from "./arguments/index.ts";
import { command } from "./command.ts";
import { paperList } from "./paper-list.ts";
import type { Hit } from "#src/search/index.ts";

export const random = command({
  name: "random",
  summary: "A paper you did not look for",
  examples: ["random"],
  lists: true,
  args: { limit: hidden(integer({ min: 1, max: 100 }), 1) },
  run: async ({ args: { limit }, library, random: draw }) => {
    const listing = await library.listing();
    const engine = await listing.engine();
    const left = [...listing.corpus.papers];
    const hits: Hit[] = [];
    while (hits.length < limit && left.length > 0) {
      const [paper] = left.splice(Math.floor(draw() * left.length), 1);
      if (paper !== undefined)
        hits.push({ paper, score: null, excerpt: engine.sentence(paper), why: ["drawn by chance"] });
    }
    const list = paperList({
      title: hits.length === 1 ? "A random paper" : `${hits.length} random papers`,
      hits,
      total: hits.length,
      page: 1,
      limit,
      call: { command: "random", args: {} },
    });
    const another = { label: "Another", press: "answer", call: { command: "random", args: {} } } as const;
    return { ...list, blocks: [...list.blocks, { kind: "buttons", buttons: [another] }] };
  },
});

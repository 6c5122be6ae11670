import { trending as rankTrending } from "#src/trending/index.ts";
import { hidden } from "./argument.ts";
import { integer } from "./arguments/index.ts";
import { command } from "./command.ts";
import { PAGE_SIZE, paperList } from "./paper-list.ts";
import type { Hit } from "#src/search/index.ts";

export const trending = command({
  name: "trending",
  summary: "The papers that trend now, and why each has its place",
  examples: ["trending"],
  common: true,
  lists: true,
  args: {
    limit: hidden(integer({ min: 1, max: 100 }), PAGE_SIZE),
    page: hidden(integer({ min: 1, max: 10_000 }), 1),
  },
  run: async ({ args: { limit, page }, library }) => {
    const listing = await library.listing();
    const engine = await listing.engine();
    const placed = rankTrending(listing.corpus.papers);
    const hits = placed
      .slice((page - 1) * limit, page * limit)
      .map(({ paper, why }): Hit => ({ paper, score: null, excerpt: engine.sentence(paper), why: [why] }));
    return paperList({
      title: "Trending papers",
      hits,
      total: placed.length,
      page,
      limit,
      call: { command: "trending", args: {} },
    });
  },
});

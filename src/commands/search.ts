import { code, quoted, text } from "#src/reply/index.ts";
import { LONGEST_QUERY } from "#src/search/index.ts";
import { required, hidden } from "./argument.ts";
import { integer, words } from "./arguments/index.ts";
import { command } from "./command.ts";
import { PAGE_SIZE, paperList } from "./paper-list.ts";

export const search = command({
  name: "search",
  summary: "Find papers by words, “phrases”, -without, title:word, has:code",
  examples: ["search low-rank adapters", 'search "weight decay" -survey has:code'],
  common: true,
  lists: true,
  args: {
    query: required(words({ form: "QUERY", maxLength: LONGEST_QUERY }), "Words of a paper you look for"),
    limit: hidden(integer({ min: 1, max: 100 }), PAGE_SIZE),
    page: hidden(integer({ min: 1, max: 10_000 }), 1),
  },
  run: async ({ args: { query, limit, page }, library }) => {
    const engine = await (await library.listing()).engine();
    const { hits, total, notices } = await engine.search(query, { limit, offset: (page - 1) * limit });
    return paperList({
      title: `${total === 0 ? "No papers" : "Papers"} on ${quoted(query)}`,
      hits,
      total,
      page,
      limit,
      call: { command: "search", args: { query } },
      notices,
      ...(hits.length === 0 ? { footer: text("See what there is: ", code("themes"), " or ", code("trending")) } : {}),
    });
  },
});

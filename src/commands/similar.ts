import { hidden, required } from "./argument.ts";
import { integer, paper } from "./arguments/index.ts";
import { command } from "./command.ts";
import { PAGE_SIZE, paperList } from "./paper-list.ts";

export const similar = command({
  name: "similar",
  summary: "Papers like this one",
  examples: ["similar #12"],
  lists: true,
  args: {
    paper: required(paper(), "A number, an id or a title"),
    limit: hidden(integer({ min: 1, max: 100 }), PAGE_SIZE),
    page: hidden(integer({ min: 1, max: 10_000 }), 1),
  },
  run: async ({ args, library }) => {
    const { limit, page } = args;
    const engine = await (await library.listing()).engine();
    const { hits, total, notices } = await engine.similar(args.paper, { limit, offset: (page - 1) * limit });
    return paperList({
      title: `Similar to “${args.paper.title}”`,
      hits,
      total,
      page,
      limit,
      call: { command: "similar", args: { paper: args.paper.id } },
      notices,
    });
  },
});

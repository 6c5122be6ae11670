import { code, text, type Reply } from "#src/reply/index.ts";
import { hidden } from "./argument.ts";
import { integer } from "./arguments/index.ts";
import { command } from "./command.ts";

const THEMES_AT_MOST = 15;

export const themes = command({
  name: "themes",
  summary: "What the papers are about, each theme a search",
  examples: ["themes"],
  lists: true,
  args: { limit: hidden(integer({ min: 1, max: 100 }), THEMES_AT_MOST) },
  run: async ({ args: { limit }, library }): Promise<Reply> => {
    const engine = await (await library.listing()).engine();
    const found = (await engine.themes()).slice(0, limit);
    const shown = found.slice(0, 5);
    return {
      blocks: [
        { kind: "heading", text: "Themes" },
        found.length === 0
          ? { kind: "notice", tone: "info", text: ["There are too few papers here to find themes in."] }
          : { kind: "list", items: found.map(({ query, papers }) => text(code(query), ` ${papers} papers`)) },
        {
          kind: "buttons",
          buttons: shown.map(({ phrase, query }) => ({
            label: phrase,
            press: "answer",
            call: { command: "search", args: { query } },
          })),
        },
      ],
      outcome: "answered",
      summary: `Themes: ${shown.map(({ phrase }) => phrase).join(", ")}`,
      data: found.map(({ phrase, query, papers }, at) => ({ rank: at + 1, theme: phrase, query, papers })),
    };
  },
});

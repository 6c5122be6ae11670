import { paperPage } from "#src/corpus/index.ts";
import { dayInWords } from "#src/dates.ts";
import { bold, code, text, type Block, type Reply } from "#src/reply/index.ts";
import { required } from "./argument.ts";
import { paper } from "./arguments/index.ts";
import { command } from "./command.ts";

export const why = command({
  name: "why",
  summary: "Why a paper was posted here: which topic, which words, which place",
  examples: ["why #12"],
  args: { paper: required(paper(), "A number, an id or a title") },
  run: async ({ args, request, digest }): Promise<Reply> => {
    const { id, title } = args.paper;
    const found = await (await digest()).why(request.channel, id);
    const page = paperPage(args.paper);
    const heading: Block = { kind: "heading", text: title, ...(page !== undefined && { url: page }) };
    if (found === undefined) {
      const none = "No edition here has shown this paper.";
      return {
        blocks: [heading, { kind: "text", text: text(none, " What comes next: ", code("daily preview")) }],
        outcome: "answered",
        summary: none,
      };
    }
    const { date, entry } = found;
    const reasons = [
      ...entry.topics.map(({ topic, words }) =>
        text("the topic ", bold(topic), ", by ", ...words.flatMap((word, at) => [at === 0 ? "" : ", ", bold(word)])),
      ),
      ...(entry.place === undefined ? [] : [text("its place: ", entry.place)]),
    ];
    const said = `In the edition of ${dayInWords(date)} because of`;
    return {
      blocks: [
        heading,
        { kind: "text", text: [`${said}:`] },
        { kind: "list", items: reasons },
        {
          kind: "buttons",
          buttons: [{ label: "More", press: "answer", call: { command: "show", args: { paper: id } } }],
        },
      ],
      outcome: "answered",
      summary: `${said} ${entry.topics.map(({ topic }) => topic).join(", ") || (entry.place ?? "")}`,
    };
  },
});

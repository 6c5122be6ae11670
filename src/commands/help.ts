import { code, text, type Block, type Reply } from "#src/reply/index.ts";
import { Mistake } from "#src/errors.ts";
import { optional } from "./argument.ts";
import { choice } from "./arguments/index.ts";
import { command, usage, type Command } from "./command.ts";
import { addTopic, changeDaily } from "./daily-state.ts";

/** Help about the commands, and about itself: built from their names, since it takes each of them. */
export function helpAbout(others: readonly Command[]): Command {
  const help = command({
    name: "help",
    summary: "What I can do; “help all” shows every command",
    examples: ["help", "help all", "help similar"],
    common: true,
    args: {
      topic: optional(
        choice(["all", ...others.map(({ name }) => name), "help"], { form: "all|COMMAND" }),
        "A command, or all of them",
      ),
    },
    run: async ({ args: { topic }, commands }): Promise<Reply> => {
      if (topic !== undefined && topic !== "all") return helpOn(topic, commands);
      const shown = topic === "all" ? commands : commands.filter(({ common }) => common);
      const blocks: Block[] = [
        { kind: "heading", text: "Paperboy brings you research papers" },
        { kind: "text", text: text("Type what you look for, or one of these:") },
        { kind: "list", items: shown.map((known) => text(code(usage(known)), ` ${known.summary}`)) },
        { kind: "text", text: text("For example: ", code(shown[0]?.examples[0] ?? "")) },
      ];
      blocks.push({ kind: "buttons", buttons: [addTopic, { ...changeDaily, label: "Daily post…" }] });
      if (topic !== "all") blocks.push({ kind: "footer", text: text("Everything: ", code("help all")) });
      return { blocks, outcome: "answered", summary: "What Paperboy can do" };
    },
  });
  return help;
}

function helpOn(topic: string, commands: readonly Command[]): Reply {
  const known = commands.find(({ name }) => name === topic);
  if (known === undefined)
    throw new Mistake("unknown_command", `There is no command “${topic}”`, { example: "help all" });
  const args = Object.values(known.args).filter(({ hidden }) => !hidden);
  const blocks: Block[] = [
    { kind: "heading", text: known.name },
    { kind: "text", text: text(`${known.summary}.`) },
    {
      kind: "list",
      items: [text("Call: ", code(usage(known))), ...known.examples.map((line) => text("For example: ", code(line)))],
    },
  ];
  if (args.length > 0) {
    blocks.push({ kind: "list", items: args.map(({ type, summary }) => text(code(type.form), ` ${summary}`)) });
  }
  return { blocks, outcome: "answered", summary: `${known.name}: ${known.summary}` };
}

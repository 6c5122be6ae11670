import type {
  APIApplicationCommandBasicOption,
  APIApplicationCommandSubcommandOption,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
} from "discord.js";
import type { Argument, Command } from "#src/commands/index.ts";
import { cut, visible } from "#src/platform/index.ts";
import * as limits from "./limits.ts";

export type Registration = RESTPostAPIChatInputApplicationCommandsJSONBody[];

/** The name of the one command, whose subcommands are the bot's commands. */
const COMMAND_NAME = "papers";

/** Types of commands and options, where a command works, how the bot is installed [interactions/application-commands]. */
const types = { chat: 1, subcommand: 1, string: 3, integer: 4 } as const;
const contexts = { guild: 0, botDm: 1 } as const;
const guildInstall = 0;

/** What Discord gets to know about the commands: one subcommand each, its options from the declaration. Pure. */
export function registration(commands: readonly Command[]): Registration {
  return [
    {
      type: types.chat,
      name: COMMAND_NAME,
      description: "Research papers: search, trending, similar ones",
      contexts: [contexts.guild, contexts.botDm],
      integration_types: [guildInstall],
      options: commands.map(subcommand),
    },
  ];
}

function subcommand({ name, summary, args }: Command): APIApplicationCommandSubcommandOption {
  const shown = Object.entries(args).filter(([, { hidden }]) => !hidden);
  // Discord wants the required ones first; the others keep the order of the declaration.
  const ordered = [...shown.filter(([, arg]) => arg.required), ...shown.filter(([, arg]) => !arg.required)];
  return {
    type: types.subcommand,
    name,
    description: describe(summary),
    ...(ordered.length > 0 && { options: ordered.map(([option, argument]) => optionOf(option, argument)) }),
  };
}

/** What has no fixed choices suggests while it is typed: the bot is asked, whatever the type of the argument. */
function optionOf(name: string, { type, summary, required }: Argument<unknown>): APIApplicationCommandBasicOption {
  const { widget } = type;
  const common = { name, description: describe(summary), ...(required && { required }) };
  switch (widget.kind) {
    case "number":
      return { type: types.integer, ...common, min_value: widget.min, max_value: widget.max };
    case "choice":
      return widget.choices.length > limits.choices
        ? { type: types.string, ...common, autocomplete: true }
        : { type: types.string, ...common, choices: widget.choices.map((choice) => ({ ...choice })) };
    case "text":
      return {
        type: types.string,
        ...common,
        max_length: Math.min(widget.maxLength, limits.optionText),
        autocomplete: true,
      };
    case "paper":
      return { type: types.string, ...common, autocomplete: true };
  }
}

function describe(summary: string): string {
  return cut(visible(summary), limits.description) || "…";
}

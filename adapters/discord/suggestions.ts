import { commands } from "#src/commands/index.ts";
import { cut, visible, type Bot, type Choice, type Request } from "#src/platform/index.ts";
import * as limits from "./limits.ts";

/**
 * What Discord offers while an option is typed. Where the bot has nothing to offer for free text, the typed words
 * themselves are offered: Discord would say that no option matches, as if the search had failed.
 */
export async function suggestions(
  bot: Bot,
  command: string,
  argument: string,
  typed: string,
  asked: Pick<Request, "actor" | "channel">,
): Promise<Choice[]> {
  const offered = await bot.complete(command, argument, typed, asked);
  const own = isFreeText(command, argument) ? [{ name: typed, value: typed }] : [];
  return (offered.length > 0 ? offered : own)
    .filter(({ name, value }) => visible(name).trim() !== "" && value !== "" && value.length <= limits.choiceText)
    .slice(0, limits.choices)
    .map(({ name, value }) => ({ name: cut(visible(name).trim(), limits.choiceText), value }));
}

function isFreeText(command: string, argument: string): boolean {
  return commands.find(({ name }) => name === command)?.args[argument]?.type.widget.kind === "text";
}

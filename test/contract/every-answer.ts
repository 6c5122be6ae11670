import { commands } from "#src/commands/index.ts";
import type { PlatformName } from "#src/platform/index.ts";
import type { Reply } from "#src/reply/index.ts";
import { createTestBot } from "../bot.ts";
import { person, talk } from "../commands/talk.ts";
import { scriptedPlatform } from "../digest/world.ts";

export interface Answered {
  readonly line: string;
  readonly reply: Reply;
}

/** Lines that are no command, or one called wrongly. */
const otherLines = ["", "has:code", "???", "trendign", "similar tasks", "search", "daily at 25:99", "show #9999"];

/**
 * What the bot answers to every example of every command, to help on each, and to lines that are none: all in one channel
 * and in the order of help, so that a topic is followed before it is shown and left. A new command is in it by itself.
 */
export async function everyAnswer(platform: PlatformName, payloadLimit: number): Promise<readonly Answered[]> {
  const bot = await createTestBot({ payloadLimit, platforms: [scriptedPlatform(platform)] });
  const chat = talk(bot, { platform, workspace: "T1", id: "C1" });
  const manager = person("U1", { name: "Ada", zone: "Europe/Berlin", isManager: true });
  const lines = [...commands.flatMap(({ examples }) => examples), ...commands.map(({ name }) => `help ${name}`)];
  const answers: Answered[] = [];
  for (const line of [...lines, ...otherLines]) answers.push({ line, reply: await chat.ask(line, manager) });
  return answers;
}

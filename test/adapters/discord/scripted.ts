import { start } from "#adapters/discord/start.ts";
import type { Bot } from "#src/platform/index.ts";
import type { Scripted } from "../../contract/conversations.ts";
import { allComponents, startDiscord, type Message } from "../../fakes/discord/index.ts";
import { optionsFor } from "./setup.ts";
import { seenIn } from "./seen.ts";

/** One person in direct messages with the bot of a fake Discord, who writes and presses what is answered. */
export async function openScripted(bot: Bot): Promise<Scripted> {
  const discord = await startDiscord();
  const started = await start({ ...optionsFor(discord, []), bot });
  let last: Message | undefined;
  return {
    async ask(text) {
      last = await discord.directMessage(text).answer();
      return seenIn(last.components);
    },
    async press(label, nth = 1) {
      const buttons = [...allComponents(last?.components ?? [])].filter((component) => component.label === label);
      const id = buttons[nth - 1]?.custom_id;
      if (last === undefined || typeof id !== "string") throw new Error(`there is no button ${label} to press`);
      last = await discord.press(last, id).answer();
      return seenIn(last.components);
    },
    async close() {
      await started.stop();
      await discord.stop();
    },
  };
}

import { start } from "#adapters/slack/start.ts";
import type { Bot } from "#src/platform/index.ts";
import type { Scripted } from "../../contract/conversations.ts";
import { startSlack, type Message } from "../../fakes/slack/index.ts";
import { manifestScopes, optionsFor } from "./setup.ts";
import { seenIn } from "./seen.ts";

/** One person in one channel of a fake Slack, who asks by slash command and presses what is answered. */
export async function openScriptedSlack(bot: Bot): Promise<Scripted> {
  const slack = await startSlack({ scopes: manifestScopes() });
  const running = await start({ ...optionsFor(slack, []), bot });
  const user = slack.addUser();
  const channel = slack.addChannel();
  let last: Message | undefined;
  return {
    async ask(text) {
      last = await slack.slash(text, { channel, user }).message();
      return seenIn(last.blocks);
    },
    async press(label, nth = 1) {
      if (last === undefined) throw new Error("nothing was asked yet");
      last = await slack.press(last, label, user, { nth: nth - 1 }).message();
      return seenIn(last.blocks);
    },
    async close() {
      await running.stop();
      await slack.stop();
    },
  };
}

import {
  listSubscriptions,
  unsubscribe as removeTopics,
  type Subscription,
  type WhichTopic,
} from "#src/channels/index.ts";
import { text, type Reply } from "#src/reply/index.ts";
import { required } from "./argument.ts";
import { words } from "./arguments/index.ts";
import { changeChannel } from "./change-channel.ts";
import { command } from "./command.ts";
import { addTopic } from "./daily-state.ts";
import { topicsInWords } from "./topics-in-words.ts";

export const unsubscribe = command({
  name: "unsubscribe",
  summary: "Stop following a topic, or all of them",
  examples: ["unsubscribe 1", "unsubscribe low-rank adapters", "unsubscribe all"],
  changesSettings: true,
  args: {
    topic: required(words({ form: "NUMBER|TOPIC|all", maxLength: 200 }), "Its number in the list, its words, or all"),
  },
  run: async (context): Promise<Reply> => {
    const { gone, left } = await changeChannel(context, async (trx, { key }, { actor, now }) => {
      const which = chosen(context.args.topic, await listSubscriptions(trx, key));
      const gone = await removeTopics(trx, key, which, { actor, now });
      return { gone, left: await listSubscriptions(trx, key) };
    });
    const removed = gone.map(({ topic }) => topic.typed).join(", ");
    const title = gone.length === 0 ? "This channel follows no topics" : `No longer followed here: ${removed}`;
    return {
      blocks: [
        { kind: "heading", text: title },
        { kind: "text", text: left.length === 0 ? text("No topic is left here.") : topicsInWords(left) },
        {
          kind: "buttons",
          buttons: [
            ...(gone.length === 0
              ? []
              : [
                  {
                    label: "Follow again",
                    press: "answer",
                    call: { command: "subscribe", args: { topics: removed } },
                  } as const,
                ]),
            addTopic,
          ],
        },
      ],
      outcome: "answered",
      summary: title,
    };
  },
});

/** A topic that is a number itself is meant where somebody follows it. */
function chosen(typed: string, known: readonly Subscription[]): WhichTopic {
  const folded = typed.trim().toLowerCase();
  if (folded === "all") return { all: true };
  const isNumber = /^#?\d+$/.test(folded) && !known.some(({ topic }) => topic.typed === typed);
  return isNumber ? { place: Number(folded.replace("#", "")) } : { topic: typed };
}

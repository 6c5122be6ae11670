import { listSubscriptions } from "#src/channels/index.ts";
import { dayInWords, momentInWords } from "#src/dates.ts";
import { bold, link, text, type Block, type Reply, type Text } from "#src/reply/index.ts";
import { channelHere, nameOfActor } from "./change-channel.ts";
import { command } from "./command.ts";
import { addTopic, changeDaily, dailyState, postAgainButton, previewDaily, turnOnDaily } from "./daily-state.ts";

/** A week of every day. */
const EDITIONS_SHOWN = 7;
const CHANGES_SHOWN = 5;
const VALUE_AT_MOST = 100;

export const status = command({
  name: "status",
  summary: "What was posted here, what was not and why, and what comes next",
  examples: ["status"],
  args: {},
  run: async (context): Promise<Reply> => {
    const { request, store, digest } = context;
    const { db, now: agreedNow } = await store();
    const now = await agreedNow();
    const limits = { editions: EDITIONS_SHOWN, changes: CHANGES_SHOWN };
    const known = await (await digest()).status(request.channel, limits);
    const channel = known?.channel ?? (await channelHere(context));
    const topics = (await listSubscriptions(db, channel.key)).length;
    const { zone, daily } = channel.settings;

    const blocks: Block[] = [{ kind: "heading", text: "This channel" }];
    if (channel.blocked !== undefined) blocks.push({ kind: "notice", tone: "info", text: [channel.blocked] });
    blocks.push({ kind: "list", items: dailyState({ channel, topics, now }) });
    const editions = known?.editions ?? [];
    blocks.push({ kind: "text", text: [editions.length === 0 ? "Nothing was posted here yet." : "Editions:"] });
    if (editions.length > 0) {
      const items = editions.map(({ date, sentence, url }): Text => {
        return text(bold(dayInWords(date)), ` ${sentence}`, ...(url === undefined ? [] : [" ", link("see it", url)]));
      });
      blocks.push({ kind: "list", items });
    }
    const changes = known?.changes ?? [];
    if (changes.length > 0) {
      blocks.push({ kind: "text", text: ["Changes:"] });
      const items = changes.map(({ at, actor, what, before, after }) => {
        const how = after === "" && before !== "" && what !== "unsubscribe" ? [before, "none"] : [before, after];
        const shown = how
          .filter((value) => value !== "")
          .map(shortened)
          .join(" → ");
        return text(`${momentInWords(at, zone)}: ${nameOfActor(actor)}, `, bold(what), ` ${shown}`);
      });
      blocks.push({ kind: "list", items });
    }
    const again = editions
      .filter(({ state }) => state === "uncertain")
      .map(({ date }) => postAgainButton(date, `Post ${date} again`));
    const buttons = [...again, ...(daily ? [previewDaily] : [turnOnDaily]), changeDaily, addTopic];
    blocks.push({ kind: "buttons", buttons });
    return { blocks, outcome: "answered", summary: summaryOf(daily, editions[0]?.sentence) };
  },
});

/** A hundred topics at once are one change. */
function shortened(value: string): string {
  return value.length <= VALUE_AT_MOST ? value : `${value.slice(0, VALUE_AT_MOST)}…`;
}

function summaryOf(daily: boolean, last: string | undefined): string {
  const state = `The daily post is ${daily ? "on" : "off"} here`;
  return last === undefined ? `${state}.` : `${state}. ${last}`;
}

import { findChannel, listSubscriptions } from "#src/channels/index.ts";
import { momentInWords } from "#src/dates.ts";
import { bold, code, text, type Block, type Button, type Reply } from "#src/reply/index.ts";
import { hidden } from "./argument.ts";
import { integer } from "./arguments/index.ts";
import { matchingNow, papersInWords } from "./matching-papers.ts";
import { nameOfActor } from "./change-channel.ts";
import { command } from "./command.ts";
import { addTopic, turnOnDaily } from "./daily-state.ts";

const TOPICS_ON_A_PAGE = 10;

export const subscriptions = command({
  name: "subscriptions",
  summary: "The topics this channel follows, and what they catch",
  examples: ["subscriptions"],
  args: { page: hidden(integer({ min: 1, max: 10_000 }), 1) },
  run: async ({ args: { page }, request, library, store }): Promise<Reply> => {
    const { db } = await store();
    const channel = await findChannel(db, request.channel);
    const followed = channel === undefined ? [] : await listSubscriptions(db, channel.key);
    if (channel === undefined || followed.length === 0) return none();

    const zone = channel.settings.zone;
    const from = (page - 1) * TOPICS_ON_A_PAGE;
    const shown = followed.slice(from, from + TOPICS_ON_A_PAGE);
    const matching = await matchingNow(
      (await library.listing()).corpus,
      shown.map(({ topic }) => topic),
    );
    const items = shown.map(({ topic, madeBy, madeAt, caughtAt }, at) => {
      const last = caughtAt === undefined ? "none posted yet" : `last posted one on ${momentInWords(caughtAt, zone)}`;
      const count = papersInWords(matching.get(topic.canonical)?.length ?? 0);
      const made = `by ${nameOfActor(madeBy)} on ${momentInWords(madeAt, zone)}`;
      return text(`${from + at + 1}. `, bold(topic.typed), ` ${made} · catches ${count} now · ${last}`);
    });
    const title = followed.length === 1 ? "One topic here" : `${followed.length} topics here`;
    const blocks: Block[] = [
      { kind: "heading", text: title },
      { kind: "list", items },
    ];
    if (!channel.settings.daily) {
      blocks.push({ kind: "notice", tone: "info", text: ["The daily post is off here, so nothing comes yet."] });
    }
    const remove = shown.map(({ topic }, at): Button => ({
      label: `Remove ${from + at + 1}`,
      press: "answer",
      // By its words: its number may be another topic's when it is pressed.
      call: { command: "unsubscribe", args: { topic: topic.typed } },
    }));
    const turns = [
      ...(page > 1 ? [turnTo("Previous", page - 1)] : []),
      ...(from + TOPICS_ON_A_PAGE < followed.length ? [turnTo("Next", page + 1)] : []),
    ];
    blocks.push({ kind: "buttons", buttons: remove });
    blocks.push({
      kind: "buttons",
      buttons: [...turns, addTopic, ...(channel.settings.daily ? [] : [turnOnDaily])],
    });
    return { blocks, outcome: "answered", summary: title };
  },
});

function turnTo(label: string, page: number): Button {
  return { label, press: "page", call: { command: "subscriptions", args: { page } } };
}

function none(): Reply {
  const title = "This channel follows no topics";
  return {
    blocks: [
      { kind: "heading", text: title },
      { kind: "text", text: text("Follow one: ", code("subscribe low-rank adapters")) },
      { kind: "buttons", buttons: [addTopic] },
    ],
    outcome: "answered",
    summary: title,
  };
}

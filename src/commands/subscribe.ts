import {
  catchUp,
  filedUnder,
  listSubscriptions,
  parseTopic,
  recordChange,
  subscribe as saveTopics,
  termFrequency,
  topicLimit,
  type Channel,
  type Subscription,
  type Topic,
} from "#src/channels/index.ts";
import { Mistake } from "#src/errors.ts";
import { quoted, type Block, type Button, type Reply } from "#src/reply/index.ts";
import { optional, required } from "./argument.ts";
import { choice, integer, words } from "./arguments/index.ts";
import { changeChannel } from "./change-channel.ts";
import { command, type Context } from "./command.ts";
import { nextOf, turnOnDaily } from "./daily-state.ts";
import { splitTopics } from "./split-topics.ts";
import { previewTopics } from "./topic-preview.ts";
import { topicsInWords } from "./topics-in-words.ts";

const CHARACTERS_AT_MOST = 2_000;

export const subscribe = command({
  name: "subscribe",
  summary: "Follow a topic here: its new papers come with the daily post",
  examples: ["subscribe low-rank adapters", 'subscribe diffusion has:code -survey, "model editing"'],
  common: true,
  changesSettings: true,
  lists: true,
  args: {
    topics: required(
      words({ form: "TOPIC[, TOPIC…]", maxLength: CHARACTERS_AT_MOST }),
      "Words that a paper must all have, “phrases”, -without, has:code; commas between topics",
    ),
    preview: { ...optional(choice(["yes"]), ""), hidden: true },
    catch_up: { ...optional(choice(["yes"]), ""), hidden: true },
    limit: { ...optional(integer({ min: 1, max: 100 }), ""), hidden: true },
  },
  run: async (context): Promise<Reply> => {
    const { args, request, library, canPost } = context;
    const topics = splitTopics(args.topics).map(parseTopic);
    if (topics.length === 0) throw noTopic();
    const preview = await previewTopics(await library.listing(), topics, args.limit);
    if (args.preview !== undefined) return reply("Preview", preview.blocks, preview.data);

    const catchesUp = args.catch_up !== undefined;
    const answer = await canPost(request.channel);
    const { channel, fresh, all } = await save(context, topics, { answer, catchesUp });
    const known = topics.filter(({ canonical }) => !fresh.some((topic) => topic.canonical === canonical));
    const blocks: Block[] = [];
    if (known.length > 0 && !catchesUp)
      blocks.push(info(`Followed here already: ${known.map(({ typed }) => quoted(typed)).join(", ")}`));
    if (answer !== "yes") blocks.push(answer);
    if (!channel.settings.daily) blocks.push(info("The daily post is off here, so nothing comes yet"));
    if (catchesUp) blocks.push(info(comingInWords(channel, preview.count)));
    blocks.push({ kind: "text", text: topicsInWords(all) });
    const buttons: Button[] = channel.settings.daily ? [] : [turnOnDaily];
    if (preview.count > 0 && !catchesUp) buttons.push(putIntoNext(topics));
    buttons.push({ label: "Topics", press: "answer", call: { command: "subscriptions", args: {} } });
    blocks.push({ kind: "buttons", buttons });
    return reply(
      catchesUp ? "For the next edition here" : titleOf(topics, fresh),
      [...preview.blocks, ...blocks],
      preview.data,
    );
  },
});

interface Saved {
  readonly channel: Channel;
  /** Those that were not followed here before. */
  readonly fresh: readonly Topic[];
  readonly all: readonly Subscription[];
}

/** Saves the topics; what is listed already is taken in first, so that it is not new to them. */
async function save(
  context: Context,
  topics: readonly Topic[],
  { answer, catchesUp }: { readonly answer: Awaited<ReturnType<Context["canPost"]>>; readonly catchesUp: boolean },
): Promise<Saved> {
  const { library } = context;
  const digest = await context.digest();
  const frequency = termFrequency((await library.listing()).corpus);
  await library.takeIn();
  return changeChannel(context, async (trx, channel, { actor, now }) => {
    const newAfter = await library.newestAt(trx);
    const fresh = await saveTopics(trx, channel.key, topics, {
      actor,
      now,
      newAfter,
      filedUnder: (topic) => filedUnder(topic, frequency),
    });
    if (catchesUp) {
      await catchUp(trx, channel.key, topics);
      await recordChange(trx, channel.key, { at: now, actor, what: "catch up", before: "", after: typedIn(topics) });
    }
    await digest.keepCanPost(trx, channel, answer);
    return { channel, fresh, all: await listSubscriptions(trx, channel.key) };
  });
}

function reply(title: string, blocks: readonly Block[], data: NonNullable<Reply["data"]>): Reply {
  return { blocks: [{ kind: "heading", text: title }, ...blocks], outcome: "answered", summary: title, data };
}

function comingInWords(channel: Channel, count: number): string {
  const next = nextOf(channel);
  const when = next === undefined ? "once the daily post is on" : `from ${next} on`;
  const few = count > channel.settings.count ? `, ${channel.settings.count} a day` : "";
  return `What was not shown here yet comes with the daily post ${when}${few}`;
}

function putIntoNext(topics: readonly Topic[]): Button {
  return {
    label: "Put these into the next edition",
    press: "answer",
    call: { command: "subscribe", args: { topics: typedIn(topics), catch_up: "yes" } },
  };
}

function typedIn(topics: readonly Topic[]): string {
  return topics.map(({ typed }) => typed).join(", ");
}

function titleOf(topics: readonly Topic[], fresh: readonly Topic[]): string {
  if (fresh.length > 1) return `This channel now follows ${fresh.length} more topics`;
  const [first] = fresh.length > 0 ? fresh : topics;
  return `This channel ${fresh.length === 0 ? "follows" : "now follows"} ${first === undefined ? "" : quoted(first.typed)}`;
}

function info(words: string): Block {
  return { kind: "notice", tone: "info", text: [`${words}.`] };
}

function noTopic(): Mistake {
  return new Mistake("topic_missing", `A topic needs at least one word; a channel can follow ${topicLimit}`, {
    example: subscribe.examples[0],
  });
}

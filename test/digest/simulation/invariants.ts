import { z } from "zod";
import { catches, parseTopic, readPaper } from "#src/channels/index.ts";
import type { Corpus, Paper } from "#src/corpus/index.ts";
import type { SharedDatabase } from "./database.ts";
import type { Message } from "./platform.ts";

export interface Violation {
  readonly channel: string;
  readonly what: string;
}

interface Known {
  readonly now: number;
  readonly corpora: readonly Corpus[];
}

const editionRow = z.object({
  channel: z.string(),
  local_date: z.string(),
  state: z.string(),
  due_at: z.number(),
  content: z.string(),
});
const shownRow = z.object({ channel: z.string(), paper: z.string(), local_date: z.string() });
const subscriptionRow = z.object({
  channel: z.string(),
  typed: z.string(),
  new_after: z.number(),
  caught_up_to: z.number(),
});
const paperRow = z.object({ id: z.string(), first_seen_at: z.number() });

/** What delivery.md promises, held against what people see: nothing twice, nothing lost without a state that says so. */
export function violations(database: SharedDatabase, messages: readonly Message[], known: Known): Violation[] {
  const editions = database.all("select * from edition").map((row) => editionRow.parse(row));
  const shown = database.all("select * from shown").map((row) => shownRow.parse(row));
  return [
    ...papersTwice(messages),
    ...editionsTwice(messages),
    ...editions.flatMap((edition) => untrue(edition, messages, known)),
    ...messages.flatMap((message) => unknownTo(editions, message)),
    ...editions.flatMap((edition) => wrongShown(edition, shown)),
    ...lostPapers(database, shown, known),
    ...overdue(database, known),
  ];
}

function papersTwice(messages: readonly Message[]): Violation[] {
  const seen = new Set<string>();
  return messages.flatMap(({ channel, papers }) =>
    papers.flatMap((paper) => {
      const key = `${channel} ${paper}`;
      const isTwice = seen.has(key);
      seen.add(key);
      return isTwice ? [{ channel, what: `${paper} came twice` }] : [];
    }),
  );
}

function editionsTwice(messages: readonly Message[]): Violation[] {
  const seen = new Set<string>();
  return messages.flatMap(({ channel, heading }) => {
    const key = `${channel} ${heading}`;
    const isTwice = seen.has(key);
    seen.add(key);
    return isTwice ? [{ channel, what: `“${heading}” came twice` }] : [];
  });
}

type Edition = z.infer<typeof editionRow>;

/** A state says what is in the channel; and seven hours after it was due it has come to its end. */
function untrue(edition: Edition, messages: readonly Message[], { now }: Known): Violation[] {
  const channel = idOf(edition.channel);
  const there = messages.filter((message) => isOf(edition, message)).length;
  const what = `the edition of ${edition.local_date} is ${edition.state}`;
  if (edition.state === "sent" && there !== 1) return [{ channel, what: `${what}, and ${there} are there` }];
  if (["failed", "missed", "skipped", "cancelled", "planned"].includes(edition.state) && there > 0)
    return [{ channel, what: `${what}, and it is there` }];
  if (["planned", "sending"].includes(edition.state) && now - edition.due_at > 7 * 3_600_000)
    return [{ channel, what: `${what} after seven hours` }];
  return [];
}

function unknownTo(editions: readonly Edition[], message: Message): Violation[] {
  if (editions.some((edition) => isOf(edition, message))) return [];
  return [{ channel: message.channel, what: `no edition knows of “${message.heading}”` }];
}

function wrongShown(edition: Edition, shown: readonly z.infer<typeof shownRow>[]): Violation[] {
  const channel = idOf(edition.channel);
  const here = shown.filter((row) => row.channel === edition.channel && row.local_date === edition.local_date);
  const keeps = ["planned", "sending", "sent", "uncertain"].includes(edition.state);
  if (!keeps && here.length > 0)
    return [
      { channel, what: `the edition of ${edition.local_date} is ${edition.state} and keeps ${here.length} papers` },
    ];
  const content = z.object({ papers: z.array(z.object({ id: z.string() })) }).parse(JSON.parse(edition.content));
  const missing = content.papers.filter(({ id }) => !here.some(({ paper }) => paper === id));
  if (keeps && missing.length > 0)
    return [
      { channel, what: `the edition of ${edition.local_date} shows ${missing[0]?.id}, which is not kept as shown` },
    ];
  return [];
}

/** A paper that a topic wants was shown, or is still to be looked at. */
function lostPapers(
  database: SharedDatabase,
  shown: readonly z.infer<typeof shownRow>[],
  { corpora }: Known,
): Violation[] {
  const papers = new Map<string, Paper>(corpora.flatMap((corpus) => corpus.papers.map((paper) => [paper.id, paper])));
  const seen = database.all("select id, first_seen_at from paper").map((row) => paperRow.parse(row));
  const subscriptions = database
    .all(
      "select s.channel, s.typed, s.new_after, c.caught_up_to from subscription s join channel c on c.key = s.channel",
    )
    .map((row) => subscriptionRow.parse(row));
  const isShown = new Set(shown.map(({ channel, paper }) => `${channel} ${paper}`));
  return subscriptions.flatMap(({ channel, typed, new_after, caught_up_to }) =>
    seen.flatMap(({ id, first_seen_at }) => {
      const paper = papers.get(id);
      if (paper === undefined || first_seen_at <= new_after || first_seen_at > caught_up_to) return [];
      if (isShown.has(`${channel} ${id}`) || !catches(parseTopic(typed).rules, readPaper(paper))) return [];
      return [{ channel: idOf(channel), what: `${id} is lost to “${typed}”` }];
    }),
  );
}

/** No channel's due moment is left behind. */
function overdue(database: SharedDatabase, { now }: Known): Violation[] {
  return database
    .all("select key, next_due_at from channel where next_due_at < ?", now - 3_600_000)
    .map((row) => ({ channel: idOf(String(row["key"])), what: "its due moment is past and nothing was planned" }));
}

function isOf({ channel, local_date }: Edition, message: Message): boolean {
  return message.channel === idOf(channel) && message.heading.includes(`, ${headingOf(local_date)}`);
}

function idOf(key: string): string {
  return key.split(":").slice(2).join(":");
}

/** How an edition's heading names a local date. */
export function headingOf(date: string): string {
  return new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", day: "numeric", month: "long", year: "numeric" }).format(
    Date.parse(date),
  );
}

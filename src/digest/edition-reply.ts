import { nextInWords, readPaper, type Channel } from "#src/channels/index.ts";
import type { Paper } from "#src/corpus/index.ts";
import { dayInWords } from "#src/dates.ts";
import { code, paperCard, plain, quoted, text, type Block, type Reply, type Text } from "#src/reply/index.ts";
import { excerptOf, sentenceOf, termsOf } from "#src/search/index.ts";
import type { EditionContent, EditionPaper } from "./content.ts";

export interface EditionOptions {
  readonly channel: Pick<Channel, "settings" | "nextDueAt">;
  /** The local date that it belongs to. */
  readonly date: string;
  readonly content: EditionContent;
  readonly paperOf: (id: string) => Paper | undefined;
}

/** An edition as one message: heading with its date, a compact card a paper, and when the next one comes. */
export function editionReply({ channel, date, content, paperOf }: EditionOptions): Reply {
  const title = `Papers for ${dayInWords(date)}`;
  const cards = content.papers.flatMap((entry) => {
    const paper = paperOf(entry.id);
    return paper === undefined
      ? []
      : [paperCard(paper, { excerpt: excerpt(paper, entry), why: [reasonInWords(entry)] })];
  });
  const notices = noticesOf(content);
  const blocks: Block[] = [
    { kind: "heading", text: title },
    ...notices.map((notice): Block => ({ kind: "notice", tone: "info", text: notice })),
    ...(cards.length === 0 ? [] : [{ kind: "papers", cards } as const]),
    { kind: "footer", text: footer(channel) },
  ];
  const [first] = cards;
  return {
    blocks,
    outcome: "answered",
    summary: first === undefined ? [title, ...notices.map(plain)].join(": ") : `${title}: ${first.title}`,
  };
}

function noticesOf({ papers, leftOut, usedUp }: EditionContent): Text[] {
  const notices: Text[] = [];
  if (leftOut > 0) {
    const them = leftOut === 1 ? "one more paper" : `${leftOut} more papers`;
    notices.push([`No edition came for a week: ${them} on your topics stay out, these are the newest.`]);
  }
  if (usedUp) {
    const end = papers.length === 0 ? "Nothing new today: this" : "This";
    notices.push([
      `${end} channel has now seen every paper of the listing. New ones come when whoever runs Paperboy puts a newer listing at CORPUS.`,
    ]);
  } else if (papers.length === 0) notices.push(["Nothing new today."]);
  return notices;
}

/** Why a paper is in an edition, in one line. */
function reasonInWords({ topics, place }: EditionPaper): string {
  const byTopic = topics.map(({ topic, words }) => `topic ${quoted(topic)} (${words.join(", ")})`);
  return [...byTopic, ...(place === undefined ? [] : [place])].join(" · ");
}

function excerpt(paper: Paper, { topics }: EditionPaper): Text {
  const terms = topics.flatMap(({ words }) => termsOf(words.join(" ")));
  if (terms.length === 0) return [sentenceOf(paper)];
  return excerptOf(readPaper(paper).analysed, new Map(terms.map((term) => [term, 1])));
}

function footer({ settings, nextDueAt }: Pick<Channel, "settings" | "nextDueAt">): Text {
  if (nextDueAt === undefined) return text("The daily post is off here; turn it on: ", code("daily on"));
  return text(
    "Next: ",
    nextInWords(nextDueAt, settings.zone),
    " · change it: ",
    code("daily at 10:00"),
    " · follow a topic: ",
    code("subscribe TOPIC"),
  );
}

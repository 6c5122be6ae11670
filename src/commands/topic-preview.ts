import { caughtBy, readPaper, type Topic } from "#src/channels/index.ts";
import type { Paper } from "#src/corpus/index.ts";
import type { Listing } from "#src/library/index.ts";
import { code, paperCard, paperLine, quoted, text, type Block, type Reply, type Text } from "#src/reply/index.ts";
import type { Engine } from "#src/search/index.ts";
import { matchingNow, papersInWords } from "./matching-papers.ts";
import { PAGE_SIZE } from "./paper-list.ts";

/** What topics catch of the papers that are here now. */
export interface TopicPreview {
  readonly blocks: readonly Block[];
  readonly data: NonNullable<Reply["data"]>;
  /** How many papers one of them catches. */
  readonly count: number;
}

const CARDS_AT_MOST = 3;
const TOPICS_AT_MOST = 10;

/** Looks at what each topic catches now: how many, the first of them, and what else may be meant where it is nothing. */
export async function previewTopics(
  { corpus, engine: opened }: Listing,
  topics: readonly Topic[],
  limit: number | undefined,
): Promise<TopicPreview> {
  const engine = await opened();
  const matching = await matchingNow(corpus, topics);
  const papersOf = ({ canonical }: Topic): readonly Paper[] => matching.get(canonical) ?? [];
  const told = topics.slice(0, TOPICS_AT_MOST);
  const counts = told.map((topic) => {
    const { length } = papersOf(topic);
    return text(`${quoted(topic.typed)} catches ${papersInWords(length)} that ${length > 1 ? "are" : "is"} here now`);
  });
  if (told.length < topics.length) counts.push(text(`and ${topics.length - told.length} more topics`));
  const suggestions = await Promise.all(
    told.filter((topic) => papersOf(topic).length === 0).map((topic) => suggestion(engine, topic)),
  );
  const papers = [...new Set(topics.flatMap(papersOf))];
  const cards = papers.slice(0, limit ?? CARDS_AT_MOST).map((paper) => {
    const words = topics
      .filter((topic) => papersOf(topic).includes(paper))
      .flatMap(({ rules }) => caughtBy(rules, readPaper(paper)));
    const why = `says ${[...new Set(words)].map((word) => `“${word}”`).join(", ")}`;
    return paperCard(paper, { excerpt: engine.sentence(paper), why: [why] });
  });
  return {
    blocks: [
      { kind: "list", items: counts },
      ...suggestions.flatMap((words): Block[] =>
        words === undefined ? [] : [{ kind: "notice", tone: "info", text: words }],
      ),
      ...(cards.length === 0 ? [] : [{ kind: "papers", cards } as const]),
    ],
    data: papers.slice(0, limit ?? PAGE_SIZE).map((paper, at) => paperLine(paper, { rank: at + 1, score: null })),
    count: papers.length,
  };
}

/** What the topic may have been meant to be. It is kept as typed: what is unknown today may come tomorrow. */
async function suggestion(engine: Engine, { typed }: Topic): Promise<Text | undefined> {
  const { repairs } = await engine.search(typed, { limit: 1 });
  if (repairs.length === 0) return undefined;
  const meant = repairs.reduce((words, { from, to }) => words.split(from).join(to), typed.toLowerCase());
  return text("No paper here says this yet. If it is a typing error: ", code(`subscribe ${meant}`));
}

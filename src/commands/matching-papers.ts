import { setImmediate } from "node:timers/promises";
import { createTopicMatcher, filedUnder, readPaper, termFrequency, type Topic } from "#src/channels/index.ts";
import type { Corpus, Paper } from "#src/corpus/index.ts";

/** Papers looked at between two turns of the event loop. */
const PAPERS_AT_ONCE = 200;

/** The papers of the listing that each topic catches now, in the listing's order, by the topic's canonical form. */
export async function matchingNow(corpus: Corpus, topics: readonly Topic[]): Promise<ReadonlyMap<string, Paper[]>> {
  const frequency = termFrequency(corpus);
  const matcher = createTopicMatcher(topics.map((topic) => ({ topic, filedUnder: filedUnder(topic, frequency) })));
  const matching = new Map(topics.map(({ canonical }) => [canonical, new Array<Paper>()]));
  for (let at = 0; at < corpus.papers.length; at += PAPERS_AT_ONCE) {
    if (at > 0) await setImmediate();
    for (const { filed, paper } of matcher.match(corpus.papers.slice(at, at + PAPERS_AT_ONCE).map(readPaper))) {
      matching.get(filed.topic.canonical)?.push(paper.paper);
    }
  }
  return matching;
}

/** `one paper`, `12 papers`. */
export function papersInWords(count: number): string {
  return count === 0 ? "no paper" : count === 1 ? "one paper" : `${count} papers`;
}

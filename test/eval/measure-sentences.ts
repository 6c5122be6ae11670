import { readFileSync } from "node:fs";
import { z } from "zod";
import { readable, type Paper } from "#src/corpus/index.ts";
import { loadCorpus } from "../listing.ts";

/** What a chosen sentence is judged by. */
export interface JudgedPaper {
  readonly paper: Pick<Paper, "title" | "abstract">;
  /** Sentences that say best what the paper does. */
  readonly accepted: readonly string[];
  /** Wordings that are wrong as they stand, though an accepted one may be near: their lead-in points at what came before. */
  readonly poor: readonly string[];
  /** Was the rule tuned on it? The others show what it is worth. */
  readonly isTunedOn: boolean;
}

export interface Result extends JudgedPaper {
  readonly chosen: string;
  readonly isRight: boolean;
}

const listing = new URL("../../data/trending-papers.txt", import.meta.url).pathname;

const listingJudgments = z.object({
  papers: z.array(
    z.object({ number: z.number(), accepted: z.array(z.string()).min(1), poor: z.array(z.string()).default([]) }),
  ),
});
const arxivJudgments = z.object({
  papers: z.array(z.object({ title: z.string(), abstract: z.string(), accepted: z.array(z.string()).min(1) })),
});

/** The papers of the captured listing with their judgments. Throws where a paper has none. */
export async function readListingJudgments(): Promise<readonly JudgedPaper[]> {
  const { papers } = await loadCorpus(listing);
  const judgments = listingJudgments.parse(readJson("sentences-119.json")).papers;
  const byNumber = new Map(judgments.map((judgment) => [judgment.number, judgment]));
  return papers.map((paper) => {
    const judgment = byNumber.get(paper.number);
    if (judgment === undefined) throw new Error(`paper ${paper.number} has no judgment`);
    return { paper, accepted: judgment.accepted, poor: judgment.poor, isTunedOn: true };
  });
}

/** The 200 abstracts of arXiv, as they are read by a source. */
export function readArxivJudgments(): readonly JudgedPaper[] {
  return arxivJudgments.parse(readJson("sentences-arxiv.json")).papers.map(({ title, abstract, accepted }, index) => ({
    paper: { title: readable(title), abstract: readable(abstract) },
    accepted: accepted.map(readable),
    poor: [],
    isTunedOn: index % 2 === 0,
  }));
}

export function judge(
  judged: readonly JudgedPaper[],
  sentenceOf: (paper: JudgedPaper["paper"]) => string,
): readonly Result[] {
  return judged.map((entry) => {
    const chosen = sentenceOf(entry.paper);
    return { ...entry, chosen, isRight: isRight(chosen, entry) };
  });
}

/** Words that two wordings of one sentence share, of the shorter one's. */
const sharedAtLeast = 0.8;
/** What is left of a sentence whose lead-in and tail are cut. */
const leftAtLeast = 0.5;

/**
 * Right: the chosen text is an accepted sentence. Either may lack a lead-in or a tail: of the shorter one's words four in
 * five stand in the longer one, in this order, and it has at least half as many. Case, punctuation and a symbol written
 * as a word do not matter. A poor wording is wrong as it stands.
 */
function isRight(chosen: string, { accepted, poor }: Pick<JudgedPaper, "accepted" | "poor">): boolean {
  const words = wordsOf(chosen);
  if (poor.some((wording) => wordsOf(wording).join(" ") === words.join(" "))) return false;
  return accepted.some((sentence) => {
    const other = wordsOf(sentence);
    const [shorter, longer] = words.length < other.length ? [words, other] : [other, words];
    return (
      shorter.length >= leftAtLeast * longer.length && sharedInOrder(shorter, longer) >= sharedAtLeast * shorter.length
    );
  });
}

function wordsOf(text: string): readonly string[] {
  return (
    text
      .normalize("NFKD")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

/** The length of the longest common subsequence. */
function sharedInOrder(some: readonly string[], others: readonly string[]): number {
  let before = new Array<number>(others.length + 1).fill(0);
  for (const word of some) {
    const now = [0];
    for (const [at, other] of others.entries())
      now.push(word === other ? (before[at] ?? 0) + 1 : Math.max(before[at + 1] ?? 0, now[at] ?? 0));
    before = now;
  }
  return before.at(-1) ?? 0;
}

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8"));
}

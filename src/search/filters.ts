import { dateOf, isSince, type Paper } from "#src/corpus/index.ts";
import { code, type Text } from "#src/reply/index.ts";
import { analyse } from "./analyse.ts";
import { holdsPhrase, type Phrase } from "./postings.ts";
import type { Query } from "./query.ts";
import { sequences } from "./sequences.ts";

export interface Filters {
  /** Does the query filter at all? */
  readonly any: boolean;
  readonly phrases: readonly Phrase[];
  readonly not: readonly Phrase[];
  /** What must hold of the paper beside its words; undefined where nothing must. */
  readonly only?: (paper: Paper) => boolean;
  /** Which filters were left out, since no paper here tells. */
  readonly notices: readonly Text[];
}

/** A query's filters over these papers. */
export function filtersOf(query: Query, papers: readonly Paper[]): Filters {
  const phrases = phrasesOf(query.phrases);
  const not = phrasesOf(query.not);
  const checks: ((paper: Paper) => boolean)[] = [];
  const notices: Text[] = query.misread.map((typed) => [code(typed), ` is left out: ${whatToWrite(typed)}.`]);

  const title = phrasesOf(query.title);
  if (title.length > 0) checks.push((paper) => says(paper.title, title));
  if (query.hasCode) checks.push((paper) => paper.links.some((link) => link.kind === "code"));

  const author = phrasesOf(query.author);
  if (author.length > 0) {
    if (papers.some((paper) => paper.authors !== undefined))
      checks.push((paper) => author.every((name) => paper.authors?.some((known) => says(known, [name])) ?? false));
    else notices.push(["No paper here has authors yet: author: is left out."]);
  }
  const { since } = query;
  if (since !== undefined) {
    if (papers.some((paper) => dateOf(paper) !== undefined)) checks.push((paper) => cameOutSince(paper, since));
    else notices.push(["No paper here has a date yet: since: is left out."]);
  }
  return {
    any: phrases.length + not.length + checks.length > 0,
    phrases,
    not,
    ...(checks.length === 0 ? {} : { only: (paper) => checks.every((check) => check(paper)) }),
    notices,
  };
}

function whatToWrite(misread: string): string {
  if (misread.startsWith("-")) return "a minus excludes words, phrases and title: only";
  return misread.toLowerCase().startsWith("has:")
    ? "there is only has:code"
    : "since: takes 2024, 2024-05 or 2024-05-31";
}

/** What holds no word (`-"…"`) asks for nothing. */
function phrasesOf(texts: readonly string[]): Phrase[] {
  return texts.map((text) => sequences(analyse(text))).filter((phrase) => phrase.split.length > 0);
}

function cameOutSince(paper: Paper, since: string): boolean {
  const date = dateOf(paper);
  return date !== undefined && isSince(date, since);
}

function says(text: string, phrases: readonly Phrase[]): boolean {
  const said = sequences(analyse(text));
  return phrases.every((phrase) => holdsPhrase(said, phrase));
}

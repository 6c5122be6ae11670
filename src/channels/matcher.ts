import { dateOf, isSince } from "#src/corpus/index.ts";
import { analyse, holdsPhrase, sequences, type Analysis } from "#src/search/index.ts";
import type { ReadPaper } from "./read-paper.ts";
import type { Rules, Topic, WantedWord } from "./topic.ts";

export interface FiledTopic {
  readonly topic: Topic;
  /** Terms, separated by spaces (`filedUnder`). */
  readonly filedUnder: string;
}

export interface TopicMatcher<Filed extends FiledTopic> {
  /** Which topics catch which papers, in the order of the papers. */
  match(papers: readonly ReadPaper[]): { readonly filed: Filed; readonly paper: ReadPaper }[];
}

/** A topic in one of its files. */
interface FiledUnder<Filed extends FiledTopic> {
  readonly filed: Filed;
  /** The terms it is filed under before this one: under those it was found already. */
  readonly before: readonly string[];
  /** Single words that it wants besides; undefined where it has rules that must be asked whole. */
  readonly others: readonly string[] | undefined;
}

/** Files topics under their rarest terms, so that a paper looks only at those that it may belong to. */
export function createTopicMatcher<Filed extends FiledTopic>(topics: readonly Filed[]): TopicMatcher<Filed> {
  const files = new Map<string, FiledUnder<Filed>[]>();
  for (const filed of topics) {
    const terms = filed.filedUnder.split(" ");
    for (const [at, term] of terms.entries()) {
      const file = files.get(term);
      const entry = { filed, before: terms.slice(0, at), others: otherWords(filed.topic.rules, term) };
      if (file === undefined) files.set(term, [entry]);
      else file.push(entry);
    }
  }
  return {
    match(papers) {
      const found: { readonly filed: Filed; readonly paper: ReadPaper }[] = [];
      for (const paper of papers) {
        const { places } = paper.analysed;
        for (const term of places.keys()) {
          const file = files.get(term);
          if (file === undefined) continue;
          for (const { filed, before, others } of file) {
            if (others === undefined) {
              if (!before.some((earlier) => places.has(earlier)) && catches(filed.topic.rules, paper)) {
                found.push({ filed, paper });
              }
            } else if (others.every((other) => places.has(other))) found.push({ filed, paper });
          }
        }
      }
      return found;
    },
  };
}

/** Most topics are a few plain words: what is left to look for once the one it is filed under was found. */
function otherWords(rules: Rules, filedUnder: string): string[] | undefined {
  const { wanted, phrases, not, title, authors, since, hasCode } = rules;
  const isPlain =
    wanted.every(({ length }) => length === 1) &&
    [phrases, not, title, authors].every(({ length }) => length === 0) &&
    since === undefined &&
    !hasCode;
  return isPlain ? wanted.map(([term]) => term).filter((term) => term !== filedUnder) : undefined;
}

/** Whether a paper has all that a topic wants. */
export function catches(rules: Rules, paper: ReadPaper): boolean {
  return (
    rules.wanted.every((wanted) => hasWanted(wanted, paper)) &&
    rules.phrases.every((phrase) => holdsPhrase(paper.said(), phrase)) &&
    !rules.not.some((phrase) => holdsPhrase(paper.said(), phrase)) &&
    rules.title.every((phrase) => holdsPhrase(paper.titled(), phrase)) &&
    (!rules.hasCode || paper.paper.links.some(({ kind }) => kind === "code")) &&
    rules.authors.every((name) =>
      (paper.paper.authors ?? []).some((author) => holdsPhrase(sequences(analyse(author)), name)),
    ) &&
    (rules.since === undefined || mayBeSince(paper, rules.since))
  );
}

/** The words by which a topic caught this paper, as the paper writes them and in its order. */
export function caughtBy(rules: Rules, read: ReadPaper): string[] {
  const { paper, analysed } = read;
  const terms = rules.wanted.flatMap(([term, ...parts]) => (read.has(term) ? [term] : parts));
  const places = terms.flatMap((term) => {
    const inTitle = placeIn(analysed.title, term);
    if (inTitle !== undefined) return [{ order: inTitle.start, word: paper.title.slice(inTitle.start, inTitle.end) }];
    const place = placeIn(analysed.abstract, term);
    if (place === undefined) return [];
    return [{ order: paper.title.length + place.start, word: paper.abstract.slice(place.start, place.end) }];
  });
  return [...new Set(places.sort((a, b) => a.order - b.order).map(({ word }) => word))];
}

function placeIn({ tokens, compounds }: Analysis, term: string): { start: number; end: number } | undefined {
  const compound = compounds.find((one) => one.term === term);
  const first = compound === undefined ? tokens.find((token) => token.term === term) : tokens[compound.from];
  const last = compound === undefined ? first : tokens[compound.to];
  return first && last && { start: first.start, end: last.end };
}

/** A source that tells no dates does not make a topic deaf: what it catches is new in any case. */
function mayBeSince({ paper }: ReadPaper, since: string): boolean {
  const date = dateOf(paper);
  return date === undefined || isSince(date, since);
}

function hasWanted(wanted: WantedWord, paper: ReadPaper): boolean {
  return paper.has(wanted[0]) || (wanted.length > 1 && wanted.every((term, at) => at === 0 || paper.has(term)));
}

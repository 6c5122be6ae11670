import { z } from "zod";
import { Mistake } from "#src/errors.ts";
import { analyse, parseQuery, sequences, type Analysis, type Phrase } from "#src/search/index.ts";

/** A saved query: what a paper must have. Unlike a search, all of it. */
export interface Topic {
  /** As the person typed it: what is shown. */
  readonly typed: string;
  /** What two topics are compared by: the same for `models, editing` and `edit model`. */
  readonly canonical: string;
  readonly rules: Rules;
}

export interface Rules {
  /** The words of its words and phrases. */
  readonly wanted: readonly WantedWord[];
  readonly phrases: readonly Phrase[];
  readonly not: readonly Phrase[];
  readonly title: readonly Phrase[];
  readonly authors: readonly Phrase[];
  readonly since?: string;
  readonly hasCode: boolean;
}

/** One wanted word. A hyphen compound is there as one word (the first term) or in all its parts (the others). */
export type WantedWord = readonly [term: string, ...parts: string[]];

/** Longer than any topic that somebody would read. */
const LONGEST_TOPIC = 200;

const phrase = z.object({ split: z.array(z.string()), joined: z.array(z.string()) });
const rulesSchema = z.object({
  wanted: z.array(z.tuple([z.string()], z.string())),
  phrases: z.array(phrase),
  not: z.array(phrase),
  title: z.array(phrase),
  authors: z.array(phrase),
  since: z.string().exactOptional(),
  hasCode: z.boolean(),
});

/** Reads a topic as typed. Throws a Mistake where it has no word that a paper could say. */
export function parseTopic(raw: string): Topic {
  const query = parseQuery(raw);
  const typed = query.text;
  const [misread] = query.misread;
  if (misread !== undefined) {
    throw new Mistake("topic_misread", `“${misread}” is no filter that I know, and a topic is kept as it is typed`, {
      example: "subscribe diffusion has:code since:2024 title:image",
    });
  }
  if (typed.length > LONGEST_TOPIC) {
    throw new Mistake(
      "topic_too_long",
      `a topic has at most ${LONGEST_TOPIC} characters, this one has ${typed.length}`,
      {
        example: "subscribe low-rank adapters",
      },
    );
  }
  const phrases = query.phrases.map((text) => analyse(text));
  const rules: Rules = {
    wanted: sortedOnce([analyse(query.words), ...phrases].flatMap(wantedIn)),
    phrases: phrasesOf(phrases),
    not: phrasesOf(query.not.map((text) => analyse(text))),
    title: phrasesOf(query.title.map((text) => analyse(text))),
    authors: phrasesOf(query.author.map((text) => analyse(text))),
    ...(query.since === undefined ? {} : { since: query.since }),
    hasCode: query.hasCode,
  };
  if (rules.wanted.length === 0) throw nothingWanted(typed);
  return { typed, canonical: JSON.stringify(rules), rules };
}

/** A topic as it is stored. Its canonical form holds stems, which are never stemmed again. */
export function readTopic({ typed, canonical }: Pick<Topic, "typed" | "canonical">): Topic {
  return { typed, canonical, rules: rulesSchema.parse(JSON.parse(canonical)) };
}

/**
 * The terms that a topic is filed under, separated by spaces: a paper that matches has at least one of them, and few
 * papers have. `frequency` says in how many papers a term stands.
 */
export function filedUnder({ rules }: Topic, frequency: (term: string) => number): string {
  const cost = (terms: readonly string[]) => terms.reduce((total, term) => total + frequency(term), 0);
  const files = rules.wanted.map(([term, ...parts]) => {
    const [rarest] = parts.toSorted((a, b) => frequency(a) - frequency(b));
    return rarest === undefined ? [term] : [term, rarest];
  });
  return files.reduce((best, file) => (cost(file) < cost(best) ? file : best)).join(" ");
}

function wantedIn({ tokens, compounds }: Analysis): WantedWord[] {
  const wanted: WantedWord[] = compounds.map(({ term, from, to }) => [
    term,
    ...tokens
      .slice(from, to + 1)
      .filter((token) => !token.stop)
      .map((token) => token.term),
  ]);
  for (const [at, token] of tokens.entries()) {
    const isPart = compounds.some(({ from, to }) => from <= at && at <= to);
    if (!isPart && !token.stop) wanted.push([token.term]);
  }
  return wanted;
}

/** What holds no word (`-"…"`) asks for nothing. */
function phrasesOf(analyses: readonly Analysis[]): Phrase[] {
  return sortedOnce(analyses.map(sequences).filter(({ split }) => split.length > 0));
}

/** In one order, each once, so that the same rules are the same text. */
function sortedOnce<Part>(parts: readonly Part[]): Part[] {
  const byText = new Map(parts.map((part) => [JSON.stringify(part), part]));
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, part]) => part);
}

function nothingWanted(typed: string): Mistake {
  return new Mistake(
    "topic_without_words",
    typed === ""
      ? "a topic needs at least one word"
      : `“${typed}” names no word that a paper could say: filters, -word and words like “the” only narrow a topic down`,
    { example: "subscribe diffusion has:code -survey" },
  );
}

import type { Paper } from "#src/corpus/index.ts";
import type { Span, Text } from "#src/reply/index.ts";
import type { Analysis } from "./analyse.ts";
import type { AnalysedPaper } from "./analysed.ts";
import { sentences, type Range } from "./split-sentences.ts";

/** How much a matched term matters; undefined where a term does not match. */
export type Worth = ReadonlyMap<string, number>;

/** A longer sentence is cut to the words around its first match. */
const LONGEST = 400;
const BEFORE_MATCH = 120;

/** What a hit shows: the sentence that matters and why the paper matched. */
export function present(
  { paper, title, abstract }: AnalysedPaper,
  worth: Worth,
): { readonly excerpt: Text; readonly why: Text } {
  const inTitle = matchesIn(title, worth);
  const inAbstract = matchesIn(abstract, worth);
  return { excerpt: matchingSentence(paper.abstract, inAbstract), why: whyOf(paper, inTitle, inAbstract) };
}

/** The sentence of the abstract that says most of these terms, see `present`. */
export function excerptOf({ paper, abstract }: AnalysedPaper, worth: Worth): Text {
  return matchingSentence(paper.abstract, matchesIn(abstract, worth));
}

/** The sentence of a text that says most, its matched words marked. Without a match, the first one. */
function matchingSentence(text: string, matches: readonly Match[]): Text {
  const sentence = bestSentence(text, matches);
  const first = matches.find((match) => match.start >= sentence.start);
  const { start, end } = cut(text, sentence, first?.start ?? sentence.start);
  return marked(
    text,
    start,
    end,
    matches.filter((match) => match.start >= start && match.end <= end),
  );
}

/** A paper's matched words as it writes them, those of the title first; of the abstract what the title lacks. */
function whyOf({ title, abstract }: Paper, inTitle: readonly Match[], inAbstract: readonly Match[]): Text {
  const said = new Set(inTitle.map((match) => match.term));
  const titleQuotes = quotes(title, inTitle);
  const more = inAbstract.filter((match) => !said.has(match.term));
  const parts = [
    ...(titleQuotes.length === 0 ? [] : [`${titleQuotes.join(", ")} in the title`]),
    ...quotes(abstract, more).slice(0, MOST_WORDS),
  ];
  return parts.length === 0 ? [] : [`matches ${parts.join(", ")}`];
}

const MOST_WORDS = 4;

interface Match {
  readonly term: string;
  readonly start: number;
  readonly end: number;
  readonly worth: number;
}

/** Where a text says terms that have a worth; a compound is one match where it matches as a whole. */
function matchesIn({ tokens, compounds }: Analysis, worth: Worth): Match[] {
  const matches: Match[] = [];
  const whole = compounds.filter(({ term }) => worth.has(term));
  let next = 0;
  for (let at = 0; at < tokens.length; at++) {
    const first = tokens[at];
    if (first === undefined) break;
    const compound = whole[next]?.from === at ? whole[next++] : undefined;
    const last = compound === undefined ? first : tokens[compound.to];
    const term = compound?.term ?? first.term;
    const found = compound === undefined && first.stop ? undefined : worth.get(term);
    const parts = compound === undefined ? [] : tokens.slice(compound.from, compound.to + 1);
    if (found !== undefined && last !== undefined)
      matches.push({
        term,
        start: first.start,
        end: last.end,
        worth: parts.reduce((sum, part) => sum + (worth.get(part.term) ?? 0), found),
      });
    if (compound !== undefined) at = compound.to;
  }
  return matches;
}

/** Matched words in a text's own form, neighbours in one pair of quotes, each once. */
function quotes(text: string, matches: readonly Match[]): string[] {
  const runs: { start: number; end: number; worth: number }[] = [];
  for (const match of matches) {
    const run = runs.at(-1);
    if (run !== undefined && /^[\s-]$/.test(text.slice(run.end, match.start))) {
      run.end = match.end;
      run.worth += match.worth;
    } else runs.push({ start: match.start, end: match.end, worth: match.worth });
  }
  const said = new Map<string, string>();
  for (const run of runs.sort((a, b) => b.worth - a.worth)) {
    const words = text.slice(run.start, run.end);
    if (!said.has(words.toLowerCase())) said.set(words.toLowerCase(), `"${words}"`);
  }
  return [...said.values()];
}

function bestSentence(text: string, matches: readonly Match[]): Range {
  let best: Range = { start: 0, end: text.length };
  let bestWorth = -1;
  for (const sentence of sentences(text)) {
    const terms = new Map<string, number>();
    for (const match of matches)
      if (match.start >= sentence.start && match.end <= sentence.end) terms.set(match.term, match.worth);
    const worth = [...terms.values()].reduce((total, more) => total + more, 0);
    if (worth > bestWorth) [best, bestWorth] = [sentence, worth];
  }
  return best;
}

function cut(text: string, sentence: Range, match: number): Range {
  if (sentence.end - sentence.start <= LONGEST) return sentence;
  let start = Math.max(sentence.start, Math.min(match - BEFORE_MATCH, sentence.end - LONGEST));
  if (start > sentence.start) start = Math.max(start, text.indexOf(" ", start) + 1);
  const limit = start + LONGEST;
  const space = text.lastIndexOf(" ", limit);
  return { start, end: limit >= sentence.end ? sentence.end : space > start ? space : limit };
}

function marked(text: string, start: number, end: number, matches: readonly Match[]): Text {
  const spans: Span[] = [];
  let at = start;
  for (const match of matches) {
    if (match.start > at) spans.push(text.slice(at, match.start));
    spans.push({ text: text.slice(match.start, match.end), mark: true });
    at = match.end;
  }
  if (end > at) spans.push(text.slice(at, end));
  return spans;
}

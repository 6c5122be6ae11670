import type { Paper } from "#src/corpus/index.ts";
import { analyse, type Token } from "./analyse.ts";

/** A frequent informative phrase of the corpus. */
export interface Theme {
  /** As papers write it most often. */
  readonly phrase: string;
  /** The search that finds its papers. */
  readonly query: string;
  readonly papers: number;
}

const FEWEST_PAPERS = 3;
const LONGEST = 3;

/** Phrases that join any words about any subject; they name none. */
const HOLLOW = new Set(
  "et al ground truth computationally expensive closely related special case computational cost state art experimental result results extensive experiments experiment numerical wide range real world large scale high quality existing methods method propose proposed novel new approach approaches paper work recent recently based significantly outperform outperforms performance demonstrate show shows effective effectiveness widely used number various different problem problems first second order".split(
    " ",
  ),
);

/**
 * Two or three content words in a row that at least three papers hold, ranked by how many do times how much more often
 * the words stand together than chance would have it (normalised pointwise mutual information over papers, Bouma 2009).
 * A phrase that is part of a longer one in nearly all its papers gives way to it.
 */
export function findThemes(papers: readonly Paper[]): Theme[] {
  const phrases = new Map<string, { papers: Set<string>; written: Map<string, number>; words: readonly string[] }>();
  const holding = new Map<string, Set<string>>();
  for (const paper of papers) {
    for (const text of [paper.title, paper.abstract]) {
      const { tokens } = analyse(text);
      for (const token of tokens) (holding.get(token.term) ?? put(holding, token.term, new Set())).add(paper.id);
      for (const run of runs(tokens, text)) {
        const key = run.map(({ term }) => term).join(" ");
        const phrase =
          phrases.get(key) ??
          put(phrases, key, {
            papers: new Set<string>(),
            written: new Map<string, number>(),
            words: run.map(({ term }) => term),
          });
        phrase.papers.add(paper.id);
        const written = text.slice(run[0]?.start, run.at(-1)?.end).replaceAll(/\s+/g, " ").toLowerCase();
        phrase.written.set(written, (phrase.written.get(written) ?? 0) + 1);
      }
    }
  }

  const frequent = [...phrases].filter(([, phrase]) => phrase.papers.size >= FEWEST_PAPERS);
  const whole = frequent.filter(([key, { papers: own }]) => {
    return !frequent.some(
      ([other, { papers: theirs }]) =>
        other !== key && ` ${other} `.includes(` ${key} `) && theirs.size >= own.size * 0.8,
    );
  });
  return whole
    .map(([, phrase]) => {
      const together = phrase.papers.size / papers.length;
      const apart = phrase.words.reduce(
        (product, term) => product * ((holding.get(term)?.size ?? 1) / papers.length),
        1,
      );
      return { phrase, score: (phrase.papers.size * Math.log(together / apart)) / -Math.log(together) };
    })
    .sort((a, b) => b.score - a.score)
    .map(({ phrase }): Theme => {
      const [[written] = [""]] = [...phrase.written].sort(([, a], [, b]) => b - a);
      return { phrase: written, query: `"${written}"`, papers: phrase.papers.size };
    });
}

/** Runs of two to three neighbouring content words within a sentence. */
function* runs(tokens: readonly Token[], text: string): Generator<readonly Token[]> {
  for (let from = 0; from < tokens.length; from++) {
    for (let length = 2; length <= LONGEST; length++) {
      const run = tokens.slice(from, from + length);
      const last = run.at(-1);
      if (run.length < length || last === undefined || !informative(last)) break;
      if (!run.every(informative)) break;
      const between = run.slice(1).every((token, at) => /^[\s-]$/.test(text.slice(run[at]?.end, token.start)));
      if (!between) break;
      yield run;
    }
  }
}

function informative({ stop, word }: Token): boolean {
  return !stop && word.length > 1 && !/^\d+$/.test(word) && !HOLLOW.has(word);
}

function put<V>(map: Map<string, V>, key: string, value: V): V {
  map.set(key, value);
  return value;
}

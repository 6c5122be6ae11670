import { collapse, visible, whole } from "#src/platform/index.ts";
import type { Span, Text } from "#src/reply/index.ts";
import { escapeWords, inlineCode, maskedLink, safeUrl } from "./escape.ts";

interface Drawing {
  /** Keep the line breaks of the text; else it stands on one line. */
  readonly lines?: boolean;
  /** Characters at most, markup and all; what does not fit is cut and ends in …; nothing fits: "". */
  readonly limit?: number;
}

/** Text with meaning as Discord's markdown: matched words are bold, addresses in angle brackets. */
export function drawText(text: Text, { lines = false, limit = Number.POSITIVE_INFINITY }: Drawing = {}): string {
  const runs = joined(text.map((span) => runOf(span, lines)).filter(({ words }) => words !== ""));
  const all = draw(runs);
  if (all.length <= limit) return all;
  const kept = largest(Math.max(0, limit), (amount) => draw(prefix(runs, amount)).length <= limit);
  return draw(prefix(runs, kept));
}

/** The largest whole number up to `most` that fits, by halving; 0 where none does. */
export function largest(most: number, fits: (amount: number) => boolean): number {
  if (fits(most)) return most;
  let best = 0;
  let beyond = most;
  while (beyond - best > 1) {
    const middle = Math.floor((best + beyond) / 2);
    if (fits(middle)) best = middle;
    else beyond = middle;
  }
  return best;
}

interface Run {
  readonly words: string;
  readonly bold: boolean;
  readonly code: boolean;
  readonly url: string | undefined;
}

function runOf(span: Span, lines: boolean): Run {
  const { text, bold, mark, code, url } = typeof span === "string" ? { text: span } : { ...span };
  // A link's words stand on one line, or it is not drawn as a link.
  const words = lines && url === undefined ? visible(text) : collapse(text);
  return {
    words,
    bold: bold === true || mark === true,
    code: code === true,
    url: url === undefined ? undefined : safeUrl(url),
  };
}

/** Neighbours of one look are one run: `**a****b**` would not be bold. */
function joined(runs: readonly Run[]): Run[] {
  const result: Run[] = [];
  for (const run of runs) {
    const before = result.at(-1);
    if (before !== undefined && before.bold === run.bold && before.code === run.code && before.url === run.url) {
      result[result.length - 1] = { ...before, words: before.words + run.words };
    } else result.push(run);
  }
  return result;
}

function draw(runs: readonly Run[]): string {
  return runs.map(drawRun).join("");
}

function drawRun({ words, bold, code, url }: Run): string {
  if (words.trim() === "") return words;
  if (url !== undefined && safeUrl(words) === url) return `<${url}>`;
  const inner = code ? inlineCode(words) : escapeWords(words);
  const strong = bold ? `**${inner}**` : inner;
  return url === undefined ? strong : maskedLink(strong, url);
}

/** The first `kept` characters with … behind them. */
function prefix(runs: readonly Run[], kept: number): Run[] {
  const result: Run[] = [];
  let left = kept;
  for (const run of runs) {
    if (run.words.length > left) {
      const words = atWord(whole(run.words.slice(0, left)));
      if (words !== "") result.push({ ...run, words });
      break;
    }
    result.push(run);
    left -= run.words.length;
  }
  return result.length === 0 ? [] : joined([...result, { words: "…", bold: false, code: false, url: undefined }]);
}

/** Without the beginning of a word at the end, where that is short. */
function atWord(words: string): string {
  return words.replace(/\s\S{0,15}$/, "").trimEnd();
}

import { OperatorError } from "#src/errors.ts";
import { acronymsIn } from "./acronyms.ts";
import { linksIn } from "./links.ts";
import type { Paper } from "./paper.ts";
import { readable } from "./readable.ts";
import { foldTitle, paperId } from "./title.ts";

/** Characters of one line. arXiv takes abstracts of at most 1,920; a line far beyond is no abstract. */
export const LINE_LIMIT = 20_000;
/** Characters of one title; the longest of the captured listing has 132. */
export const TITLE_LIMIT = 500;

const HEADER = /^Get trending papers in your email inbox/;
const HEADER_LINES = 2;

/**
 * The papers of a captured listing: at most two header lines, "Subscribe" glued to the first title, then title and
 * abstract in turn, one a line. All of them or none: throws one OperatorError (`listing_damaged`) that names the file,
 * the line and what is wrong there.
 *
 * @param name how the error calls the listing, e.g. its path
 */
export function parseListing(listing: string | Uint8Array, name: string): readonly Paper[] {
  const lines = linesOf(listing, name);
  const start = lines.slice(0, HEADER_LINES).findLastIndex((line) => HEADER.test(line)) + 1;
  if (start >= lines.length) throw damage(name, lines.length, "no papers in it");
  const seen = new Map<string, number>();
  const papers: Paper[] = [];
  for (let index = start; index < lines.length; index += 2) {
    const line = index === start ? withoutGlue(lines[index] ?? "", start > 0) : (lines[index] ?? "");
    checkOrder(line, lines, index, start, name);
    const title = readable(line);
    const abstract = readable(lines[index + 1] ?? "");
    if (title === "") throw damage(name, index, "an empty title");
    if (abstract === "") throw damage(name, index, "a title without an abstract");
    const folded = foldTitle(title);
    const earlier = seen.get(folded);
    if (earlier !== undefined) throw damage(name, index, `the same title as in line ${earlier + 1}`);
    seen.set(folded, index);
    papers.push(toPaper(title, folded, abstract, papers.length + 1));
  }
  return papers;
}

function toPaper(title: string, folded: string, abstract: string, number: number): Paper {
  return {
    id: paperId(title),
    aliases: [folded],
    number,
    title,
    abstract,
    links: linksIn(abstract),
    acronyms: acronymsIn(title, abstract),
    source: "listing",
  };
}

/** The page's button stands before the first title without a space; where the header is missing only a capital tells. */
function withoutGlue(title: string, hasHeader: boolean): string {
  return title.replace(hasHeader ? /^Subscribe(?!\s)/ : /^Subscribe(?=[\p{Lu}\p{N}])/u, "");
}

/** One missing line shifts all that follow, so that an abstract stands where a title should. */
function checkOrder(title: string, lines: readonly string[], index: number, start: number, name: string): void {
  if (title.length <= TITLE_LIMIT) return;
  const before = lines[index - 1] ?? "";
  if (index > start && before.trim() !== "" && before.length <= TITLE_LIMIT)
    throw damage(name, index - 2, `a title without an abstract: line ${index} looks like the next title`);
  throw damage(name, index, `${title.length} characters where a title should be, as if the title were missing`);
}

function linesOf(listing: string | Uint8Array, name: string): readonly string[] {
  const text = typeof listing === "string" ? listing.replace(/^\uFEFF/, "") : decode(listing, name);
  const lines = text.split(/\r\n?|\n/);
  while (lines.at(-1)?.trim() === "") lines.pop();
  for (const [index, line] of lines.entries()) {
    if (line.includes("\0")) throw damage(name, index, "a NUL character: this is not a text file");
    if (line.length > LINE_LIMIT)
      throw damage(name, index, `${line.length} characters in one line, where ${LINE_LIMIT} are the limit`);
  }
  if (lines.length === 0) throw damage(name, 0, "the file is empty");
  return lines;
}

function decode(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw damage(name, firstInvalidLine(bytes), "bytes that are not UTF-8: save the file as UTF-8", cause);
  }
}

function firstInvalidLine(bytes: Uint8Array): number {
  // The replacement character stands at the first invalid byte, unless the text holds one of its own before.
  const before = new TextDecoder("utf-8").decode(bytes).split("\uFFFD", 1)[0] ?? "";
  return before.split(/\r\n?|\n/).length - 1;
}

function damage(name: string, index: number, what: string, cause?: unknown): OperatorError {
  return new OperatorError(
    "listing_damaged",
    `${name}, line ${index + 1}: ${what}. A listing is titles and abstracts in turn, one a line: correct it, or set CORPUS to another file.`,
    { exitCode: 2, cause },
  );
}

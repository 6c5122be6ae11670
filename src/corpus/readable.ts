import { readCommand } from "./latex-commands.ts";
import { formulaEnd } from "./latex-dollars.ts";
import {
  closeBare,
  closeBrace,
  finish,
  isInFormula,
  openArgument,
  openGroup,
  peek,
  startScan,
  take,
  write,
  type Group,
  type Scan,
} from "./latex-scan.ts";
import { addressesIn, type Address } from "./links.ts";
import { withBackslashes } from "./lost-backslashes.ts";
import { subscript, superscript } from "./scripts.ts";

/**
 * LaTeX as people write it in plain Unicode: `Nystr\"om` is Nyström, `{\em x}` x, `O(N^2)` O(N²), two backticks “.
 * Addresses and ordinary text (`~3x`, `R^n`, `snake_case`, `$5`) stay; runs of white space become one space. Never
 * throws: what is no LaTeX stays as it is. Linear in the text's length.
 */
export function readable(latex: string): string {
  const source = withBackslashes(latex);
  return (MAY_BE_LATEX.test(source) ? withoutLatex(source) : source).replaceAll(/\s{2,}|[^\S ]/g, " ").trim();
}

/** Most texts have nothing to do: a corpus is read at every start, so they are not taken apart. */
const MAY_BE_LATEX = /[\\\x60{}$~^_]|''|--/;

function withoutLatex(latex: string): string {
  const scan = startScan(latex);
  const addresses = addressesIn(latex)[Symbol.iterator]();
  let address = addresses.next().value;
  const tokens = new RegExp(TOKEN, "g");
  for (let token = tokens.exec(latex); token !== null; token = tokens.exec(latex)) {
    // What a command took may hold the beginning of an address.
    while (address !== undefined && address.start < token.index) address = addresses.next().value;
    if (address?.start === token.index) readAddress(address, scan);
    else {
      const end = token.index < scan.formulaTextEnd ? scan.formulaTextEnd : Infinity;
      scan.at = Math.min(tokens.lastIndex, address?.start ?? Infinity, end);
      read(latex.slice(token.index, scan.at), scan);
    }
    closeBare(scan);
    tokens.lastIndex = scan.at;
  }
  return finish(scan);
}

const TOKEN = [
  String.raw`\\[A-Za-z]+\*?`,
  String.raw`\\[^]`,
  "``|''|-+",
  String.raw`(?:[^\\\x60'"{}$~^_&-]|-(?!-))+`,
  "[^]",
].join("|");

function read(token: string, scan: Scan): void {
  const start = scan.at - token.length;
  const closer = scan.closers.get(start);
  if (closer !== undefined) write(closer, scan);
  else if (token.length > 1 && token.startsWith("\\")) readCommand(token.slice(1), scan);
  else (READERS.get(token.charAt(0)) ?? readWords)(token, scan);
}

function readWords(token: string, scan: Scan): void {
  const isAtLineEnd = scan.source.startsWith(String.raw`\\`, scan.at) && isInFormula(scan);
  write(isAtLineEnd ? token.trimEnd() : token, scan);
}

const READERS = new Map<string, (token: string, scan: Scan) => void>([
  ["{", readBrace],
  ["}", (_, scan) => closeBrace(scan)],
  ["&", readAlignment],
  ["$", readDollar],
  ["^", readCaret],
  ["_", readUnderscore],
  ["~", readTie],
  ["-", readDashes],
  ["`", readBackticks],
  ["'", readApostrophes],
  ['"', readQuote],
]);

/** An address stays, only LaTeX's escapes and the dollars in its host are taken out; `URL{URL}` is one address. */
function readAddress({ start, text, url }: Address, scan: Scan): void {
  scan.at = start + text.length;
  if (scan.source.startsWith(`{${text}}`, scan.at)) scan.at += text.length + 2;
  write(/^\w+:\/\/[^/]*\$/.test(text) ? url : text.replaceAll(/\\(?=[_%#&~])/g, ""), scan);
}

function readBrace(_: string, scan: Scan): void {
  const isLatex = isInFormula(scan) || peek(scan, /\\(?![{}])/y) !== undefined;
  if (!openGroup(isLatex ? LATEX : TEXT, scan)) write("{", scan);
}

const LATEX: Group = { arguments: 1, print: ([text = ""]) => text };
const TEXT: Group = {
  arguments: 1,
  opening: "{",
  print: ([text = ""]) => (isProtectedWord(text) ? text : `{${text}}`),
};
/** Longer groups are not looked into, so that nested ones cost no more than their length. */
const WORD_LIMIT = 40;

/** `{GAN}s`, `{B}ayesian`: braces that only kept BibTeX from changing the case; and the comma of `1{,}000`. */
function isProtectedWord(text: string): boolean {
  return text.length <= WORD_LIMIT && /^(?:\p{Lu}[\p{L}\p{N}]*|,)$/u.test(text);
}

function readDollar(token: string, scan: Scan): void {
  const start = scan.at - 1;
  const end = formulaEnd(scan);
  if (end === undefined) return write(token, scan);
  scan.formulaEnd = end;
  for (let mark = start; mark < end; mark += 1) {
    if (scan.source[mark] === "$") scan.closers.set(mark, "");
  }
  // TeX leaves out the space at both ends.
  take(scan, /\s+/y);
  const space = /(?<!\\)\s+\$+$/.exec(scan.source.slice(start + 1, end));
  if (space === null) return;
  scan.formulaTextEnd = start + 1 + space.index;
  scan.closers.set(scan.formulaTextEnd, "");
}

/** In a formula it only says what stands in one column. */
function readAlignment(token: string, scan: Scan): void {
  write(isInFormula(scan) ? "" : token, scan);
}

function readCaret(token: string, scan: Scan): void {
  const base = scan.tail;
  if (take(scan, /(?:\\circ(?![A-Za-z])|\{\s?\\circ\s?\})(?:\s+(?=[CF](?!\w)))?/y) !== undefined)
    return write("°", scan);
  if (openScript(SUPERSCRIPT, scan)) return;
  const script = /[\p{L}\p{M}\p{N})\]}|‖*′]$/u.test(base)
    ? take(scan, /[+-]?\d+(?!\d|\.\d)|[+-](?!\w)|\*|star(?![A-Za-z])/y)
    : undefined;
  const ordinal = /\d$/.test(base) ? take(scan, /(?:st|nd|rd|th)(?![A-Za-z])/y) : undefined;
  write(
    script === undefined && ordinal === undefined ? token : superscript((script ?? ordinal)?.[0] ?? "", base),
    scan,
  );
}

const SUPERSCRIPT: Group = {
  arguments: 1,
  bare: true,
  opening: "^{",
  print: ([text = ""], base) => superscript(text, base),
};
const SUBSCRIPT: Group = { arguments: 1, bare: true, opening: "_{", print: ([text = ""]) => subscript(text) };

/** A group in braces or a command alone; a character alone is read by its caller, who knows more cases. */
function openScript(group: Group, scan: Scan): boolean {
  return peek(scan, /\{|\\[A-Za-z]/y) !== undefined && openArgument(group, scan);
}

/** An index stands on one letter or two, a Greek letter's name or a bracket: `model_2` is a name. */
const INDEXED = new RegExp(
  String.raw`(?:^|[^\p{L}\p{N}_])(?:\p{L}{1,2}|ell|alpha|beta|gamma|delta|epsilon|zeta|eta|theta|kappa|lambda|sigma|omega|rho|tau|phi|psi)[⁰¹²³⁴-⁹*′]*$|[)\]|‖]$`,
  "u",
);

function readUnderscore(token: string, scan: Scan): void {
  if (openScript(SUBSCRIPT, scan)) return;
  const isIndexed = isInFormula(scan) || INDEXED.test(scan.tail);
  const digits = isIndexed ? take(scan, /\d+(?![a-z\d_]|\.\w)/y) : undefined;
  write(digits === undefined ? token : subscript(digits[0]), scan);
}

/** A tie stands between a word and what belongs to it (`Fig.~3`, `1.0~dB`); `~3x`, `5~10` and `x~N(0,1)` say something. */
function readTie(token: string, scan: Scan): void {
  const isAfterWord = /[\p{L}\p{M}\p{N}.,;:)\]}%’'”]$/u.test(scan.tail);
  const isBeforeWord =
    peek(scan, /(?!\p{Lu}\w*\()[\p{L}\p{N}\\$[`]/uy) ?? (/[.\p{Ll}]$/u.test(scan.tail) ? peek(scan, /\(/y) : undefined);
  const isRange = /\d$/.test(scan.tail) && peek(scan, /\d/y) !== undefined;
  write(isInFormula(scan) || (isAfterWord && isBeforeWord !== undefined && !isRange) ? " " : token, scan);
}

/** `--` and `---` between words or between spaces are dashes; `--flag` and a row of hyphens are not. */
function readDashes(token: string, scan: Scan): void {
  const dash = { 2: "–", 3: "—" }[token.length];
  const isBetweenSpaces = /\s$/.test(scan.tail) && peek(scan, /\s/y) !== undefined;
  const isBetweenWords =
    /[\p{L}\p{M}\p{N}.,;:!?)\]}%'”’⁺⁻°]$/u.test(scan.tail) && peek(scan, /[\p{L}\p{N}\\$`'"“‘([{]/uy) !== undefined;
  const isDash = !isInFormula(scan) && (isBetweenSpaces || isBetweenWords);
  write(isDash && dash !== undefined ? dash : token, scan);
}

function readBackticks(token: string, scan: Scan): void {
  if (token.length === 2) return openQuote(scan);
  // A year's missing century, as in `92.
  if (isOpening(scan) && peek(scan, /\d\d(?!\d)/y) !== undefined) return write("’", scan);
  const quoted = isOpening(scan) ? peek(scan, /\p{L}(?:[^`']|'(?=\p{L})){0,100}'(?![\p{L}\p{N}'])/uy) : undefined;
  if (quoted === undefined) return write(token, scan);
  scan.closers.set(scan.at + quoted[0].length - 1, "’");
  write("‘", scan);
}

/** Two apostrophes close a quote; many people open it with them too. Inches stay. */
function readApostrophes(token: string, scan: Scan): void {
  if (token.length === 1 || isInFormula(scan)) write(token, scan);
  else if (scan.isQuoting) closeQuote(scan);
  else if (isOpening(scan) && peek(scan, /\S/y) !== undefined) openQuote(scan);
  else write(token, scan);
}

function readQuote(token: string, scan: Scan): void {
  if (scan.isQuoting && !isOpening(scan)) closeQuote(scan);
  else write(token, scan);
}

function openQuote(scan: Scan): void {
  scan.isQuoting = true;
  write("“", scan);
}

function closeQuote(scan: Scan): void {
  scan.isQuoting = false;
  write("”", scan);
}

function isOpening(scan: Scan): boolean {
  return scan.tail === "" || /[\s([{“‘–—]$/.test(scan.tail);
}

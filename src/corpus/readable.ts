import { readCommand } from "./latex-commands.ts";
import {
  closeGroup,
  finish,
  isInFormula,
  openArgument,
  openGroup,
  peek,
  startScan,
  take,
  write,
  type Scan,
} from "./latex-scan.ts";
import { SYMBOLS } from "./latex-symbols.ts";
import { trimUrl, URL_SOURCE } from "./links.ts";
import { subscript, superscript } from "./scripts.ts";

/**
 * LaTeX as people write it in plain Unicode: `Nystr\"om` is Nyström, `{\em x}` x, `O(N^2)` O(N²), two backticks “.
 * Addresses and ordinary text (`~3x`, `R^n`, `snake_case`, `$5`) stay; runs of white space become one space. Never
 * throws: what is no LaTeX stays as it is. Linear in the text's length.
 */
export function readable(latex: string): string {
  return (MAY_BE_LATEX.test(latex) ? withoutLatex(latex) : latex).replaceAll(/\s{2,}|[^\S ]/g, " ").trim();
}

/** Most texts have nothing to do: a corpus is read at every start, so they are not taken apart. */
const MAY_BE_LATEX = /[\\\x60{}$~^_]|''|--/;

function withoutLatex(latex: string): string {
  const scan = startScan(latex);
  const tokens = new RegExp(TOKEN, "g");
  for (let token = tokens.exec(latex); token !== null; token = tokens.exec(latex)) {
    scan.at = tokens.lastIndex;
    read(token[0], scan);
    tokens.lastIndex = scan.at;
  }
  return finish(scan);
}

const TOKEN = [
  URL_SOURCE,
  String.raw`\\[A-Za-z]+\*?`,
  String.raw`\\[^]`,
  "``|''|-+",
  String.raw`(?:[^\\\x60'"{}$~^_h-]|h(?!ttps?:)|-(?!-))+`,
  "[^]",
].join("|");

function read(token: string, scan: Scan): void {
  const start = scan.at - token.length;
  const closer = scan.closers.get(start);
  if (closer !== undefined) write(closer, scan);
  else if (token.length > 1 && token.startsWith("\\")) readCommand(token.slice(1), scan);
  else if (token.length > 1 && token.startsWith("http")) readUrl(token, start, scan);
  else (READERS.get(token.charAt(0)) ?? write)(token, scan);
}

const READERS = new Map<string, (token: string, scan: Scan) => void>([
  ["{", readBrace],
  ["}", (_, scan) => closeGroup(scan)],
  ["$", readDollar],
  ["^", readCaret],
  ["_", readUnderscore],
  ["~", readTie],
  ["-", readDashes],
  ["`", readBackticks],
  ["'", readApostrophes],
  ['"', readQuote],
]);

/** An address is never altered, only LaTeX's escapes are taken out; `URL{URL}` is one address. */
function readUrl(token: string, start: number, scan: Scan): void {
  const url = trimUrl(token);
  scan.at = start + url.length;
  if (scan.source.startsWith(`{${url}}`, scan.at)) scan.at += url.length + 2;
  write(url.replaceAll(/\\(?=[_%#&~])/g, ""), scan);
}

function readBrace(_: string, scan: Scan): void {
  const isLatex = isInFormula(scan) || peek(scan, /\\(?![{}])/y) !== undefined;
  if (!openGroup({ as: isLatex ? "drop" : "plain" }, scan)) write("{", scan);
}

/** `$x$` is a formula; a price, a shell's `$HOME` and a pair of dollars with a sentence between them are not. */
function readDollar(token: string, scan: Scan): void {
  const start = scan.at - 1;
  const formula = peek(scan, /\$([^$]{1,400})\$\$/y) ?? peek(scan, /((?!\s)[^$]{1,200})(?<!\s)\$(?!\d)/y);
  const [whole = "", content = ""] = formula ?? [];
  const isText = !content.includes("\\") && /[a-z]{3,} [a-z]{2,}|^\d[^\\^_=<>+*/]*[^\d.,%\\^_=<>+*/]/.test(content);
  if (formula === undefined || isText || isInFormula(scan)) return write(token, scan);
  scan.formulaEnd = start + whole.length;
  for (let mark = start; mark <= scan.formulaEnd; mark += 1) {
    if (scan.source[mark] === "$") scan.closers.set(mark, "");
  }
}

function readCaret(token: string, scan: Scan): void {
  if (openArgument({ as: "superscript" }, scan)) return;
  const base = scan.tail;
  const symbol = take(scan, /\\(circ|prime|star|ast|dagger|top)(?![A-Za-z])/y)?.[1];
  if (symbol !== undefined) return write(superscript(SYMBOLS.get(symbol) ?? symbol, base), scan);
  const script = /[\p{L}\p{M}\p{N})\]}|‖*′]$/u.test(base)
    ? take(scan, /[+-]?\d+(?!\d|\.\d)|[+-](?!\w)|\*|star(?![A-Za-z])/y)
    : undefined;
  const ordinal = /\d$/.test(base) ? take(scan, /(?:st|nd|rd|th)(?![A-Za-z])/y) : undefined;
  write(
    script === undefined && ordinal === undefined ? token : superscript((script ?? ordinal)?.[0] ?? "", base),
    scan,
  );
}

/** An index stands on one letter or two, a Greek letter's name or a bracket: `model_2` is a name. */
const INDEXED = new RegExp(
  String.raw`(?:^|[^\p{L}\p{N}_])(?:\p{L}{1,2}|ell|alpha|beta|gamma|delta|epsilon|zeta|eta|theta|kappa|lambda|sigma|omega|rho|tau|phi|psi)[⁰¹²³⁴-⁹*′]*$|[)\]|‖]$`,
  "u",
);

function readUnderscore(token: string, scan: Scan): void {
  if (openArgument({ as: "subscript" }, scan)) return;
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
    /[\p{L}\p{M}\p{N}.,;:!?)\]}%'”’]$/u.test(scan.tail) && peek(scan, /[\p{L}\p{N}\\$`'"“‘([{]/uy) !== undefined;
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

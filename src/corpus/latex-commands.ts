import { isInBare, isInFormula, openArgument, peek, take, write, type Group, type Scan } from "./latex-scan.ts";
import { ACCENTS, BRACKET_SIZES, FUNCTIONS, LOOKS, OPERATORS, SIGNS, TEXT_SIGNS } from "./latex-symbols.ts";
import { commandNamed, functionName, readLiteral } from "./latex-arguments.ts";
import { unitOf } from "./latex-units.ts";

/** Reads what follows a backslash: an accent, a sign, a look, a command with arguments, an escaped character. */
export function readCommand(name: string, scan: Scan): void {
  const mark = ACCENTS.get(name);
  if (mark !== undefined && readAccent(name, mark, scan)) return;
  if (/^[A-Za-z]/.test(name)) return readNamed(name.replace("*", ""), scan);
  if (name === "(" || name === "[") startFormula(scan, name === "(" ? /[^]{0,400}?\\\)/y : /[^]{0,2000}?\\\]/y);
  if (name === "\\" && isInFormula(scan)) return readLineEnd(scan);
  write(ESCAPED.get(name) ?? (/\s/.test(name) ? " " : `\\${name}`), scan);
}

/** A formula as far as the mark that ends it. */
function startFormula(scan: Scan, toEnd: RegExp): void {
  const formula = peek(scan, toEnd);
  if (formula !== undefined) scan.formulaEnd = Math.max(scan.formulaEnd, scan.at + formula[0].length);
}

/** The next line of a formula or a matrix. */
function readLineEnd(scan: Scan): void {
  take(scan, /\s*(?:\[[^\][{}]{0,20}\])?\s*/y);
  if (peek(scan, /\\end(?![a-zA-Z])/y) === undefined) write("; ", scan);
}

/** Characters that a backslash makes ordinary, spaces of several widths, and formula marks, which say nothing. */
const ESCAPED = new Map<string, string>([
  ...Array.from("%&_#${}'`^~=.\"", (character): [string, string] => [character, character]),
  ...Array.from(",;:>\\", (character): [string, string] => [character, " "]),
  ...Array.from("!-/@()[]", (character): [string, string] => [character, ""]),
  ["|", "‖"],
]);

/** `\"o`, `\"{o}`, `\'\i`, `\c c`: a letter and its mark as one letter. False where no letter follows. */
function readAccent(name: string, mark: string, scan: Scan): boolean {
  // A mark named by a letter needs a space or a brace before its letter: `\vec` is another command.
  const bare = /^[A-Za-z]/.test(name)
    ? /\s+([A-Za-z])|\s*\\([ij])(?![A-Za-z])\s?/y
    : /([A-Za-z])|\\([ij])(?![A-Za-z])\s?/y;
  const match = take(scan, /\{\s*\\?([A-Za-z]?)\s*\}/y) ?? take(scan, bare);
  if (match === undefined) return false;
  const letter = match[1] ?? match[2] ?? "";
  // `\~{}` is the mark standing alone.
  write(letter === "" ? (ESCAPED.get(name) ?? "") : (letter + mark).normalize("NFC"), scan);
  return true;
}

function readNamed(name: string, scan: Scan): void {
  const sign = textSign(name, scan) ?? formulaSign(name, scan) ?? unitOf(name, scan);
  if (sign !== undefined) write(sign, scan);
  else if (OPERATORS.has(name)) readOperator(name, "", scan);
  else if (name === "not") readNegation(scan);
  else if (FUNCTIONS.has(name)) readFunction(name, scan);
  else if (BRACKET_SIZES.has(name)) take(scan, /\s*\.?/y);
  else if (LOOKS.has(name)) readLook(scan);
  else if (!readBrokenGreek(name, scan)) readArguments(name, scan);
}

/** TeX takes the space after such a name for the name's end. */
function textSign(name: string, scan: Scan): string | undefined {
  const sign = TEXT_SIGNS.get(name);
  if (sign !== undefined) take(scan, /\{\}|\s+/y);
  return sign;
}

/** In a formula a space after a letter's name only ends the name, where another letter follows: `\Delta T` is ΔT. */
function formulaSign(name: string, scan: Scan): string | undefined {
  // Degrees stand after a number; else it is the name of a function.
  const sign = name === "deg" && /\d\s?\{?$/.test(sourceBefore(name, scan)) ? "°" : SIGNS.get(name);
  if (sign === undefined) return undefined;
  take(scan, /^l(?:l?br|angle|floor|ceil|[vV]ert|group|paren)/.test(name) ? /\s+/y : /\{\}/y);
  const isLetter = /^[\p{L}∂∇]$/u.test(sign) && isInFormula(scan) && !isInBare(scan);
  const next = isLetter ? peek(scan, /\s+(?:\p{L}|\\([A-Za-z]+))/uy) : undefined;
  if (next !== undefined && (next[1] === undefined || SIGNS.has(next[1]))) take(scan, /\s+/y);
  return sign;
}

/** Between two things an operator has a space on both sides or on none, however it was typed; words always have them. */
function readOperator(name: string, stroke: string, scan: Scan): void {
  const sign = ((OPERATORS.get(name) ?? name) + stroke).normalize("NFC");
  const before = sourceBefore(stroke === "" ? name : `not\\${name}`, scan);
  take(scan, /\{\}/y);
  const isBetween = /[\p{L}\p{N}\p{M})\]}'′|%*]\s?$/u.test(before) && peek(scan, /\s*[^\s$)\]},.;:^_]/y) !== undefined;
  const isAfterSpace = /\s$/.test(scan.tail);
  const isBeforeSpace = peek(scan, /\s/y) !== undefined;
  const isSpaced =
    isBetween && ((isInFormula(scan) && (isAfterSpace || isBeforeSpace)) || name === "mid" || name === "bmod");
  write(`${isSpaced && !isAfterSpace ? " " : ""}${sign}${isSpaced && !isBeforeSpace ? " " : ""}`, scan);
}

/** `\not\in`, `\not=`. */
function readNegation(scan: Scan): void {
  const next = take(scan, /\\([A-Za-z]+)|([=<>])/y);
  if (next?.[1] !== undefined || next?.[2] !== undefined) readOperator(next[1] ?? next[2] ?? "", "\u0338", scan);
}

function readFunction(name: string, scan: Scan): void {
  take(scan, /\{\}/y);
  write(functionName(name, scan.tail, scan.source.slice(scan.at, scan.at + LONGEST_NAME)), scan);
}

/** Of the commands that follow a function's name. */
const LONGEST_NAME = 24;

function readLook(scan: Scan): void {
  if (!openArgument(KEPT, scan)) take(scan, /\s+/y);
}

const KEPT: Group = { arguments: 1, print: ([text = ""]) => text };

/** arXiv takes a Greek letter's name for an accent: `\b{eta}`, `\k{appa}`. */
function readBrokenGreek(name: string, scan: Scan): boolean {
  const rest = name.length === 1 ? peek(scan, /\{([a-z]{1,7})\}/y) : undefined;
  const sign = SIGNS.get(name + (rest?.[1] ?? ""));
  if (rest === undefined || sign === undefined) return false;
  scan.at += rest[0].length;
  write(sign, scan);
  return true;
}

/** An author's own command, which nobody else knows, leaves its argument, or else its name. */
function readArguments(name: string, scan: Scan): void {
  const literal = readLiteral(name, scan);
  const group = literal === undefined ? commandNamed(name, scan) : undefined;
  if (literal !== undefined) write(literal, scan);
  else if (group === undefined) {
    const own: Group = { arguments: 1, print: ([text = ""]) => (text === "" ? name : text) };
    if (scan.source[scan.at] !== "{" || !openArgument(own, scan)) write(name, scan);
  } else openArgument(group, scan);
}

function sourceBefore(name: string, scan: Scan): string {
  const start = scan.at - name.length - 1;
  return scan.source.slice(Math.max(0, start - 4), start);
}

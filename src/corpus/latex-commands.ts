import { openArgument, take, write, type Purpose, type Scan } from "./latex-scan.ts";
import { ACCENTS, DOUBLE_STRUCK, LETTERS, LOOKS, MATH_ACCENTS, SILENT, SYMBOLS } from "./latex-symbols.ts";

/** Reads what follows a backslash: an accent, a letter, a symbol, a look, an escaped character. */
export function readCommand(name: string, scan: Scan): void {
  const mark = ACCENTS.get(name);
  if (mark !== undefined && readAccent(name, mark, scan)) return;
  if (/^[A-Za-z]/.test(name)) readNamed(name.replace("*", ""), scan);
  else write(ESCAPED.get(name) ?? (/\s/.test(name) ? " " : `\\${name}`), scan);
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
  const letter = LETTERS.get(name);
  const symbol = SYMBOLS.get(name);
  if (letter !== undefined) {
    take(scan, /\{\}|\s+/y);
    write(letter, scan);
  } else if (symbol !== undefined) {
    take(scan, /\{\}/y);
    write(symbol, scan);
  } else if (LOOKS.has(name)) {
    take(scan, /\s+/y);
    openArgument({ as: "drop" }, scan);
  } else if (!openArgument(purposeOf(name), scan)) write(name, scan);
}

function purposeOf(name: string): Purpose {
  const mark = MATH_ACCENTS.get(name);
  if (mark !== undefined) return { as: "accent", mark };
  if (SILENT.has(name)) return { as: "silent" };
  return PURPOSES.get(name) ?? { as: "drop" };
}

const PURPOSES = new Map<string, Purpose>([
  ["href", { as: "address" }],
  ["sqrt", { as: "root" }],
  ["frac", { as: "numerator" }],
  ["cite", { as: "citation" }],
  ["citep", { as: "citation" }],
  ["citet", { as: "citation" }],
  ["mathbb", { as: "letter", letters: DOUBLE_STRUCK }],
  ["textsuperscript", { as: "superscript" }],
  ["textsubscript", { as: "subscript" }],
]);

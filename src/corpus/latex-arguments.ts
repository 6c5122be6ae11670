import { peek, take, type Group, type Scan } from "./latex-scan.ts";
import { BRACKET_SIZES, FUNCTIONS, MATH_ACCENTS, OPERATORS, SIGNS, SILENT } from "./latex-symbols.ts";
import { QUANTITIES } from "./latex-units.ts";
import { chemical, fraction, root, subscript, superscript } from "./scripts.ts";

/** What becomes of the arguments of a command that everybody knows, whose option in brackets is read with it. */
export function commandNamed(name: string, scan: Scan): Group | undefined {
  const withOption = OPTIONS.get(name);
  if (withOption !== undefined) {
    const option = take(scan, OPTION)?.[1] ?? "";
    return withOption(option.replaceAll(/\\([A-Za-z]+)/g, (_, sign: string) => SIGNS.get(sign) ?? sign));
  }
  if (SKIPPED_OPTIONS.has(name)) while (take(scan, OPTION) !== undefined);
  return COMMANDS.get(name);
}

const OPTION = /\s?\[([^\][{}]{0,80})\]/y;

/** Commands that are read together with what follows them, which is not LaTeX as elsewhere. */
export function readLiteral(name: string, scan: Scan): string | undefined {
  return LITERALS.get(name)?.(scan);
}

const LITERALS = new Map<string, (scan: Scan) => string | undefined>([
  ["begin", beginEnvironment],
  ["end", (scan) => ENVIRONMENTS.get(environmentName(scan))?.[1] ?? ""],
  ["verb", (scan) => take(scan, /([^\sA-Za-z{])([^\n]{0,200}?)\1/y)?.[2]],
  ["romannumeral", (scan) => roman(Number(take(scan, /\s*(\d{1,2})/y)?.[1] ?? 0))],
  ["hskip", skipLength],
  ["vskip", skipLength],
  ["kern", skipLength],
  ["mkern", skipLength],
  ["mskip", skipLength],
]);

/** Environments of formulas, with what stands around them. */
const ENVIRONMENTS = new Map<string, readonly [begin: string, end: string]>([
  ...["equation", "align", "aligned", "gather", "gathered", "multline", "eqnarray", "split", "math", "displaymath"].map(
    (name): [string, readonly [string, string]] => [name, ["", ""]],
  ),
  ["array", ["", ""]],
  ["smallmatrix", ["", ""]],
  ["matrix", ["", ""]],
  ["pmatrix", ["(", ")"]],
  ["bmatrix", ["[", "]"]],
  ["Bmatrix", ["{", "}"]],
  ["vmatrix", ["|", "|"]],
  ["Vmatrix", ["‖", "‖"]],
  ["cases", ["{", ""]],
]);

function beginEnvironment(scan: Scan): string {
  const name = environmentName(scan);
  const around = ENVIRONMENTS.get(name);
  if (name === "array" || name === "tabular") take(scan, /\s*\{[^{}]{0,40}\}/y);
  if (around === undefined) return "";
  const inside = peek(scan, /[^]{0,2000}?\\end\s?\{[a-zA-Z]{1,20}\*?\}/y);
  scan.formulaEnd = Math.max(scan.formulaEnd, scan.at + (inside?.[0].length ?? 0));
  return around[0];
}

function environmentName(scan: Scan): string {
  return take(scan, /\s*\{([a-zA-Z]{1,20})\*?\}/y)?.[1] ?? "";
}

function skipLength(scan: Scan): string {
  take(scan, /\s*=?\s*-?[\d.]{1,8}\s*(?:pt|em|ex|mu|cm|mm|in)\s*/y);
  return "";
}

function roman(number: number): string {
  const ones = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
  const tens = ["", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc"];
  return (tens[Math.floor(number / 10)] ?? "") + (ones[number % 10] ?? "");
}

/** Of several arguments one is the text. */
function argument(at: number, count: number): Group {
  return { arguments: count, print: (texts) => texts[at] ?? texts.at(-1) ?? "" };
}

function one(print: (text: string, before: string) => string): Group {
  return { arguments: 1, print: ([text = ""], before) => print(text, before) };
}

function many(names: string, group: Group): readonly [string, Group][] {
  return names.split(" ").map((name) => [name, group]);
}

const FRACTION: Group = {
  arguments: 2,
  bare: true,
  print: ([numerator = "", denominator], before, after) => {
    const next = SIGNS.get(/^\\([A-Za-z]+)/.exec(after)?.[1] ?? "") ?? after;
    const isFollowed = /^[\p{L}\p{N}]/u.test(next);
    return denominator === undefined ? numerator : fraction(numerator, denominator, before, isFollowed);
  },
};

const BINOMIAL: Group = {
  arguments: 2,
  bare: true,
  print: ([all = "", chosen]) => (chosen === undefined ? all : `(${all} choose ${chosen})`),
};

const DOUBLE_STRUCK: Group = {
  arguments: 1,
  bare: true,
  print: ([letter = ""]) => DOUBLE_STRUCK_LETTERS.get(letter.trim()) ?? letter,
};

/** Letters of sets and expectations, which people do write in double strokes. */
const DOUBLE_STRUCK_LETTERS = new Map([
  ...Array.from("ABDEFGIJKLMOSTUVWXY", (letter): [string, string] => [
    letter,
    String.fromCodePoint(0x1d538 + letter.charCodeAt(0) - 65),
  ]),
  ...Object.entries({ C: "ℂ", H: "ℍ", N: "ℕ", P: "ℙ", Q: "ℚ", R: "ℝ", Z: "ℤ", 1: "𝟙" }),
]);

function accented(mark: string): Group {
  return {
    arguments: 1,
    bare: true,
    print: ([text = ""]) => (/^\P{M}\p{M}?$/u.test(text) ? (DOTTED.get(text) ?? text) + mark : text).normalize("NFC"),
  };
}

/** Letters that lost their dot to an accent have none of their own in Unicode. */
const DOTTED = new Map([
  ["ı", "i"],
  ["ȷ", "j"],
]);

const UPPER_CASE: Group = { arguments: 1, bare: true, print: ([text = ""]) => text.toUpperCase() };

const NAMED_FUNCTION: Group = {
  arguments: 1,
  print: ([name = ""], before, after) => functionName(name, before, after),
};

/** A function's name, apart from a letter, a digit or a sign that it would run into. */
export function functionName(name: string, before: string, after: string): string {
  const [next, command = ""] = /^\{?(?:[\p{L}\p{N}]|\\([A-Za-z]+))/u.exec(after) ?? [];
  const isBeforeWord = next !== undefined && ![BRACKET_SIZES, OPERATORS, FUNCTIONS].some((names) => names.has(command));
  return `${/[\p{L}\p{M}\p{N})\]}|]$/u.test(before) ? " " : ""}${name}${isBeforeWord ? " " : ""}`;
}

function linked([url = "", text]: readonly string[]): string {
  return text === undefined || text === url ? url : `${text} (${url})`;
}

const CITATIONS =
  "cite citep citet citealp citealt citeauthor citeyear citeyearpar textcite parencite autocite ref eqref autoref cref Cref pageref";

const COMMANDS: ReadonlyMap<string, Group> = new Map<string, Group>([
  ...QUANTITIES,
  ...Array.from(SILENT, ([name, count]): [string, Group] => [name, { arguments: count, print: () => "" }]),
  ...Array.from(MATH_ACCENTS, ([name, mark]): [string, Group] => [name, accented(mark)]),
  ...many("frac tfrac dfrac cfrac nicefrac sfrac flatfrac xfrac", FRACTION),
  ...many("binom tbinom dbinom", BINOMIAL),
  ...many("mathbb mathds mathbbm Bbb", DOUBLE_STRUCK),
  ...many(
    CITATIONS,
    one((key) => `[${key}]`),
  ),
  ...many(
    "footnote footnotetext thanks",
    one((text) => ` (${text})`),
  ),
  ...many(
    "textcolor colorbox raisebox scalebox rotatebox parbox hyperlink hypertarget foreignlanguage",
    argument(1, 2),
  ),
  ...many("resizebox multicolumn multirow fcolorbox", argument(2, 3)),
  ...many("overset stackrel", {
    arguments: 2,
    bare: true,
    print: ([above = "", text]) => (text === undefined ? above : text + superscript(above, text)),
  }),
  [
    "underset",
    { arguments: 2, bare: true, print: ([below = "", text]) => (text === undefined ? below : text + subscript(below)) },
  ],
  // The first argument is the better one: it has the signs that the second, for a PDF's list of contents, spells out.
  ["texorpdfstring", argument(0, 2)],
  ["href", { arguments: 2, print: linked }],
  ["hyperref", argument(0, 1)],
  ["textsuperscript", one(superscript)],
  ["textsubscript", one(subscript)],
  ["pmod", { arguments: 1, bare: true, print: ([modulus = ""]) => ` (mod ${modulus})` }],
  ["ce", one(chemical)],
  ["operatorname", NAMED_FUNCTION],
  ["uppercase", UPPER_CASE],
  ["MakeUppercase", UPPER_CASE],
  ["unicode", one((code) => character(Number(code.replace(/^[xU]\+?/, "0x"))))],
  ["ding", one((code) => character(dingbat(Number(code))))],
  ["textcircled", one((text) => (/^[1-9]$/.test(text) ? character(0x245f + Number(text)) : text))],
]);

/** Options that say nothing to a reader. */
const SKIPPED_OPTIONS: ReadonlySet<string> = new Set([
  ...QUANTITIES.keys(),
  ...CITATIONS.split(" "),
  "footnote",
  "includegraphics",
  "usepackage",
  "hyperref",
  "parbox",
]);

const OPTIONS = new Map<string, (option: string) => Group>([
  ["sqrt", (degree) => ({ arguments: 1, bare: true, print: ([text = ""]) => root(text, degree) })],
  ...arrows({
    xrightarrow: "→",
    xleftarrow: "←",
    xRightarrow: "⇒",
    xLeftarrow: "⇐",
    xleftrightarrow: "↔",
    xmapsto: "↦",
  }),
]);

function arrows(signs: Readonly<Record<string, string>>): readonly [string, (option: string) => Group][] {
  return Object.entries(signs).map(([name, sign]) => [
    name,
    (below) => one((above) => sign + subscript(below) + superscript(above, sign)),
  ]);
}

function character(code: number): string {
  return Number.isInteger(code) && code >= 0x20 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
    ? String.fromCodePoint(code)
    : "";
}

/** Zapf's numbers in circles, check marks and crosses. */
function dingbat(code: number): number {
  if (code >= 172 && code <= 181) return 0x2460 + code - 172;
  if (code >= 182 && code <= 211) return 0x2776 + code - 182;
  return code >= 33 && code <= 126 ? 0x2701 + code - 33 : NaN;
}

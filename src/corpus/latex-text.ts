import type { Transform } from "unicode2latex";
import { isKernelLatex } from "./latex-kernel.ts";

/**
 * Readable text as pdfLaTeX sets it without packages, and BibTeX takes it: `Rényi` is `R{\'e}nyi`, `Li₂` `Li$_2$`, `→`
 * `$\to$`. Only ASCII, braces in pairs. What LaTeX's kernel has no sign for loses its marks (`ą` is `a`), else it is
 * written as its code (`[U+5B66]`).
 */
export async function toLatex(text: string): Promise<string> {
  const clean = text.normalize("NFC").replaceAll(/\s+/g, " ").replaceAll(UNSEEN, "").trim();
  const transform = isAscii(clean) ? undefined : await loadTransform();
  const latex = clean.replaceAll(TOKEN, (token) => written(token, transform));
  // Two formulas in a row are one; a script after a script needs a base of its own.
  return latex.replaceAll(/(?<!\\)\$\$([_^]?)/g, (_, script: string) => (script === "" ? " " : `{}${script}`));
}

/** What prints nothing: control and format characters, and those that choose how the one before them looks. */
const UNSEEN = /[\p{Cc}\p{Cf}\uFE00-\uFE0F]/gu;
/** All that cannot stand as it is; exponents and indices are taken whole, letters with their marks. */
const TOKEN = /[²³¹⁰⁴-⁹⁺⁻]+|[₀-₉₊₋]+|[\x20-\x7E]\p{M}+|[\\{}$&#%_^~<>|]|[^\x20-\x7E]\p{M}*/gu;

/** `\{` would unbalance the braces that BibTeX counts; `<`, `>` and `|` print as other signs in OT1. */
const SPECIALS: ReadonlyMap<string, string> = new Map([
  ["\\", String.raw`{\textbackslash}`],
  ["{", String.raw`{\textbraceleft}`],
  ["}", String.raw`{\textbraceright}`],
  ["^", String.raw`{\textasciicircum}`],
  ["~", String.raw`{\textasciitilde}`],
  ["<", String.raw`{\textless}`],
  [">", String.raw`{\textgreater}`],
  ["|", String.raw`{\textbar}`],
  ...Array.from("$&#%_", (sign) => [sign, `\\${sign}`] as const),
]);

function written(token: string, transform: Transform | undefined): string {
  const special = SPECIALS.get(token);
  if (special !== undefined) return special;
  const latex = inKernelLatex(token, transform) ?? withoutMarks(token, transform) ?? codesOf(token);
  // A mark alone, and a backslash alone, would take the brace that follows for what they stand on.
  return latex.replace(/\\([cdbkrtuvH]?)(?=\}?$)/, (_, mark: string) =>
    mark === "" ? "{\\textbackslash}" : `\\${mark}{}`,
  );
}

/** It tries all orders of a letter's marks: of three there are six, of ten millions. */
const MOST_MARKS = 3;

function inKernelLatex(token: string, transform: Transform | undefined): string | undefined {
  if (isAscii(token)) return token;
  const marks = token.normalize("NFD").match(/\p{M}/gu) ?? [];
  const latex = marks.length > MOST_MARKS ? undefined : transform?.tolatex(token);
  if (latex === undefined || !isKernelLatex(latex)) return undefined;
  if (latex.startsWith("$")) return latex.replaceAll(/([_^])\{([^\\{}])\}/g, "$1$2");
  // In braces BibTeX takes a letter with its accent for one, and the command ends where it should.
  if (latex.startsWith("\\")) return `{${latex}}`;
  return Array.from(latex, (sign) => SPECIALS.get(sign) ?? sign).join("");
}

/** The plain signs that Unicode takes it apart into. */
function withoutMarks(token: string, transform: Transform | undefined): string | undefined {
  const plain = token.normalize("NFKD").replaceAll(/\p{M}/gu, "");
  const parts = Array.from(plain, (sign) => SPECIALS.get(sign) ?? inKernelLatex(sign, transform));
  return parts.includes(undefined) ? undefined : parts.join("");
}

function codesOf(token: string): string {
  return Array.from(
    token,
    (sign) => `[U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}]`,
  ).join("");
}

function isAscii(text: string): boolean {
  return /^[\x20-\x7E]*$/.test(text);
}

let loading: Promise<Transform> | undefined;

/** Loaded when first needed: its tables take 0.1 s and 20 MB. */
async function loadTransform(): Promise<Transform> {
  loading ??= import("unicode2latex").then(({ Transform, bibtex }) => {
    const signs = Object.entries(bibtex.base).filter(
      ([sign, { text = "", math }]) => /^.$/u.test(sign) && math !== undefined && !isKernelLatex(text),
    );
    return new Transform("bibtex", { math: signs.map(([sign]) => sign).join(""), charmap: OURS });
  });
  return loading;
}

/** Where the table has nothing that the kernel knows, or a longer name. */
const OURS = {
  ...{ "→": { math: "\\to" }, "∇": { math: "\\nabla" }, "∅": { math: "\\emptyset" }, "√": { math: "\\surd" } },
  ...{ "‖": { math: "\\Vert" }, "•": { math: "\\bullet" }, "′": { math: "'" }, "″": { math: "''" } },
  ...{ "«": { text: "``" }, "»": { text: "''" }, "„": { text: "``" }, "‚": { text: "`" }, "€": { text: "EUR" } },
  ...{ đ: { text: "d" }, Đ: { text: "D" }, ð: { text: "d" }, Ð: { text: "D" }, þ: { text: "th" }, Þ: { text: "Th" } },
};

// Counts papers whose title or abstract still shows LaTeX after `readable`: npm run eval:text -- FILE.jsonl(.gz) [--show N]
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { gunzipSync } from "node:zlib";
import { z } from "zod";
import { readable } from "#src/corpus/index.ts";
import { aligned } from "./measure.ts";

/**
 * What shows LaTeX, looked for without a word of the reader's own tables. Addresses are taken out before. Each finds the
 * first place in a text, or nothing.
 */
const kinds: Readonly<Record<string, (text: string) => RegExpExecArray | undefined>> = {
  dollars: (text) => text.matchAll(PAIR).find(isFormula) ?? LONE_DOLLAR.exec(text) ?? undefined,
  command: (text) => /\\[A-Za-z]+/.exec(text) ?? undefined,
  name: (text) => NAME.exec(text) ?? GLUED.exec(text) ?? GREEK.exec(text) ?? undefined,
};

/** Pairs overlap, because a price may stand before a formula. */
const PAIR = /(?=\$([^$]{1,200})\$([^]?))\$/g;
/** Beside a sign of a formula, and so not of a price: `$>`, `≥$`, `$-7`. */
const LONE_DOLLAR = /\$[<>~≤≥±×≈=^_\\−-]|[±×≤≥≈=^_}]\$(?!\d)/;

/** A sign of a formula, or one short thing; two amounts (`$5 or $10`, `$3/$15`) are none. */
function isFormula([, content = "", after = ""]: RegExpExecArray): boolean {
  const isAmounts = /^\s?\d/.test(content) && /\d/.test(after) && !/[\\^_{}]/.test(content);
  const isSentence = /[a-z]{3,} [a-z]{3,} /.test(content);
  return (
    !isAmounts &&
    !isSentence &&
    (/[\\^_{}=<>~+×±≤≥≈∼·\p{Script=Greek}]/u.test(content) || /^\s?[^\s]{1,12}\s?$/.test(content))
  );
}

/** LaTeX's names that are words of no language, alone or with one letter or digit before them. */
const NAME = new RegExp(
  String.raw`(?<![\p{L}_/.-])\p{Ll}?\d*(?:${(
    "mathbb mathcal mathbf mathrm mathsf mathfrak mathscr mathit mathtt mathds mathop boldsymbol boldmath operatorname displaystyle " +
    "tfrac dfrac cfrac nicefrac sfrac frac[{\\d] sqrt(?!\\() binom tbinom dbinom lesssim gtrsim lessapprox gtrapprox leq geq neq leqslant " +
    "geqslant infty cdot cdots ldots dotsc setminus subset[n]?eq subseteq supseteq subsetneq varepsilon varphi vartheta varrho varsigma varnothing " +
    "emptyset widehat widetilde overline overset underset stackrel rightarrow leftarrow leftrightarrow longrightarrow uparrow downarrow " +
    "Rightarrow Leftarrow Leftrightarrow xrightarrow mapsto hookrightarrow langle rangle lfloor rfloor lceil rceil lvert rvert lVert rVert " +
    "bigl bigr Bigl Bigr biggl biggr oplus ominus otimes odot simeq propto notin nexists preceq succeq sqrt\\{ hbar\\b ell_ pmod bmod qquad " +
    "textbf textit texttt textsc textrm textsf textup textsuperscript textsubscript textcolor texorpdfstring ensuremath emph\\{ " +
    "textendash textemdash romannumeral expandafter citep citet footnotemark unicode\\{"
  )
    .split(" ")
    .join("|")})(?![a-z])`,
  "u",
);
/** Names that are words too, where one letter or a number runs into them; `amid`, `blog` and `vlog` are words. */
const GLUED =
  /(?<![\p{L}\d_/.-])(?:[A-Za-z](?<![Aa](?=mid)|[BbVv](?=log))(?:times|mid|colon|log|approx|cup|subset|propto|wedge|parallel)|\d+times)(?![\p{L}\d-])/u;
/** A Greek letter's name with an index or an exponent. */
const GREEK =
  /(?<![\p{L}_/.-])(?:alpha|beta|gamma|delta|epsilon|zeta|eta|theta|kappa|lambda|mu|nu|xi|rho|sigma|tau|phi|chi|psi|omega)(?:[\^{₀-₉⁰-⁻²³¹]|_\p{L}(?!\p{L}))/iu;

const paper = z.object({ id: z.string(), title: z.string(), abstract: z.string() });

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { show: { type: "string", default: "0" } },
});
const [file] = positionals;
if (file === undefined) throw new Error("give a file of papers, one JSON object with id, title and abstract a line");
const bytes = await readFile(file);
const papers = (file.endsWith(".gz") ? gunzipSync(bytes) : bytes)
  .toString("utf8")
  .split("\n")
  .filter((line) => line !== "")
  .map((line) => paper.parse(JSON.parse(line)));

const start = performance.now();
const texts = papers.map(({ title, abstract }) => [readable(title), readable(abstract)]);
const seconds = (performance.now() - start) / 1000;

const shown = Object.entries(kinds).map(([kind, find]) => {
  const found = texts.flatMap((both, at) => {
    const place = both
      .map((text) => text.replaceAll(/https?:\S+/g, "…"))
      .flatMap((text) => {
        const match = find(text);
        return match === undefined ? [] : [text.slice(Math.max(0, match.index - 30), match.index + 50)];
      })[0];
    return place === undefined ? [] : [{ at, place }];
  });
  return { kind, found };
});

const all = new Set(shown.flatMap(({ found }) => found.map(({ at }) => at)));
console.log(
  aligned([
    ["shows", "papers"],
    ...shown.map(({ kind, found }) => [kind, String(found.length)]),
    ["any of them", String(all.size)],
  ]),
);
console.log(`\n${papers.length} papers read in ${seconds.toFixed(1)} s`);
for (const { kind, found } of shown)
  for (const { at, place } of found.slice(0, Number(values.show)))
    console.log(`${kind}  ${papers[at]?.id ?? ""}  ${place}`);

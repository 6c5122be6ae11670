import { addressesIn } from "./links.ts";

/**
 * Gives a command's name its backslash back where a page lost it and nothing else can be meant: `224times224`,
 * `mathbb{R}^n`, `fcolon A`, `E[Ymid X]`, `O(epsilon^{-2})`. Words that people write (`star-convex`, `alpha mattes`, `an
 * epsilon-ball`) stay.
 */
export function withBackslashes(text: string): string {
  const rules = LOST.flatMap(({ looks, rules }) => (looks.some((look) => look.test(text)) ? rules : []));
  if (rules.length === 0) return text;
  const restore = (part: string) => rules.reduce((words, [lost, found]) => words.replaceAll(lost, found), part);
  let restored = "";
  let at = 0;
  for (const address of addressesIn(text)) {
    restored += restore(text.slice(at, address.start)) + address.text;
    at = address.start + address.text.length;
  }
  return restored + restore(text.slice(at));
}

/** Names that are no word of English, nor of anything else that papers are about. */
const NAMES =
  "mathbb|mathcal|mathbf|mathrm|mathsf|mathfrak|mathscr|boldsymbol|operatorname|[tdc]frac|nicefrac|lesssim|gtrsim|[lgn]eq|leqslant|" +
  "geqslant|cdots?|ldots|setminus|su[bp]seteq|su[bp]setneq|varepsilon|varphi|vartheta|varrho|varnothing|widehat|widetilde|" +
  "[lL]eftarrow|(?:long)?rightarrow|Rightarrow|leftrightarrow|mapsto|[lr]angle|[lr]floor|[lr]ceil|[lr][vV]ert|oplus|odot|simeq|" +
  "propto|infty|textbf|textit|texttt|textsc|textrm|textsuperscript|textsubscript";
const GREEK =
  "alpha|beta|gamma|delta|epsilon|zeta|eta|theta|iota|kappa|lambda|mu|nu|xi|pi|rho|sigma|tau|upsilon|phi|chi|psi|omega|" +
  "Gamma|Delta|Theta|Lambda|Xi|Pi|Sigma|Upsilon|Phi|Psi|Omega|ell";
/** Operators that stand closely after a letter or a bracket. */
const OPERATORS = "(?<![olr])times|mid|cup|cap|subset|sim|approx|equiv|leq|geq|neq|propto|in(?=math)|to(?= infty)";
/** Words before a factor that stands first: `more than times 50`. */
const MEASURE = "than|by|about|around|roughly|nearly|approximately|almost|up to";
const WITH_BRACES =
  "frac|sqrt|binom|hat|bar|tilde|vec|ddot|overline|underline|text|mathit|emph|cite|citep|citet|ref|url|href|footnote";
/** An index or an exponent: it stands on no word. */
const SCRIPT = String.raw`[⁰¹²³⁴-⁹⁺⁻₀-₉]|\^[{\\+\-\d*]|\^\p{L}(?!\p{L})|_[{\\]|_\d+(?!\.?[\p{L}\d_])|_(?:\p{L}|max|min)(?![\p{L}\d_])`;
/** A variable, a number or a bracket follows, no word. */
const THING = String.raw`(?=[\d(\[{\\|]|\p{L}(?!\p{L})|math|bar|hat|tilde|infty)`;
const START = String.raw`(?<![\p{L}\\])`;

/** `nlog n`; `blog`, `clog`, `slog` are words, but for a formula's bracket before them. */
const FUNCTION = String.raw`${START}(?:(?<=[(=+])|(?![bcfsvBV]log))([a-zA-Z\d])(log|ln)`;
/** A name that one letter runs into. */
const GLUED = String.raw`[A-Za-z](?:${OPERATORS}|colon|log|ln)[ \d({[|\\m]`;

interface Lost {
  /** Cheap looks, one of which a text must pass: nearly all have lost nothing, and a corpus is read at every start. */
  readonly looks: readonly RegExp[];
  /** What is left, and what was meant. */
  readonly rules: readonly (readonly [RegExp, string])[];
}

const LOST: readonly Lost[] = [
  {
    looks: [
      new RegExp(String.raw`[ (\[{=,|]${GLUED}`),
      new RegExp(`^${GLUED}`),
      / mid [A-Za-z]\b|colon [A-Za-z] to|[)\]]times /,
    ],
    rules: [
      [rule(String.raw`${START}(\p{L})(?:colon ?${THING}| colon (?=\p{L} to (?!\p{L}{2})|math))`), "$1: "],
      [
        rule(String.raw`(?<=(?<![\p{L}\\])\p{L}|[)\]])(?<!(?:a|(?<![([])A)(?=mid))(${OPERATORS}) ?${THING}`),
        String.raw` \$1 `,
      ],
      [rule(String.raw`(?<=(?:(?<!\p{L})\p{L}|=\d{1,3}|[)\]}]) )mid(?= (?:\p{L}(?!\p{L})|math))`), "|"],
      [rule(String.raw`${FUNCTION}(?=\()`), "$1 $2"],
      [rule(String.raw`${FUNCTION} ?(?=\d+(?![\p{L}\d])|\p{L}(?![\p{L}\d]))`), "$1 $2 "],
    ],
  },
  {
    looks: [/[_^{]|math[bcfrs]|infty|cdot|[td]frac|sssim|trsim|minus|q[^u]/],
    rules: [
      [rule(String.raw`(?<=(?<!\p{L})\p{L} )to(?= infty)`), String.raw`\to`],
      [rule(String.raw`(?<![\p{L}\\_])(${NAMES})(?!\p{L})`), String.raw`\$1`],
      [rule(String.raw`(?<=(?<![\p{L}\\])\p{L}?)left([(\[|])([^\n]{0,120}?[^\s])right(?=[)\]|])`), "$1$2"],
    ],
  },
  {
    looks: [/[_^{¹²³⁰-⁻₀-₉]/],
    rules: [
      [rule(String.raw`(?<=\^)(circ|top|dagger|prime|ast)(?!\p{L})|(?<=[_^])(infty)(?!\p{L})`), String.raw`\$1$2`],
      [rule(String.raw`${START}(${WITH_BRACES})(?=\{|\[\d\]\{)`), String.raw`\$1`],
      [rule(String.raw`(?<=\{)(rm|bf|tt|sf|cal)(?= )`), String.raw`\$1`],
      [rule(String.raw`(?<![\p{L}\\_.])(${GREEK})(?=${SCRIPT})`), String.raw`\$1{}`],
    ],
  },
  {
    looks: [/[OΩΘÕ]\(/],
    rules: [
      [rule(String.raw`(?<=(?<!\p{L})[OΩΘÕ]\([^\s]{0,16}(?<![\p{L}\\_]))(${GREEK})(?!\p{L})`), String.raw`\$1{}`],
    ],
  },
  {
    looks: [/times(?! [a-z]{2})|[\dolr]times/, /[\d ]pm ?\d/],
    rules: [
      [rule(String.raw`${START}([olr]times)(?!\p{L})`), String.raw`\$1`],
      [rule(String.raw`(?<=\d)times(?!\p{L})|(?<=\d )times(?= ?\d)`), String.raw`\times{}`],
      [rule(String.raw`(?<=(?:^|[\s(])(?:${MEASURE}) )times (?=\d)`), String.raw`\times{}`],
      [rule(String.raw`(?<=\()times (?=\d+(?:\.\d+)?[),])`), String.raw`\times{}`],
      [rule(String.raw`(?<=\d\.\d{1,9})pm(?=\d)|(?<=\d\.\d{1,9} )pm(?= \d+\.\d)`), String.raw`\pm{}`],
    ],
  },
];

function rule(source: string): RegExp {
  return new RegExp(source, "gu");
}

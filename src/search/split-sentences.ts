/** A piece of a text, in UTF-16 units. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * The sentences of a text, by their full stops, without the white space between them. Abbreviations (`e.g.`, `et al.`,
 * `i.i.d.`), initials and decimals end none. Linear in the text's length, never throws.
 */
export function* sentences(text: string): Generator<Range> {
  let start = text.length - text.trimStart().length;
  for (const match of text.matchAll(STOP)) {
    const next = match.index + match[0].length;
    const before = text.slice(Math.max(start, match.index - LONGEST_WORD), match.index);
    if (match[0].startsWith(".") && isAbbreviation(before, text.slice(next, next + LONGEST_WORD))) continue;
    yield { start, end: match.index + match[0].trimEnd().length };
    start = next;
  }
  const end = text.trimEnd().length;
  if (start < end) yield { start, end };
}

/** Words that sentences of abstracts begin with, and that hardly follow an abbreviation. */
const STARTER = String.raw`(?:A|After|All|Although|An|As|At|Both|By|Existing|Experiments?|Extensive|Finally|First|For|From|Furthermore|Given|Here|How|However|I|If|In|It|Its|Moreover|Most|Next|On|Our|Recent|Results|Second|Since|Specifically|Such|That|The|Then|These|They|This|Those|Through|Thus|To|Unlike|Using|We|When|Where|While|With)(?![\p{L}\p{N}-])`;

/** A mark with what closes behind it, then space; or none before a word that begins sentences (`noise.To address`). */
const STOP = new RegExp(
  String.raw`(?<![.!?])[.!?]+["'”’)\]}*]*(?:\s+(?=["'“‘([{*]*(?:[\p{Lu}\p{N}]|\p{Ll}{1,3}[\p{Lu}\p{N}]))|(?<=\p{Ll}{2}[.!?])(?=${STARTER}\s))`,
  "gu",
);

const LONGEST_WORD = 20;

const WORD_START = String.raw`(?:^|[\s([{"'“‘–—/-])`;

/** What such an abbreviation stands for comes behind it, often with a capital letter. */
const NEVER_LAST = new RegExp(
  `${WORD_START}(?:e\\.g|i\\.e|cf|[Vv]iz|vs|v|ca|approx|resp|w\\.r\\.t|a\\.k\\.a|s\\.t|St|Drs?|Prof|Mr|Mrs|Ms|[Ff]igs?|[Ee]qs?|Eqns?|[Ss]ecs?|Sect|Tab|Thm|Def|Prop|Lem|Cor|Alg|App|[Rr]efs?|Chap|Vol)$`,
);

/** A sentence may as well end with these: the next word tells. */
const MAY_BE_LAST = new RegExp(
  `${WORD_START}(?:et al|Inc|Ltd|Co|Corp|Univ|Dept|Jr|\\p{Lu}|(?:\\p{L}\\.)+\\p{L})$`,
  "u",
);

/** `No. 3`, `pp. 5`. */
const BEFORE_NUMBER = new RegExp(`${WORD_START}(?:[Nn]os?|pp?|[Vv]ol|[Cc]h)$`);

/** `1.` before the first item of a list. */
const ITEM = /(?:^|[:;]\s)\(?\d{1,2}$/;

const BEGINS = new RegExp(`^["'“‘([{*]*${STARTER}`, "u");

/** Does the full stop between these belong to the word before it? */
function isAbbreviation(before: string, after: string): boolean {
  if (NEVER_LAST.test(before) || ITEM.test(before)) return true;
  if (BEFORE_NUMBER.test(before)) return /^\d/.test(after);
  return MAY_BE_LAST.test(before) && !BEGINS.test(after);
}

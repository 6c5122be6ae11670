import type { Acronym, Paper } from "./paper.ts";
import { foldTitle } from "./title.ts";

/**
 * The short names by which people call a paper, folded, each of exactly one paper: the one word before its title's
 * colon (`LoTR`), and acronyms that its abstract gives to what it proposes (`MEND`); `D-PAD` is `d pad` and `dpad`.
 * What two papers have or define names neither. A name that other papers use is a word of the field (`Diffusion`,
 * `SGD`), unless a capital after a small letter shows that somebody coined it (`OmniSSR`).
 */
export function shortNames(papers: readonly Paper[]): ReadonlyMap<string, Paper> {
  const claims = papers.flatMap((paper) => claimsOf(paper).map((name) => ({ name, paper })));
  const defining = definingPapers(papers);
  const ordinary = claims.map(({ name }) => name).filter((name) => !isCoined(name));
  const using = usingPapers(new Set(ordinary.map(keyOf)), papers);
  return new Map(
    claims
      .filter(({ name, paper }) => {
        const key = keyOf(name);
        return isAlone(paper, defining.get(key)) && isAlone(paper, using.get(key));
      })
      .flatMap(({ name, paper }) => [foldTitle(name), keyOf(name)].map((key) => [key, paper] as const)),
  );
}

/** Shorter ones are typed for other things. */
const LEAST_LENGTH = 3;

function claimsOf({ title, abstract, acronyms }: Paper): readonly string[] {
  const proposals = acronyms.length === 0 ? [] : proposalsIn(abstract);
  const proposed = acronyms.filter((acronym) => proposals.some((proposal) => isNamedBy(proposal, acronym)));
  return [...beforeColon(title), ...proposed.map(({ short }) => short)].filter(
    (name) => keyOf(name).length >= LEAST_LENGTH,
  );
}

function beforeColon(title: string): readonly string[] {
  const name = /^([^\s:]*\p{L}[^\s:]*): /u.exec(title)?.[1];
  return name === undefined ? [] : [name];
}

/** What a sentence says after "we introduce", "called" and the like. */
function proposalsIn(abstract: string): readonly string[] {
  return abstract
    .matchAll(CUE)
    .map((cue) => abstract.slice(cue.index + cue[0].length).split(SENTENCE_END, 1)[0] ?? "")
    .toArray();
}

const CUE =
  /\b(?:[Ww]e (?:propose|introduce|present|develop|call|name|term|dub)|called|named|termed|dubbed|[Oo]ur (?:method|approach|algorithm)|refer to [^.]{1,80} as)\b/g;
const SENTENCE_END = /[.!?]\s/;

/** "a new Long Form (SHORT)", "the SHORT": few words come before, and none that leads to another thing. */
function isNamedBy(proposal: string, { short, long }: Acronym): boolean {
  const at = proposal.indexOf(short);
  const before = proposal.slice(0, Math.max(0, at));
  if (at < 0 || /[\p{L}\p{N}-]$/u.test(before) || /^[\p{L}\p{N}-]/u.test(proposal.slice(at + short.length)))
    return false;
  const isInBrackets = before.endsWith("(");
  const others = (isInBrackets ? before.replace(long, "") : before).match(/[\p{L}\p{N}-]+/gu) ?? [];
  return others.length <= (isInBrackets ? 5 : 1) && !others.some((word) => LEADING_AWAY.has(word));
}

/** After one of them stands what the proposal is for or made of, not what it is called. */
const LEADING_AWAY = new Set("based by combines for from in of on that to using via which with".split(" "));

function isCoined(name: string): boolean {
  return name.split("-").some((part) => /\p{Ll}.*\p{Lu}/u.test(part));
}

function isAlone(paper: Paper, papers: ReadonlySet<Paper> = new Set()): boolean {
  return papers.size === 0 || (papers.size === 1 && papers.has(paper));
}

/** Which papers have or define a short name, by its key. */
function definingPapers(papers: readonly Paper[]): ReadonlyMap<string, ReadonlySet<Paper>> {
  return grouped(
    papers.flatMap((paper) =>
      [...beforeColon(paper.title), ...paper.acronyms.map(({ short }) => short)].map((name) => [keyOf(name), paper]),
    ),
  );
}

/** Which papers use one of these words. */
function usingPapers(keys: ReadonlySet<string>, papers: readonly Paper[]): ReadonlyMap<string, ReadonlySet<Paper>> {
  return grouped(
    papers.flatMap((paper) =>
      wordsOf(`${paper.title} ${paper.abstract}`)
        .filter((word) => keys.has(word))
        .map((word) => [word, paper]),
    ),
  );
}

/** A text's words; compounds whole and in parts. */
function wordsOf(text: string): string[] {
  const compounds = text.toLowerCase().match(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu) ?? [];
  return compounds.flatMap((compound) =>
    compound.includes("-") ? [compound.replaceAll("-", ""), ...compound.split("-")] : [compound],
  );
}

function keyOf(name: string): string {
  return foldTitle(name).replaceAll(" ", "");
}

function grouped(pairs: readonly (readonly [string, Paper])[]): ReadonlyMap<string, ReadonlySet<Paper>> {
  const groups = new Map<string, Set<Paper>>();
  for (const [key, paper] of pairs) {
    const group = groups.get(key);
    if (group === undefined) groups.set(key, new Set([paper]));
    else group.add(paper);
  }
  return groups;
}

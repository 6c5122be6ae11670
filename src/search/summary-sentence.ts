import type { Paper } from "#src/corpus/index.ts";
import { analyse, type Token } from "./analyse.ts";
import { claimOf, DEED, isAboutPaper, namesIn } from "./claim.ts";
import { sentences } from "./split-sentences.ts";
import { trimSentence } from "./trim-sentence.ts";

/**
 * The sentence of its abstract that says what a paper does, as it stands alone (see `trimSentence`); "" where the
 * abstract is empty. Linear in the abstract's length. How often it is right: `npm run eval:sentences`.
 */
export function sentenceOf({ title, abstract }: Pick<Paper, "title" | "abstract">): string {
  const subject = subjectOf(title);
  const candidates = candidatesIn(abstract, subject).sort((a, b) => b.points - a.points);
  let best = "";
  let bestPoints = -Infinity;
  for (const { text, points } of candidates) {
    // Reading words takes most of the time, and gives no more than this.
    if (points + POINTS.title <= bestPoints) break;
    const total = points + wordPointsOf(text, subject);
    if (total > bestPoints) [best, bestPoints] = [text, total];
  }
  return best;
}

interface Candidate {
  readonly text: string;
  /** Without what its words give. */
  readonly points: number;
}

function candidatesIn(abstract: string, subject: Subject): Candidate[] {
  const candidates: Candidate[] = [];
  for (const { start, end } of sentences(abstract)) {
    const whole = abstract.slice(start, end);
    const text = trimSentence(whole);
    const claim = claimOf(text);
    const later = POINTS.later * Math.min(candidates.length, LATEST);
    candidates.push({ text, points: claim + later + pointsOf(whole, text, claim, subject) });
    if (claim < DEED) continue;
    for (const name of namesIn(text)) subject.names.add(name);
    subject.isClaimed = true;
  }
  return candidates;
}

/** What the paper is about, by its title and the sentences read so far. */
interface Subject {
  readonly terms: ReadonlySet<string>;
  readonly titleNames: readonly string[];
  /** The title's, and those that the abstract gave so far. */
  readonly names: Set<string>;
  /** Has a sentence said what the paper does? */
  isClaimed: boolean;
}

function subjectOf(title: string): Subject {
  const beforeColon = /^(\S{1,40}):\s/.exec(title)?.slice(1) ?? [];
  const titleNames = [...beforeColon, ...(title.match(COINED) ?? [])];
  return { terms: contentOf(analyse(title).tokens), titleNames, names: new Set(titleNames), isClaimed: false };
}

/** A word that somebody made, such as `WeLore` and `ASGOpt`; `LLMs` is a plural. */
const COINED = /(?<![\p{L}\p{N}-])[\p{L}\p{N}-]*(?:\p{Ll}\p{Lu}|\p{Lu}{2}(?!s(?!\p{L}))\p{Ll})[\p{L}\p{N}-]*/gu;

/** Tuned on judged papers, see test/eval/sentences.ts. */
const POINTS = {
  /** It is the first that says what the paper does. */
  firstDeed: 0.75,
  /** Each place further back. */
  later: -0.25,
  /** The share of the title's words that it has. */
  title: 4,
  /** It has the name that the title gives. */
  name: 2.5,
  /** The named thing does something: "NAME decomposes". */
  nameActs: 4.5,
  aboutPaper: 0.75,
  /** "NAME, a framework that" */
  isA: 2,
  /** Each word that it lacks of `ENOUGH_NEW` which the title does not have. */
  thin: -0.7,
  short: -1,
  long: -2.5,
  sequence: -2.25,
  dangling: -1.75,
  result: -1.5,
  address: -4,
  hope: -2,
} as const;

const LATEST = 8;
const ENOUGH_NEW = 6;
const FEWEST_WORDS = 11;
const MOST_WORDS = 45;

function pointsOf(whole: string, text: string, claim: number, subject: Subject): number {
  const { titleNames, names, isClaimed } = subject;
  const hasName = titleNames.some((name) => text.includes(name));
  const count = wordCount(text);
  let points = 0;
  if (claim >= DEED && !isClaimed) points += POINTS.firstDeed;
  if (hasName) points += POINTS.name;
  if (names.values().some((name) => acts(name, text))) points += POINTS.nameActs;
  if (isAboutPaper(whole)) points += POINTS.aboutPaper;
  if (IS_A.test(text)) points += POINTS.isA;
  if (count < FEWEST_WORDS) points += POINTS.short;
  if (count > MOST_WORDS) points += POINTS.long;
  if (SEQUENCE.test(whole) && !hasName) points += POINTS.sequence;
  if (RESULT_FIRST.test(text) || (claim === 0 && RESULT.test(text))) points += POINTS.result;
  if (ADDRESS.test(text)) points += POINTS.address;
  if (HOPE.test(text)) points += POINTS.hope;
  return points;
}

/** What the words of a sentence say of the title's and beyond them. At most `POINTS.title`. */
function wordPointsOf(text: string, { terms }: Subject): number {
  const { tokens } = analyse(text);
  const content = contentOf(tokens);
  const shared = terms.size === 0 ? 0 : terms.intersection(content).size / terms.size;
  let fresh = 0;
  for (const term of content) if (!terms.has(term) && !ANY_PAPER.has(term)) fresh += 1;
  const points = POINTS.title * shared + POINTS.thin * Math.max(0, ENOUGH_NEW - fresh);
  return dangles(text, tokens) ? points + POINTS.dangling : points;
}

function contentOf(tokens: readonly Token[]): ReadonlySet<string> {
  const content = new Set<string>();
  for (const { stop, term } of tokens) if (!stop) content.add(term);
  return content;
}

function wordCount(text: string): number {
  let count = 1;
  for (let at = text.indexOf(" "); at !== -1; at = text.indexOf(" ", at + 1)) count += 1;
  return count;
}

/** Does the named thing do something here, other than being better than others? */
function acts(name: string, text: string): boolean {
  const at = text.indexOf(`${name} `);
  return (
    at !== -1 &&
    /(?:^|, )(?:[Oo]ur |[Tt]he proposed )?$/.test(text.slice(Math.max(0, at - 20), at)) &&
    /^ (?:[a-z]+ly )?(?!achiev|consistently|demonstrat|outperform|surpass)[a-z-]+s\b/.test(text.slice(at + name.length))
  );
}

/** Does it point at something ("these limitations") that no word before it in the sentence names? */
function dangles(text: string, tokens: readonly Token[]): boolean {
  if (/^(?:it|its|their|they)\b/i.test(text)) return true;
  const before = new Set<string>();
  for (const [at, { word, term, stop, end }] of tokens.entries()) {
    const next = tokens[at + 1];
    const isPointer = POINTERS.has(word) && next !== undefined && /^\s+$/.test(text.slice(end, next.start));
    if (isPointer && !NOT_POINTED_AT.has(next.word)) {
      const after = tokens[at + 2];
      if (!before.has(next.term) && (after === undefined || !before.has(after.term))) return true;
    }
    if (!stop) before.add(term);
  }
  return false;
}

const POINTERS = new Set(["above", "aforementioned", "such", "these", "this", "those"]);
/** "This paper" is not before the sentence; "such as" points at nothing. */
const NOT_POINTED_AT = words(
  `a an article as chapter handbook is overview paper present report research review study survey technical work`,
);

/** Terms that any paper may have. */
const ANY_PAPER = words(
  `address advanc algorithm approach base challeng develop effect effici framework gener improv introduc issu limit method
  model new novel paper perform present problem propos simpl solut studi system tackl task techniqu unifi work`,
);

const IS_A = /(?:\)|[\p{Lu}\p{N}][^\s,]{0,40}),\s+(?:an?|the first)\s/u;
const SEQUENCE =
  /^(?:additionally|also|as an application|besides|finally|first(?:ly)?|further|furthermore|in (?:addition|(?:our )?(?:earlier|previous|prior) works?)|lastly|moreover|most notably|next|second(?:ly)?|then|third(?:ly)?|to further)\b|\bwe (?:additionally|also|begin|finally|first|further|next|start|then)\b/i;
const RESULT =
  /\b(?:ablation|accuracy|benchmarks|effectiveness|empirical(?:ly)?|evaluations?|experimental|experiments?|outperform\w*|results|simulations?|state-of-the-art|superior)\b/i;
const RESULT_FIRST =
  /^(?:(?:across|comprehensive|extensive|in|numerical|on|our|the|these|through)\s+)*(?:[\w-]+\s+)?(?:ablation|evaluations?|experimental|experiments?|findings|results|simulations)\b/i;
const ADDRESS =
  /https?:|\bgithub\b|\bproject (?:page|website)\b|\b(?:codes?|data|datasets?|models?)\b.{0,60}\bavailable\b|\bwill be (?:made|released)\b/i;
const HOPE =
  /\b(?:foundation|future|hope|insights?|inspires?|participation|paves? the way|potential|(?:important|major|promising|significant) step)\b/i;

function words(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/));
}

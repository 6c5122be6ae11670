import type { Acronym } from "./paper.ts";

/**
 * The short forms that a paper defines, in order, each once: "Long Form (SHORT)", "SHORT (Long Form)", and a title's
 * "NAME: long words" where the name looks coined. Letters are aligned as by Schwartz and Hearst (2003), with most of the
 * capitals at the beginnings of words.
 */
export function acronymsIn(title: string, abstract: string): readonly Acronym[] {
  const found = new Map<string, Acronym>();
  for (const acronym of [...inBrackets(title, title), ...inBrackets(abstract, title), ...inTitle(title)]) {
    const key = acronym.short.toLowerCase();
    if (!found.has(key)) found.set(key, acronym);
  }
  return [...found.values()];
}

const SHORT = /^(?=.*\p{Lu})(?=.*\p{L}.*\p{L})\p{L}[\p{L}\p{N}₀-₉⁰¹²³⁴-⁹-]{1,11}$/u;
/** Characters before a bracket that are looked at: ten words of ten letters and more. */
const REACH = 160;

function inBrackets(text: string, title: string): readonly Acronym[] {
  return text
    .matchAll(/\(([^()]{2,80})\)/g)
    .toArray()
    .flatMap((match) => {
      const inside = (match[1] ?? "").trim();
      const before = text.slice(Math.max(0, match.index - REACH), match.index);
      const acronym = SHORT.test(inside) ? defined(inside, before, title) : reversed(inside, before);
      return acronym === undefined ? [] : [acronym];
    });
}

/** "long words (SHORT)"; where a letter is missing there, the title may have the whole form. */
function defined(written: string, before: string, title: string): Acronym | undefined {
  const short = withoutPlural(written);
  const long = longForm(short, wordsOf(before)) ?? initialsRun(short, wordsOf(title));
  return long === undefined ? undefined : { short, long };
}

/** "SHORT (Long Form)": here the words in the bracket are all of it. */
function reversed(inside: string, before: string): Acronym | undefined {
  const short = withoutPlural(/[\p{L}\p{N}-]+(?=\s*$)/u.exec(before)?.[0] ?? "");
  const words = inside.split(" ");
  const isCapitals = /^\p{Lu}{2,}$/u.test(short);
  return isCapitals && initialsRun(short, words) === inside ? { short, long: inside } : undefined;
}

function inTitle(title: string): readonly Acronym[] {
  const [, name = "", long = ""] = /^([^\s:]+): (.+)$/.exec(title) ?? [];
  return isCoined(name) ? [{ short: name, long }] : [];
}

/** A capital or a digit after the first letter of a part: OmniSSR, D-PAD, Neural-PIL; not Maestro, not Multi-Grid. */
function isCoined(name: string): boolean {
  return name.length <= 20 && name.split("-").some((part) => /^\p{L}.*[\p{Lu}\p{N}]/u.test(part));
}

function withoutPlural(short: string): string {
  return /\p{Lu}{2,}s$/u.test(short) ? short.slice(0, -1) : short;
}

/** The words of the sentence's end, with their hyphens, read up to the last bracket, full stop or the like. */
function wordsOf(text: string): readonly string[] {
  const clause = text.split(/[.;:!?()[\]]\s/).at(-1) ?? "";
  return clause.match(/[\p{L}\p{M}\p{N}'’/-]+/gu) ?? [];
}

/** The fewest words at the end that hold the letters of the short form in order, from the beginning of the first one. */
function longForm(short: string, words: readonly string[]): string | undefined {
  const letters = lettersOf(short);
  const most = Math.min(letters.length + 5, letters.length * 2);
  for (let count = 1; count <= Math.min(most, words.length); count += 1) {
    const span = words.slice(-count);
    if (span[0]?.toLowerCase() === short.toLowerCase()) return undefined;
    const long = span.join(" ");
    if (isSpelled(letters, long)) return long;
  }
  return undefined;
}

/** Do all letters stand in the long form in order, the first at its beginning, most of them where a word begins? */
function isSpelled(letters: string, long: string): boolean {
  const folded = long.normalize("NFKD").toLowerCase();
  if (folded[0] !== letters[0] || NO_BEGINNING.test(folded)) return false;
  // One word alone is a long form only where its hyphened parts give all letters.
  const least = folded.includes(" ") ? letters.length / 2 : letters.length;
  return initialsAmong(letters, folded) >= least;
}

/** Words that no long form begins with: "an index (AI)". */
const NO_BEGINNING = /^(?:an?|and|are|as|at|by|for|from|in|is|of|on|or|our|the|to|we|with)\s/;

/** The most letters that can stand at beginnings of words when all are found in order; -1 where they are not. */
function initialsAmong(letters: string, text: string): number {
  // best[i]: the most initials when the first i letters are found in the text read so far.
  const best = new Array<number>(letters.length + 1).fill(-1);
  best[0] = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (!letters.includes(text.charAt(at))) continue;
    const isInitial = at === 0 || !/[\p{L}\p{M}\p{N}]/u.test(text.charAt(at - 1));
    for (let index = letters.length; index > 0; index -= 1) {
      const before = best[index - 1] ?? -1;
      if (before < 0 || letters[index - 1] !== text[at]) continue;
      best[index] = Math.max(best[index] ?? -1, before + (isInitial ? 1 : 0));
    }
  }
  return best[letters.length] ?? -1;
}

/** The run of words whose initials are the short form, each part of a hyphened word having its own. */
function initialsRun(short: string, words: readonly string[]): string | undefined {
  const letters = lettersOf(short);
  for (let start = 0; start < words.length; start += 1) {
    let initials = "";
    for (let end = start; end < words.length && initials.length < letters.length; end += 1) {
      initials += (words[end] ?? "")
        .split(/[-/]/)
        .map((part) => part.charAt(0).toLowerCase())
        .join("");
      if (initials === letters) return words.slice(start, end + 1).join(" ");
    }
  }
  return undefined;
}

function lettersOf(short: string): string {
  return short
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, "");
}

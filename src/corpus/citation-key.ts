import { splitName } from "./author-name.ts";
import { dateOf } from "./paper-date.ts";
import type { Paper } from "./paper.ts";
import { foldTitle } from "./title.ts";

/**
 * The keys by which a document cites these papers, by paper id: the first author's family, the year and the first word
 * of the title that says something (`mitchell2021fast`). Of papers with one key the first keeps it, the next get a
 * letter (`mitchell2021fasta`), so that a longer list never renames what stood in a shorter one.
 */
export function citationKeys(papers: readonly Paper[]): ReadonlyMap<string, string> {
  const keys = new Map<string, string>();
  const taken = new Set(papers.map(plainKey));
  const given = new Set<string>();
  for (const paper of papers) {
    if (keys.has(paper.id)) continue;
    const plain = plainKey(paper);
    let key = plain;
    for (let count = 0; given.has(key) || (key !== plain && taken.has(key)); count += 1) key = plain + letters(count);
    given.add(key);
    keys.set(paper.id, key);
  }
  return keys;
}

function plainKey(paper: Paper): string {
  const year = dateOf(paper)?.slice(0, 4) ?? "";
  const [author] = paper.authors ?? [];
  const family = author === undefined ? "" : asciiWords(splitName(author).family).join("");
  const words = asciiWords(paper.title);
  return (
    `${family}${year}${words.find((word) => word.length > 1 && !EMPTY_WORDS.has(word)) ?? words[0] ?? ""}` || "paper"
  );
}

function asciiWords(text: string): readonly string[] {
  return foldTitle(text).match(/[a-z0-9]+/g) ?? [];
}

/** Words with which titles begin, and which say nothing of them. */
const EMPTY_WORDS = new Set(
  (
    "a an the are is do does can how what when where which why who on of in for from to towards toward via with by at " +
    "and or not its our"
  ).split(" "),
);

/** a, b, … z, aa, ab, … */
function letters(count: number): string {
  const rest = Math.floor(count / 26);
  return (rest === 0 ? "" : letters(rest - 1)) + String.fromCodePoint(97 + (count % 26));
}

import { createHash } from "node:crypto";
import { plainLetters } from "./letters.ts";

const ID_LIMIT = 48;
const HASH_LENGTH = 6;

/**
 * A paper's id, for ever: the slug of its readable title, at most 48 characters. A slug that is longer, or that lost
 * letters of other scripts, is cut at a word and ends with 6 hex digits of the folded title's SHA-256.
 */
export function paperId(title: string): string {
  const folded = foldTitle(title);
  const slug = folded.replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^-|-$/g, "");
  const isWhole = slug !== "" && /^[a-z0-9 ]+$/.test(folded);
  if (isWhole && slug.length <= ID_LIMIT) return slug;
  const hash = createHash("sha256").update(folded).digest("hex").slice(0, HASH_LENGTH);
  return `${cutAtWord(slug, ID_LIMIT - HASH_LENGTH - 1) || "paper"}-${hash}`;
}

/**
 * A title as people retype it: lower case, no accents, only letters, digits and single spaces; apostrophes vanish,
 * hyphens become spaces. A title of symbols alone is kept as it is, so that two of them differ.
 */
export function foldTitle(title: string): string {
  const folded = plainLetters(title)
    .replaceAll(/['’‘ʼ`]/g, "")
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
  return folded === "" ? title.replaceAll(/\s+/g, " ").trim() : folded;
}

function cutAtWord(slug: string, limit: number): string {
  if (slug.length <= limit) return slug;
  const end = slug.lastIndexOf("-", limit);
  return slug.slice(0, end > 0 ? end : limit);
}

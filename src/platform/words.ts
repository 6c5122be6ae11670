/** Words without what cannot be seen: control characters, marks that turn the direction of what follows, half characters. */
export function visible(words: string): string {
  return words.toWellFormed().replaceAll(/[[\p{Cc}\p{Cf}]--[\n\t\u200c\u200d]]/gv, "");
}

/** The visible words with each run of blanks and line breaks as one space. */
export function collapse(words: string): string {
  return visible(words).replaceAll(/\s+/g, " ");
}

/** The same without blanks at its ends, for titles and labels. */
export function oneLine(words: string): string {
  return collapse(words).trim();
}

/** At most `limit` characters (UTF-16 units): a prefix that ends with … where it was cut, never inside a character. */
export function cut(words: string, limit: number): string {
  if (words.length <= limit) return words;
  return limit < 1 ? "" : `${whole(words.slice(0, limit - 1)).trimEnd()}…`;
}

/** Without half a surrogate pair at the end. */
export function whole(words: string): string {
  return /[\uD800-\uDBFF]$/.test(words) ? words.slice(0, -1) : words;
}

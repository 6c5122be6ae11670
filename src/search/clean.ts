const ENTITIES: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
};

/**
 * A text without what platforms and phones make of it: `<https://x|x>` and mentions, `&amp;`, curly quotes, long dashes
 * before a word, no-break spaces, invisible characters. Linear, never throws.
 */
export function cleanText(raw: string): string {
  return raw
    .replace(/<(https?:|mailto:|[@#!]|a?:)([^<>]*)>/g, unwrap)
    .replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity] ?? entity)
    .replace(/[\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033]/g, '"')
    .replace(/[\u2018\u2019\u201a\u201b\u2032]/g, "'")
    .replace(/[\u00ad\u200b\u2060\ufeff]/g, "")
    .replace(/(^|[\s\u00a0])[\u2012-\u2015\u2212](?=[\p{L}\p{N}"])/gu, "$1-")
    .replace(/\s+/g, " ")
    .trim();
}

/** An address keeps the words it was shown as; a channel its name; other mentions say nothing. */
function unwrap(_whole: string, kind: string, rest: string): string {
  const bar = rest.indexOf("|");
  const label = bar === -1 ? undefined : rest.slice(bar + 1);
  if (kind === "#") return label === undefined ? "" : `#${label}`;
  if (kind === "mailto:") return label ?? rest;
  return kind.startsWith("http") ? (label ?? kind + rest) : "";
}

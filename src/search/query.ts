import { cleanText } from "./clean.ts";

/** A parsed query: what is wanted, in the person's own words. */
export interface Query {
  /** The whole text, cleaned. */
  readonly text: string;
  /** The bare words, in order: any may match. */
  readonly words: string;
  /** Must stand in the paper. */
  readonly phrases: readonly string[];
  /** Words and phrases that must not. */
  readonly not: readonly string[];
  /** Words and phrases that must stand in the title. */
  readonly title: readonly string[];
  readonly author: readonly string[];
  readonly hasCode: boolean;
  /** `2024`, `2024-05` or `2024-05-31`. */
  readonly since?: string;
  /** Filters that nobody can filter by (`has:gpu`, `since:yesterday`, `-has:code`), as typed: no words, and left out. */
  readonly misread: readonly string[];
}

/**
 * Reads `low-rank "weight decay" -survey title:adam has:code author:hinton since:2024`. Everything is a query: a field
 * nobody knows is words, and so is a quote without its end; a known field with a value it does not take is kept aside.
 */
export function parseQuery(raw: string): Query {
  const text = cleanText(raw);
  const words: string[] = [];
  const lists = { phrases: new Array<string>(), not: new Array<string>() };
  const fields = { title: new Array<string>(), author: new Array<string>() };
  const misread: string[] = [];
  let hasCode = false;
  let since: string | undefined;

  for (const { minus, field, value, quoted } of parts(text)) {
    // Without a word in the title is asked for by `-title:`; without the word anywhere keeps that promise.
    if (minus && (field === undefined || field === "title")) lists.not.push(value);
    else if (minus) misread.push(`-${field}:${value}`);
    else if (field === "title" || field === "author") fields[field].push(value);
    else if (field === "has" && value.toLowerCase() === "code") hasCode = true;
    else if (field === "since" && DATE.test(value)) since = value;
    else if (field !== undefined) misread.push(`${field}:${value}`);
    else if (quoted) lists.phrases.push(value);
    else words.push(value);
  }
  return {
    text,
    words: words.join(" "),
    ...lists,
    ...fields,
    hasCode,
    ...(since === undefined ? {} : { since }),
    misread,
  };
}

interface Part {
  readonly minus: boolean;
  readonly field?: string;
  readonly value: string;
  readonly quoted: boolean;
}

const DATE = /^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/;

const OPENING = /(-?)(?:(title|author|has|since):)?(?=[^\s])/iy;

function* parts(text: string): Generator<Part> {
  let at = 0;
  while (at < text.length) {
    if (text[at] === " ") {
      at++;
      continue;
    }
    OPENING.lastIndex = at;
    const match = OPENING.exec(text);
    const start = at + (match?.[0].length ?? 0);
    const end = text[start] === '"' ? text.indexOf('"', start + 1) : -1;
    const quoted = end !== -1;
    const stop = quoted ? end : endOfWord(text, start);
    const value = text.slice(quoted ? start + 1 : start, stop).trim();
    const field = match?.[2]?.toLowerCase();
    const minus = match?.[1] === "-";
    if (value !== "") yield { minus, ...(field === undefined ? {} : { field }), value, quoted };
    at = quoted ? stop + 1 : Math.max(stop, at + 1);
  }
}

function endOfWord(text: string, start: number): number {
  const space = text.indexOf(" ", start);
  return space === -1 ? text.length : space;
}

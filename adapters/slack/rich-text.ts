import type { types } from "@slack/bolt";
import type { Span, Text } from "#src/reply/index.ts";
import { urlAtMost } from "./limits.ts";

export type Inline = types.RichTextText | types.RichTextLink;

interface Style {
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly code?: boolean;
}

/** A text as elements of rich text, which Slack never reads as markup: nothing in it can ping, link or break out. */
export function inlines(text: Text, style: Style = {}): Inline[] {
  return text.flatMap((span) => inline(span, style));
}

function inline(span: Span, style: Style): Inline[] {
  if (typeof span === "string") return styled(span, style);
  const full = { ...style, ...(span.bold || span.mark ? { bold: true } : {}), ...(span.code ? { code: true } : {}) };
  return span.url === undefined ? styled(span.text, full) : link(span.text, span.url, full);
}

/** A link where the address is one that we draw (http or https, not too long), else only its words. */
export function link(words: string, url: string, style: Style = {}): Inline[] {
  const address = drawable(url);
  const text = visible(words);
  if (address === undefined) return styled(words, style);
  return text === "" ? [] : [{ type: "link", url: address, text, ...styleOf(style) }];
}

/** The address as Slack takes it; undefined where it is none that is ever drawn. */
export function drawable(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { href, protocol } = new URL(url);
  return /^https?:$/.test(protocol) && href.length <= urlAtMost ? href : undefined;
}

/** Words without what cannot be seen: control characters, and marks that turn the direction of what follows. */
export function visible(words: string): string {
  return words.toWellFormed().replaceAll(/[[\p{Cc}\p{Cf}]--[\n\t\u200c\u200d]]/gv, "");
}

/** The same on one line, for headers and buttons. */
export function oneLine(words: string): string {
  return visible(words).replaceAll(/\s+/g, " ").trim();
}

/** At most `limit` characters: a prefix that ends with …, never within a character. */
export function cut(words: string, limit: number): string {
  if (words.length <= limit) return words;
  return limit < 1 ? "" : `${prefix(words, limit - 1)}…`;
}

/** The same for a text with its spans. */
export function cutText(text: Text, limit: number): Text {
  if (lengthOf(text) <= limit) return text;
  if (limit < 1) return [];
  let left = limit - 1;
  const kept = text.map((span): Span => {
    const words = prefix(typeof span === "string" ? span : span.text, left);
    left -= words.length;
    return typeof span === "string" ? words : { ...span, text: words };
  });
  return [...kept, "…"];
}

export function lengthOf(text: Text): number {
  return text.reduce((sum, span) => sum + (typeof span === "string" ? span : span.text).length, 0);
}

function prefix(words: string, length: number): string {
  const kept = words.slice(0, length);
  return /[\ud800-\udbff]$/.test(kept) && kept.length < words.length ? kept.slice(0, -1) : kept;
}

function styled(words: string, style: Style): Inline[] {
  const text = visible(words);
  return text === "" ? [] : [{ type: "text", text, ...styleOf(style) }];
}

function styleOf(style: Style): { style?: Style } {
  return Object.keys(style).length === 0 ? {} : { style };
}

import type { types } from "@slack/bolt";
import { visible, whole } from "#src/platform/index.ts";
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

/** The address as Slack takes it; undefined where it is one that is never drawn. */
export function drawable(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { href, protocol } = new URL(url);
  return /^https?:$/.test(protocol) && href.length <= urlAtMost ? href : undefined;
}

/** At most `limit` characters of a text with its spans: a prefix that ends with …. */
export function cutText(text: Text, limit: number): Text {
  if (lengthOf(text) <= limit) return text;
  if (limit < 1) return [];
  let left = limit - 1;
  const kept = text.map((span): Span => {
    const words = whole((typeof span === "string" ? span : span.text).slice(0, left));
    left -= words.length;
    return typeof span === "string" ? words : { ...span, text: words };
  });
  return [...kept, "…"];
}

export function lengthOf(text: Text): number {
  return text.reduce((sum, span) => sum + (typeof span === "string" ? span : span.text).length, 0);
}

function styled(words: string, style: Style): Inline[] {
  const text = visible(words);
  return text === "" ? [] : [{ type: "text", text, ...styleOf(style) }];
}

function styleOf(style: Style): { style?: Style } {
  return Object.keys(style).length === 0 ? {} : { style };
}

import { cut, oneLine } from "#src/platform/index.ts";
import { link, type Block, type Button, type Card, type Text } from "#src/reply/index.ts";
import { codeBlock, escapeWords, maskedLink } from "./escape.ts";
import * as limits from "./limits.ts";
import { drawText, largest } from "./text.ts";

/** A piece of a message: words, a paper with its button, or buttons. `draw(limit)` is never longer than its limit. */
export type Part =
  | { readonly kind: "words"; readonly isSpare: boolean; draw(limit: number): string }
  | { readonly kind: "card"; readonly buttons: readonly Button[]; draw(excerptLimit: number): string }
  | { readonly kind: "buttons"; readonly buttons: readonly Button[] };

/** The pieces of a block. Spare words are cut first where a message is too long; headings, notices, footers last. */
export function partsOf(block: Block): Part[] {
  switch (block.kind) {
    case "heading":
      return [words(false, (limit) => heading(block.text, block.url, limit))];
    case "text":
      return [words(true, (limit) => drawText(block.text, { lines: true, limit }))];
    case "list":
      return [words(true, (limit) => list(block.items, limit))];
    case "code":
      return [words(true, (limit) => fenced(block.text, limit))];
    case "notice":
      return [words(false, (limit) => prefixed(noticeMark, block.text, limit))];
    case "footer":
      return [words(false, (limit) => prefixed(smallMark, block.text, limit))];
    case "papers":
      return block.cards.map(cardPart);
    case "buttons":
      return block.buttons.length === 0 ? [] : [{ kind: "buttons", buttons: block.buttons }];
  }
}

const noticeMark = "> ";
const smallMark = "-# ";
const itemMark = "- ";

function words(isSpare: boolean, draw: (limit: number) => string): Part {
  return { kind: "words", isSpare, draw };
}

function heading(title: string, url: string | undefined, limit: number): string {
  const drawn = (kept: number) => {
    const escaped = escapeWords(cut(oneLine(title), kept));
    return escaped === "" ? "" : `## ${url === undefined ? escaped : maskedLink(escaped, url)}`;
  };
  return fitting(title.length, limit, drawn);
}

function list(items: readonly Text[], limit: number): string {
  const lines: string[] = [];
  let left = limit;
  for (const item of items) {
    const line = prefixed(itemMark, item, left);
    if (line === "") break;
    lines.push(line);
    left -= line.length + 1;
  }
  return lines.join("\n");
}

function fenced(content: string, limit: number): string {
  return fitting(content.length, limit, (kept) => (kept === 0 ? "" : codeBlock(cut(content, kept))));
}

function prefixed(mark: string, content: Text, limit: number): string {
  const drawn = drawText(content, { limit: limit - mark.length });
  return drawn.trim() === "" ? "" : mark + drawn;
}

/** A paper in a list: linked title, the sentence that matters, and why it is here with its code in small print. */
function cardPart(card: Card): Part {
  const words = escapeWords(cut(oneLine(card.title), limits.cardTitle));
  const title = card.url === undefined ? words : maskedLink(words, card.url);
  const why = drawText(card.why, { limit: limits.cardWhy });
  const facts = [
    card.number === undefined ? "" : `#${card.number}`,
    why,
    card.code === undefined ? "" : drawText([link("code", card.code)]),
  ].filter((fact) => fact !== "");
  const small = facts.length === 0 ? "" : smallMark + facts.join(" · ");
  return {
    kind: "card",
    buttons: card.buttons,
    draw: (limit) => [title, drawText(card.excerpt, { limit }), small].filter((line) => line.trim() !== "").join("\n"),
  };
}

/** Draws as many characters of something as stay within the limit: `draw(0)` is "". */
function fitting(most: number, limit: number, draw: (kept: number) => string): string {
  return draw(largest(most, (kept) => draw(kept).length <= limit));
}

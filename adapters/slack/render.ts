import type { types } from "@slack/bolt";
import { cut, oneLine, visible } from "#src/platform/index.ts";
import type { Block, Button, Card, Reply, Text } from "#src/reply/index.ts";
import { fitMessage } from "./fit-message.ts";
import { cardAtMost, headerAtMost, labelAtMost, summaryAtMost, valueAtMost, buttonsInBlock } from "./limits.ts";
import { cutText, drawable, inlines, lengthOf, link, type Inline } from "./rich-text.ts";

/** A message as Slack takes it. `text` is what a notification and a screen reader say. */
export interface SlackMessage {
  readonly text: string;
  readonly blocks: types.KnownBlock[];
}

/**
 * A reply as a Slack message within every limit of Slack's. What does not fit is cut so that what is left is a prefix.
 * Words of papers and people stand in rich_text and plain_text only, where nothing is read as markup.
 */
export function render(reply: Reply): SlackMessage {
  return {
    text: escape(cut(oneLine(reply.summary), summaryAtMost)) || "Paperboy",
    blocks: fitMessage(reply.blocks, draw),
  };
}

/** What Slack reads as markup in a message's `text`; nothing else has a meaning there (docs.slack.dev, "Formatting"). */
function escape(words: string): string {
  return words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function draw(blocks: readonly Block[]): types.KnownBlock[] {
  let buttons = 0;
  const nextId = (): string => `button-${(buttons += 1)}`;

  const drawBlock = (block: Block): types.KnownBlock[] => {
    switch (block.kind) {
      case "heading":
        return drawHeading(block.text, block.url);
      case "text":
        return section(inlines(block.text));
      case "list":
        return drawList(block.items);
      case "code":
        return rich({ type: "rich_text_preformatted", elements: words(block.text) });
      case "papers":
        return block.cards.flatMap((card) => [...drawCard(card), ...drawButtons(card.buttons, nextId)]);
      case "notice":
        return rich({ type: "rich_text_quote", elements: inlines(block.text) });
      case "buttons":
        return drawButtons(block.buttons, nextId);
      case "footer":
        return section(inlines(block.text, { italic: true }));
    }
  };
  return blocks.flatMap(drawBlock);
}

function drawHeading(text: string, url: string | undefined): types.KnownBlock[] {
  const title = oneLine(text);
  if (title === "") return [];
  if (url !== undefined) return section(titleOf(title, url));
  if (title.length > headerAtMost) return section(inlines([title], { bold: true }));
  return [{ type: "header", text: { type: "plain_text", text: title, emoji: false } }];
}

function drawList(items: readonly Text[]): types.KnownBlock[] {
  const elements = items
    .map((item) => inlines(item))
    .filter((item) => item.length > 0)
    .map((item): types.RichTextSection => ({ type: "rich_text_section", elements: item }));
  return elements.length === 0
    ? []
    : [{ type: "rich_text", elements: [{ type: "rich_text_list", style: "bullet", elements }] }];
}

/** Linked title and number, the sentence that matters, why it is here and its code: one line each. */
function drawCard(card: Card): types.KnownBlock[] {
  const title = cut(oneLine(card.title), cardAtMost / 2);
  const number = card.number === undefined ? "" : ` #${card.number}`;
  const lines: Inline[][] = [[...titleOf(title, card.url), ...inlines([number])]];
  let left = cardAtMost - title.length - number.length;
  const excerpt = cutText(card.excerpt, left);
  left -= lengthOf(excerpt);
  lines.push(inlines(excerpt));
  const why = cutText(card.why, left);
  const code = card.code === undefined ? [] : link("code", card.code, { italic: true });
  const facts = inlines(why, { italic: true });
  lines.push([...facts, ...(facts.length > 0 && code.length > 0 ? inlines([" · "]) : []), ...code]);
  const drawn = lines.filter((line) => line.length > 0);
  return section(drawn.flatMap((line, at) => (at === 0 ? line : [...words("\n"), ...line])));
}

function titleOf(title: string, url: string | undefined): Inline[] {
  return url === undefined ? inlines([title], { bold: true }) : link(title, url, { bold: true });
}

/** Buttons in blocks of their own. One that carries nothing would do nothing when pressed: it is left out. */
function drawButtons(buttons: readonly Button[], nextId: () => string): types.KnownBlock[] {
  const elements = buttons.slice(0, buttonsInBlock).flatMap((button): types.Button[] => {
    const label = cut(oneLine(button.label), labelAtMost);
    const carried = carriedBy(button);
    if (label === "" || carried === undefined) return [];
    return [
      { type: "button", action_id: nextId(), text: { type: "plain_text", text: label, emoji: false }, ...carried },
    ];
  });
  return elements.length === 0 ? [] : [{ type: "actions", elements }];
}

function carriedBy(button: Button): Partial<types.Button> | undefined {
  if ("url" in button) {
    const url = drawable(button.url);
    return url === undefined ? undefined : { url };
  }
  const { payload = "", primary } = button;
  if (payload === "" || payload.length > valueAtMost) return undefined;
  return { value: payload, ...(primary ? { style: "primary" } : {}) };
}

function section(elements: Inline[]): types.KnownBlock[] {
  return rich({ type: "rich_text_section", elements });
}

function rich(element: types.RichTextSection | types.RichTextQuote | types.RichTextPreformatted): types.KnownBlock[] {
  return element.elements.length === 0 ? [] : [{ type: "rich_text", elements: [element] }];
}

function words(text: string): types.RichTextText[] {
  const shown = visible(text);
  return shown === "" ? [] : [{ type: "text", text: shown }];
}

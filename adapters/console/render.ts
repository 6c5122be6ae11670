import { styleText } from "node:util";
import wrapAnsi from "wrap-ansi";
import { visible } from "#src/platform/index.ts";
import type { Block, Button, Card, Reply, Span, Text } from "#src/reply/index.ts";

/** How a reply is drawn at a terminal or into a pipe. */
export interface ConsoleStyle {
  /** Columns to wrap at. */
  readonly width: number;
  readonly colour: boolean;
  /** Number the buttons, so that they can be pressed; else they are left out. */
  readonly numbered: boolean;
}

export interface DrawnReply {
  readonly text: string;
  /** The buttons in the order of their numbers, from 1. */
  readonly buttons: readonly Button[];
}

type Format = Parameters<typeof styleText>[0];

/** A reply as terminal text. Without colour, code stands in `backticks` and matched words between *stars*. */
export function render(reply: Reply, style: ConsoleStyle): DrawnReply {
  const buttons: Button[] = [];
  const paint = (format: Format, words: string): string =>
    style.colour ? styleText(format, words, { validateStream: false }) : words;

  const drawSpan = (span: Span): string => {
    if (typeof span === "string") return visible(span);
    const words = visible(span.text);
    if (span.url !== undefined)
      return span.url === span.text ? paint("underline", words) : `${words} (${paint("underline", span.url)})`;
    if (span.code) return style.colour ? paint("cyan", words) : `\`${words}\``;
    if (span.mark) return style.colour ? paint(["bold", "yellow"], words) : `*${words}*`;
    return span.bold ? paint("bold", words) : words;
  };
  const draw = (text: Text): string => text.map(drawSpan).join("");

  const wrap = (words: string, indent = 0): string => {
    const pad = " ".repeat(indent);
    const columns = Math.max(20, style.width - indent);
    return words
      .split("\n")
      .flatMap((line) => wrapAnsi(line, columns, { hard: false, trim: true }).split("\n"))
      .map((line) => (line === "" ? "" : pad + line))
      .join("\n");
  };

  const drawButtons = (drawn: readonly Button[]): string =>
    drawn.map((button) => `${paint("dim", `[${buttons.push(button)}]`)} ${visible(button.label)}`).join("  ");

  const drawCard = (card: Card): string => {
    const lines = [
      wrap(
        [
          paint("bold", visible(card.title)),
          ...(card.number === undefined ? [] : [paint("dim", `#${card.number}`)]),
        ].join(" "),
      ),
    ];
    if (card.excerpt.length > 0) lines.push(wrap(draw(card.excerpt), 4));
    const facts = [draw(card.why), ...(card.code === undefined ? [] : [`code ${card.code}`])].filter(
      (fact) => fact !== "",
    );
    if (facts.length > 0) lines.push(wrap(paint("dim", facts.join(" · ")), 4));
    if (style.numbered && card.buttons.length > 0) lines.push(`    ${drawButtons(card.buttons)}`);
    return lines.join("\n");
  };

  const drawBlock = (block: Block): string => {
    switch (block.kind) {
      case "heading":
        return (
          wrap(paint("bold", visible(block.text))) +
          (block.url === undefined ? "" : `\n${paint("underline", block.url)}`)
        );
      case "text":
        return wrap(draw(block.text));
      case "list":
        return block.items.map((item) => wrap(draw(item), 2)).join("\n");
      case "code":
        return visible(block.text);
      case "papers":
        return block.cards.map(drawCard).join("\n\n");
      case "notice":
        return wrap(block.tone === "info" ? paint("yellow", draw(block.text)) : paint("red", draw(block.text)));
      case "buttons":
        return style.numbered ? drawButtons(block.buttons) : "";
      case "footer":
        return wrap(paint("dim", draw(block.text)));
    }
  };

  const parts = reply.blocks.map(drawBlock).filter((part) => part !== "");
  return { text: `${parts.join("\n\n")}\n`, buttons };
}

import type { types } from "@slack/bolt";
import { cut } from "#src/platform/index.ts";
import type { Block, Text } from "#src/reply/index.ts";
import { blocksAtMost, buttonsInBlock, labelAtMost, textAtMost } from "./limits.ts";
import { cutText, lengthOf } from "./rich-text.ts";

type Draw = (blocks: readonly Block[]) => types.KnownBlock[];

/** The blocks drawn within one message. What does not fit goes from the end: first whole cards, then text. */
export function fitMessage(blocks: readonly Block[], draw: Draw): types.KnownBlock[] {
  const cards = blocks.reduce((sum, block) => sum + (block.kind === "papers" ? block.cards.length : 0), 0);
  for (let kept = cards; kept > 0 || kept === cards; kept -= 1) {
    const drawn = draw(keepCards(blocks, kept));
    if (drawn.length <= blocksAtMost && charactersOf(drawn) <= textAtMost) return drawn;
  }
  return draw(cutWords(keepCards(blocks, 0))).slice(0, blocksAtMost);
}

/** The sum of all texts of a message, as Slack may count it. */
function charactersOf(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, entry) => sum + charactersOf(entry), 0);
  if (typeof value !== "object" || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [name, field]) => sum + (name === "text" && typeof field === "string" ? field.length : charactersOf(field)),
    0,
  );
}

function keepCards(blocks: readonly Block[], count: number): readonly Block[] {
  let left = count;
  return blocks.map((block) => {
    if (block.kind !== "papers") return block;
    const cards = block.cards.slice(0, left);
    left -= cards.length;
    return { ...block, cards };
  });
}

/** The words up to the limit, and the buttons, which are what a reader goes on with: up to one block of them. */
function cutWords(blocks: readonly Block[]): readonly Block[] {
  let buttonsLeft = buttonsInBlock;
  const withButtons = blocks.map((block): Block => {
    if (block.kind !== "buttons") return block;
    const buttons = block.buttons.slice(0, buttonsLeft);
    buttonsLeft -= buttons.length;
    return { ...block, buttons };
  });
  const labels = withButtons.flatMap((block) => (block.kind === "buttons" ? block.buttons : []));
  let left = textAtMost - labels.reduce((sum, { label }) => sum + Math.min(label.length, labelAtMost), 0);
  const take = (text: Text): Text => {
    const kept = cutText(text, left);
    left -= lengthOf(kept);
    return kept;
  };
  const takeWords = (words: string): string => {
    const kept = cut(words, left);
    left -= kept.length;
    return kept;
  };
  return withButtons.map((block): Block => {
    switch (block.kind) {
      case "heading":
      case "code":
        return { ...block, text: takeWords(block.text) };
      case "text":
      case "notice":
      case "footer":
        return { ...block, text: take(block.text) };
      case "list":
        return { ...block, items: block.items.map(take) };
      case "papers":
      case "buttons":
        return block;
    }
  });
}

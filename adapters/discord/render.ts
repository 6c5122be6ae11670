import type { APIMessageTopLevelComponent, APITextDisplayComponent } from "discord.js";
import { cut } from "#src/platform/index.ts";
import type { Reply } from "#src/reply/index.ts";
import { buttonDrawer, rows } from "./buttons.ts";
import { escapeWords } from "./escape.ts";
import * as limits from "./limits.ts";
import { partsOf, type Part } from "./message-parts.ts";
import { largest } from "./text.ts";

/** A message as it goes over the wire: components V2, which bring no embeds, and pings for nobody. */
export interface DiscordMessage {
  readonly flags: number;
  readonly components: APIMessageTopLevelComponent[];
  readonly allowed_mentions: { readonly parse: [] };
}

/** IS_COMPONENTS_V2 [resources/message]. */
const COMPONENTS_V2 = 1 << 15;

/** Component types [components/reference]; the library's own would load it. */
const types = { section: 9, text: 10 } as const;

/**
 * A reply as a Discord message, for an answer and for a channel post. `key`: the first button with room carries it.
 * What does not fit is cut: the excerpts of all cards evenly, then whole cards from the last, then texts from the last.
 */
export function render(reply: Reply, { key }: { readonly key?: string } = {}): DiscordMessage {
  const components = compose(fitted(reply.blocks.flatMap(partsOf), key), key);
  if (components.length === 0) components.push(textDisplay(escapeWords(cut(reply.summary, limits.cardTitle)) || "…"));
  return { flags: COMPONENTS_V2, components, allowed_mentions: { parse: [] } };
}

/** A part with its words drawn. */
interface DrawnPart {
  readonly part: Part;
  readonly words: string;
}

function fitted(parts: readonly Part[], key: string | undefined): readonly DrawnPart[] {
  let kept = parts;
  while (kept.length > 0 && countComponents(compose(drawn(kept), key)) > limits.messageComponents) {
    kept = withoutLast(kept);
  }
  const excerpt = excerptLimit(kept, key);
  while (kept.some(isCard) && length(drawn(kept, excerpt), key) > limits.messageText) kept = withoutLast(kept);
  return withWordsCut(drawn(kept, excerpt), key);
}

/** How long each excerpt may be so that all of them fit: the same for all, short ones leave room to the others. */
function excerptLimit(parts: readonly Part[], key: string | undefined): number {
  const cards = parts.filter(isCard);
  const room = limits.messageText - length(drawn(parts, 0), key);
  const excerpts = cards.map((card) => card.draw(Number.POSITIVE_INFINITY).length - card.draw(0).length);
  const level = largest(Math.max(0, ...excerpts), (limit) => {
    return excerpts.reduce((sum, excerpt) => sum + Math.min(excerpt, limit), 0) <= room;
  });
  // Each excerpt takes its line break with it.
  return Math.max(0, level - 1);
}

function length(all: readonly DrawnPart[], key: string | undefined): number {
  return countCharacters(compose(all, key));
}

function drawn(parts: readonly Part[], excerpt = Number.POSITIVE_INFINITY): DrawnPart[] {
  return parts.map((part) => {
    if (part.kind === "buttons") return { part, words: "" };
    return { part, words: part.draw(isCard(part) ? excerpt : Number.POSITIVE_INFINITY) };
  });
}

/** Cuts spare words, then the others, from the last on, until all fit. */
function withWordsCut(all: readonly DrawnPart[], key: string | undefined): readonly DrawnPart[] {
  const result = [...all];
  for (const isSpare of [true, false]) {
    for (const [at, { part, words }] of [...result.entries()].reverse()) {
      if (part.kind !== "words" || part.isSpare !== isSpare) continue;
      const excess = length(result, key) - limits.messageText;
      if (excess <= 0) return result;
      result[at] = { part, words: part.draw(Math.max(0, words.length - excess)) };
    }
  }
  return result;
}

/** Without the last card, or where there is none the last button, or the last words. */
function withoutLast(parts: readonly Part[]): readonly Part[] {
  const card = parts.findLastIndex(isCard);
  if (card >= 0) return parts.toSpliced(card, 1);
  const at = parts.findLastIndex(({ kind }) => kind === "buttons");
  const last = parts[at];
  if (last?.kind !== "buttons") return parts.slice(0, -1);
  const fewer = last.buttons.slice(0, -1);
  return parts.toSpliced(at, 1, ...(fewer.length > 0 ? [{ ...last, buttons: fewer }] : []));
}

function isCard(part: Part): part is Extract<Part, { kind: "card" }> {
  return part.kind === "card";
}

/** Words that follow each other share one text display; a card with a button is a section. */
function compose(all: readonly DrawnPart[], key: string | undefined): APIMessageTopLevelComponent[] {
  const draw = buttonDrawer(key);
  const components: APIMessageTopLevelComponent[] = [];
  let lines: string[] = [];
  const flush = () => {
    if (lines.length > 0) components.push(textDisplay(lines.join("\n")));
    lines = [];
  };
  for (const { part, words } of all) {
    const buttons = part.kind === "words" ? [] : part.buttons.map(draw).filter((button) => button !== undefined);
    const [accessory, ...others] = buttons;
    const isSection = part.kind === "card" && accessory !== undefined && words.trim() !== "";
    if (words.trim() !== "" && !isSection) lines.push(words);
    if (accessory === undefined) continue;
    flush();
    if (isSection) components.push({ type: types.section, components: [textDisplay(words)], accessory });
    components.push(...rows(isSection ? others : buttons));
  }
  flush();
  return components;
}

function textDisplay(content: string): APITextDisplayComponent {
  return { type: types.text, content };
}

function countComponents(components: readonly APIMessageTopLevelComponent[]): number {
  return components.reduce((sum, component) => {
    const inner = "components" in component ? component.components.length : 0;
    return sum + 1 + inner + ("accessory" in component ? 1 : 0);
  }, 0);
}

function countCharacters(components: readonly APIMessageTopLevelComponent[]): number {
  const texts = components.flatMap((component) => ("accessory" in component ? component.components : [component]));
  return texts.reduce((sum, component) => sum + ("content" in component ? component.content.length : 0), 0);
}

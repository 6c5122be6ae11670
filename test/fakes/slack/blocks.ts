import { accessory, actionElement, image, imageFields, inputElement, plainText, textObject } from "./elements.ts";
import { Refusal } from "./refusal.ts";
import { richTextElement } from "./rich-text.ts";
import {
  boolean,
  both,
  isFields,
  list,
  object,
  oneOf,
  problems,
  string,
  typed,
  type Fields,
  type Report,
  type Shape,
} from "./shape.ts";

/**
 * Stricter than any refusal reported (11,341 characters of text in slackapi/bolt-js#2867, 13,298 in #2509): the real
 * limit counts containers too and is written nowhere.
 */
const TEXT_IN_ALL_BLOCKS = 10_000;
const MARKDOWN_IN_ALL_BLOCKS = 12_000;

const anything: Shape = () => undefined;

/** The blocks of a message; throws what chat.postMessage answers to wrong ones. */
export function messageBlocks(value: unknown): readonly Fields[] {
  if (!Array.isArray(value)) throw new Refusal("invalid_blocks_format");
  const found = problems(both(list(messageBlock, { min: 0, max: 50 }), acrossBlocks), value, "/blocks");
  if (found.length > 0) throw new Refusal("invalid_blocks", { messages: found });
  return value.filter(isFields);
}

/** Throws where the blocks of one post hold more text than Slack takes; response URLs do not have this limit. */
export function checkTotalText(blocks: readonly Fields[]): void {
  if (lengthOfTexts(blocks) > TEXT_IN_ALL_BLOCKS) throw new Refusal("msg_blocks_too_long");
}

function lengthOfTexts(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, entry) => sum + lengthOfTexts(entry), 0);
  if (!isFields(value)) return 0;
  return Object.entries(value).reduce(
    (sum, [name, field]) => sum + (name === "text" && typeof field === "string" ? field.length : lengthOfTexts(field)),
    0,
  );
}

function block(required: Readonly<Record<string, Shape>>, optional: Readonly<Record<string, Shape>> = {}): Shape {
  return object({ type: anything, ...required }, { block_id: string({ max: 255 }), ...optional });
}

const textOrFields: Shape = (value, pointer, report) => {
  if (isFields(value) && value["text"] === undefined && value["fields"] === undefined) {
    report(pointer, "must provide one of: text, fields");
  }
};

const richText = block({ elements: list(richTextElement, {}) });

const everywhere = {
  actions: block({ elements: list(actionElement, { max: 25 }) }),
  context: block({
    elements: list(
      (value, pointer, report) =>
        (isFields(value) && value["type"] === "image" ? image : textObject(3000))(value, pointer, report),
      { max: 10 },
    ),
  }),
  divider: block({}),
  header: block({ text: plainText(150) }),
  image: block(imageFields, { title: plainText(2000) }),
  input: block(
    { label: plainText(2000), element: inputElement },
    { hint: plainText(2000), optional: boolean, dispatch_action: boolean },
  ),
  rich_text: richText,
  section: both(
    block({}, { text: textObject(3000), fields: list(textObject(2000), { max: 10 }), accessory, expand: boolean }),
    textOrFields,
  ),
};

const cell = typed({ raw_text: object({ type: anything, text: string({}) }, {}), rich_text: richText });
const column = object({}, { align: oneOf("left", "center", "right"), is_wrapped: boolean });

const messageBlock = typed({
  ...everywhere,
  markdown: block({ text: string({ max: MARKDOWN_IN_ALL_BLOCKS }) }),
  table: block({ rows: list(list(cell, { max: 20 }), { max: 100 }) }, { column_settings: list(column, { max: 20 }) }),
});

/** Every id once, and the sum of all markdown. Also for the blocks of a view. */
export const acrossBlocks: Shape = (value, pointer, report) => {
  if (!Array.isArray(value)) return;
  const blocks = value.map((entry: unknown) => (isFields(entry) ? entry : {}));
  repeated(
    blocks,
    (entry) => entry["block_id"],
    (at, id) => report(`${pointer}/${at}/block_id`, `block_id "${id}" already exists`),
  );
  blocks.forEach((entry, at) => uniqueActions(entry, `${pointer}/${at}`, report));
  const markdown = blocks.filter((entry) => entry["type"] === "markdown");
  if (markdown.length > 1 && lengthOfTexts(markdown) > MARKDOWN_IN_ALL_BLOCKS) {
    report(pointer, `all markdown must be less than ${MARKDOWN_IN_ALL_BLOCKS + 1} characters`);
  }
};

function uniqueActions(parent: Fields, pointer: string, report: Report): void {
  if (parent["type"] !== "actions" || !Array.isArray(parent["elements"])) return;
  const elements = parent["elements"].map((entry: unknown) => (isFields(entry) ? entry : {}));
  repeated(
    elements,
    (entry) => entry["action_id"],
    (at, id) => report(`${pointer}/elements/${at}/action_id`, `action_id "${id}" already exists for another element`),
  );
}

function repeated(
  entries: readonly Fields[],
  idOf: (entry: Fields) => unknown,
  found: (at: number, id: string) => void,
): void {
  const seen = new Set<string>();
  entries.forEach((entry, at) => {
    const id = idOf(entry);
    if (typeof id !== "string") return;
    if (seen.has(id)) found(at, id);
    seen.add(id);
  });
}

/** A block of a modal or of the Home tab. */
export const viewBlock: Shape = typed(everywhere);

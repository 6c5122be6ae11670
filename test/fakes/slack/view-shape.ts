import { acrossBlocks, viewBlock } from "./blocks.ts";
import { plainText } from "./elements.ts";
import { Refusal } from "./refusal.ts";
import { boolean, both, isFields, list, object, problems, string, typed, type Fields, type Shape } from "./shape.ts";

const VIEW_BYTES = 250_000;

const anything: Shape = () => undefined;
const blocks = both(list(viewBlock, { min: 0, max: 100 }), acrossBlocks);
const common = {
  private_metadata: string({ min: 0, max: 3000 }),
  callback_id: string({ min: 0, max: 255 }),
  external_id: string({ min: 0, max: 255 }),
};

const submitWithInput: Shape = (value, pointer, report) => {
  if (!isFields(value) || value["submit"] !== undefined || !Array.isArray(value["blocks"])) return;
  const hasInput = value["blocks"].some((block: unknown) => isFields(block) && block["type"] === "input");
  if (hasInput) report(pointer, "missing required field: submit");
};

const modal = object(
  { type: anything, title: plainText(24), blocks },
  { ...common, close: plainText(24), submit: plainText(24), clear_on_close: boolean, notify_on_close: boolean },
);

/** A modal or Home tab as views.* takes it; throws what they answer to a wrong one. */
export function checkedView(value: unknown, type: "modal" | "home"): Fields {
  const kinds =
    type === "modal" ? { modal: both(modal, submitWithInput) } : { home: object({ type: anything, blocks }, common) };
  if (Buffer.byteLength(JSON.stringify(value ?? null)) > VIEW_BYTES) throw new Refusal("view_too_large");
  const found = problems(typed(kinds), value, "/view");
  if (found.length > 0 || !isFields(value)) throw new Refusal("invalid_arguments", { messages: found });
  return value;
}

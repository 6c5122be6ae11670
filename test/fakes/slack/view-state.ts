import { isFields, type Fields } from "./shape.ts";

type Values = Readonly<Record<string, string | readonly string[]>>;

/**
 * `view.state.values` of a submitted modal. Throws where Slack's own client would not let it be submitted: a field that
 * is not there, an option that is not offered, a required field left empty.
 */
export function submittedState(blocks: readonly Fields[], values: Values): Fields {
  const inputs = blocks.filter((block) => block["type"] === "input" && isFields(block["element"]));
  const names = new Set(inputs.flatMap((block) => [idOf(block), actionOf(block)]));
  const strange = Object.keys(values).filter((name) => !names.has(name));
  if (strange.length > 0) throw new Error(`the modal has no field named ${strange.join(", ")}`);
  return Object.fromEntries(
    inputs.map((block) => {
      const value = values[actionOf(block)] ?? values[idOf(block)];
      const state = stateOf(elementOf(block), value);
      if (isEmpty(state) && block["optional"] !== true)
        throw new Error(`the field ${actionOf(block)} must be filled in`);
      return [idOf(block), { [actionOf(block)]: state }];
    }),
  );
}

const elementOf = (block: Fields): Fields => (isFields(block["element"]) ? block["element"] : {});
const idOf = (block: Fields): string => String(block["block_id"]);
const actionOf = (block: Fields): string => String(elementOf(block)["action_id"]);

function stateOf(element: Fields, value: string | readonly string[] | undefined): Fields {
  const type = String(element["type"]);
  const one = typeof value === "string" ? value : value?.[0];
  switch (type) {
    case "static_select":
    case "radio_buttons":
      return { type, selected_option: chosen(element, one) ?? element["initial_option"] ?? null };
    case "external_select":
      return { type, selected_option: one === undefined ? (element["initial_option"] ?? null) : plainOption(one) };
    case "checkboxes": {
      const several = value === undefined ? undefined : [value].flat().map((each) => chosen(element, each));
      return { type, selected_options: several ?? element["initial_options"] ?? [] };
    }
    case "datepicker":
      return { type, selected_date: one ?? element["initial_date"] ?? null };
    case "timepicker":
      return { type, selected_time: one ?? element["initial_time"] ?? null };
    case "conversations_select":
      return { type, selected_conversation: one ?? element["initial_conversation"] ?? null };
    default:
      return { type, value: one ?? element["initial_value"] ?? null };
  }
}

const isEmpty = ({ type: _type, ...state }: Fields): boolean =>
  Object.values(state).every((value) => value === null || value === "" || (Array.isArray(value) && value.length === 0));

const plainOption = (value: string): Fields => ({ text: { type: "plain_text", text: value, emoji: true }, value });

function chosen(element: Fields, value: string | undefined): Fields | undefined {
  if (value === undefined) return undefined;
  const option = optionsOf(element).find((one) => one["value"] === value);
  if (option === undefined) throw new Error(`${String(element["action_id"])} offers no option ${value}`);
  return option;
}

/** The options of a menu. */
export function optionsOf(element: Fields): readonly Fields[] {
  return Array.isArray(element["options"]) ? element["options"].filter(isFields) : [];
}

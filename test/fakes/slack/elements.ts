import { address, boolean, integer, list, object, oneOf, string, typed, type Shape } from "./shape.ts";

const anything: Shape = () => undefined;

/** {type: "plain_text", text}, of 1 to `max` characters. */
export function plainText(max: number): Shape {
  return typed({ plain_text: object({ type: anything, text: string({ max }) }, { emoji: boolean }) });
}

/** plain_text or mrkdwn, of 1 to `max` characters. */
export function textObject(max: number): Shape {
  return typed({
    plain_text: object({ type: anything, text: string({ max }) }, { emoji: boolean }),
    mrkdwn: object({ type: anything, text: string({ max }) }, { verbatim: boolean }),
  });
}

const colour = oneOf("primary", "danger");

const confirm = object(
  { text: textObject(300) },
  { title: plainText(100), confirm: plainText(30), deny: plainText(30), style: colour },
);

const option = (text: Shape): Shape => object({ text, value: string({ max: 75 }) }, {});
const plainOption = option(plainText(75));
const richOption = option(textObject(75));

const placeholder = plainText(150);

function interactive(
  required: Readonly<Record<string, Shape>>,
  optional: Readonly<Record<string, Shape>> = {},
  { confirmable = true }: { confirmable?: boolean } = {},
): Shape {
  const always = { action_id: string({ max: 255 }), ...(confirmable ? { confirm } : {}) };
  return object({ type: anything, ...required }, { ...always, ...optional });
}

const input = (required: Readonly<Record<string, Shape>>, optional: Readonly<Record<string, Shape>> = {}): Shape =>
  interactive(required, { placeholder, focus_on_load: boolean, ...optional }, { confirmable: false });

const menu = { placeholder, focus_on_load: boolean };
const length = integer({ max: 3000 });

const button: Shape = interactive(
  { text: plainText(75) },
  {
    value: string({ max: 2000 }),
    url: address,
    style: colour,
    accessibility_label: string({ max: 75 }),
  },
);

/** What an image has, as a block or beside text. */
export const imageFields = { alt_text: string({ max: 2000 }), image_url: address };

export const image: Shape = object({ type: anything, ...imageFields }, {});

const menus = {
  static_select: interactive({ options: list(plainOption, { max: 100 }) }, { ...menu, initial_option: plainOption }),
  external_select: interactive({}, { ...menu, initial_option: plainOption, min_query_length: integer({}) }),
  conversations_select: interactive(
    {},
    {
      ...menu,
      initial_conversation: string({}),
      default_to_current_conversation: boolean,
      response_url_enabled: boolean,
    },
  ),
  radio_buttons: interactive(
    { options: list(richOption, { max: 10 }) },
    { initial_option: richOption, focus_on_load: boolean },
  ),
  checkboxes: interactive(
    { options: list(richOption, { max: 10 }) },
    { initial_options: list(richOption, {}), focus_on_load: boolean },
  ),
  datepicker: interactive({}, { ...menu, initial_date: string({ pattern: /^\d{4}-\d\d-\d\d$/ }) }),
  timepicker: interactive({}, { ...menu, initial_time: string({ pattern: /^\d\d:\d\d$/ }), timezone: string({}) }),
};

const overflow = interactive({ options: list(plainOption, { max: 5 }) });

/** What an actions block may hold, of what the fake knows. */
export const actionElement: Shape = typed({ button, overflow, ...menus });

/** What may stand beside a section's text, of what the fake knows. */
export const accessory: Shape = typed({ button, image, overflow, ...menus });

/** What an input block may hold, of what the fake knows. */
export const inputElement: Shape = typed({
  ...menus,
  plain_text_input: input(
    {},
    { initial_value: string({ min: 0 }), multiline: boolean, min_length: length, max_length: length },
  ),
  number_input: input(
    { is_decimal_allowed: boolean },
    { initial_value: string({}), min_value: string({}), max_value: string({}) },
  ),
  email_text_input: input({}, { initial_value: string({}) }),
  url_text_input: input({}, { initial_value: string({}) }),
});

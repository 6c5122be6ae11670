import { address, boolean, integer, list, object, oneOf, string, typed, type Shape } from "./shape.ts";

const anything: Shape = () => undefined;
const style = object({}, { bold: boolean, italic: boolean, strike: boolean, code: boolean, underline: boolean });

function inline(required: Readonly<Record<string, Shape>>, optional: Readonly<Record<string, Shape>> = {}): Shape {
  return object({ type: anything, ...required }, { style, ...optional });
}

const text = inline({ text: string({}) });
const link = inline({ url: address }, { text: string({}), unsafe: boolean });

const inlines = typed({
  text,
  link,
  emoji: inline({ name: string({ pattern: /^[^:\s]+$/ }) }, { unicode: string({}), url: string({}) }),
  user: inline({ user_id: string({ pattern: /^[UW]/ }) }),
  usergroup: inline({ usergroup_id: string({ pattern: /^S/ }) }),
  team: inline({ team_id: string({ pattern: /^T/ }) }),
  channel: inline({ channel_id: string({ pattern: /^[CGD]/ }) }),
  broadcast: inline({ range: oneOf("here", "channel", "everyone") }),
  color: inline({ value: string({ pattern: /^#[0-9a-f]{6}$/i }) }),
  date: inline({ timestamp: integer({}), format: string({}) }, { url: string({}), fallback: string({}) }),
});

const border = oneOf(0, 1);
const section = object({ type: anything, elements: list(inlines, {}) }, {});

/** What a rich_text block's `elements` may hold. */
export const richTextElement: Shape = typed({
  rich_text_section: section,
  rich_text_quote: object({ type: anything, elements: list(inlines, {}) }, { border }),
  rich_text_preformatted: object({ type: anything, elements: list(typed({ text, link }), {}) }, { border }),
  rich_text_list: object(
    {
      type: anything,
      style: oneOf("bullet", "ordered"),
      elements: list(typed({ rich_text_section: section }), {}),
    },
    { indent: integer({ max: 8 }), border, offset: integer({}) },
  ),
});

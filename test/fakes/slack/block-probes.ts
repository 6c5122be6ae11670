import type { blockRefusals } from "./block-refusals.ts";
import type { Fields } from "./index.ts";
import { send, type Answer, type Probe, type Setting } from "./probe.ts";

const text = (length: number): string => "x".repeat(length);
const plain = (length: number): Fields => ({ type: "plain_text", text: text(length) });
const mrkdwn = (length: number): Fields => ({ type: "mrkdwn", text: text(length) });
const many = (count: number, one: (at: number) => unknown): unknown[] =>
  Array.from({ length: count }, (_, at) => one(at));
const address = (length: number): string => `https://a.test/${text(length - 15)}`;

const post = (setting: Setting, ...blocks: unknown[]): Promise<Answer> => setting.post({ text: "fallback", blocks });

/** Refused: these blocks. */
const no = (...blocks: unknown[]): Probe => ({ refused: (setting) => post(setting, ...blocks) });

/** Refused: one more than `most`; accepted: `most`. */
const limit = (most: number, ...blocks: ((count: number) => Fields)[]): Probe => ({
  refused: (setting) => post(setting, ...blocks.map((block) => block(most + 1))),
  within: (setting) => post(setting, ...blocks.map((block) => block(most))),
});

const section = (fields: Fields): Fields => ({ type: "section", ...fields });
const actions = (...elements: unknown[]): Fields => ({ type: "actions", elements });
const button = (fields: Fields = {}): Fields => ({ type: "button", text: plain(4), ...fields });
const option = (at: unknown): Fields => ({ text: plain(4), value: String(at) });
const menu = (fields: Fields): Fields => actions({ type: "static_select", ...fields });
const image = (fields: Fields): Fields => ({ type: "image", image_url: address(30), alt_text: "a", ...fields });
const input = (fields: Fields = {}): Fields => ({
  ...{ type: "input", label: plain(4), element: { type: "plain_text_input", action_id: "a" } },
  ...fields,
});
const table = (rows: number, cells: number): Fields => ({
  type: "table",
  rows: many(rows, () => many(cells, () => ({ type: "raw_text", text: "x" }))),
});
const rich = (...elements: unknown[]): Fields => ({ type: "rich_text", elements });
const line = (...elements: unknown[]): Fields => rich({ type: "rich_text_section", elements });
const words = (fields: Fields = {}): Fields => ({ type: "text", text: "x", ...fields });
const list = (fields: Fields): Fields => {
  const item = { type: "rich_text_section", elements: [words()] };
  return rich({ type: "rich_text_list", style: "bullet", elements: [item], ...fields });
};

const home = (setting: Setting, view: Fields): Promise<Answer> =>
  setting.call("views.publish", { user_id: setting.user.id, view: { type: "home", blocks: [], ...view } });

/** Opens a modal with the trigger of a fresh command. */
export async function modal(setting: Setting, view: Fields): Promise<Answer> {
  const { user, channel, slack } = setting;
  const { payload } = slack.slash("x", { user, channel }).envelopes[0] ?? {};
  const complete = { type: "modal", title: plain(4), blocks: [], ...view };
  return setting.call("views.open", { trigger_id: payload?.["trigger_id"], view: complete });
}

const viewLimit = (most: number, view: (count: number) => Fields): Probe => ({
  refused: (setting) => modal(setting, view(most + 1)),
  within: (setting) => modal(setting, view(most)),
});

export const blockProbes: Readonly<Record<(typeof blockRefusals)[number]["id"], Probe>> = {
  "message blocks": {
    refused: (setting) => post(setting, ...many(51, () => ({ type: "divider" }))),
    within: (setting) => post(setting, ...many(50, () => ({ type: "divider" }))),
  },
  "section text": limit(3000, (count) => section({ text: mrkdwn(count) })),
  "section text empty": no(section({ text: mrkdwn(0) })),
  "section nothing": no(section({})),
  "section fields": limit(10, (count) => section({ fields: many(count, () => plain(1)) })),
  "section field text": limit(2000, (count) => section({ fields: [mrkdwn(count)] })),
  "header text": limit(150, (count) => ({ type: "header", text: plain(count) })),
  "header mrkdwn": no({ type: "header", text: mrkdwn(4) }),
  "context elements": limit(10, (count) => ({ type: "context", elements: many(count, () => plain(1)) })),
  "context text": limit(3000, (count) => ({ type: "context", elements: [mrkdwn(count)] })),
  "context empty": no({ type: "context", elements: [] }),
  "context mixed": no({ type: "context", elements: [button()] }),
  "actions elements": limit(25, (count) => actions(...many(count, () => button()))),
  "actions empty": no(actions()),
  "button text": limit(75, (count) => actions(button({ text: plain(count) }))),
  "button text missing": no(actions({ type: "button", value: "x" })),
  "button text mrkdwn": no(actions(button({ text: mrkdwn(4) }))),
  "button value": limit(2000, (count) => actions(button({ value: text(count) }))),
  "button url": limit(3000, (count) => actions(button({ url: address(count) }))),
  "button url not web": no(actions(button({ url: "javascript:alert(1)" }))),
  "button style": no(actions(button({ style: "default" }))),
  "button accessibility": limit(75, (count) => actions(button({ accessibility_label: text(count) }))),
  "block id": limit(255, (count) => ({ type: "divider", block_id: text(count) })),
  "block id twice": no({ type: "divider", block_id: "same" }, { type: "divider", block_id: "same" }),
  "action id": limit(255, (count) => actions(button({ action_id: text(count) }))),
  "action id twice": {
    refused: (setting) => post(setting, actions(button({ action_id: "same" }), button({ action_id: "same" }))),
    within: (setting) => post(setting, actions(button({ action_id: "same" })), actions(button({ action_id: "same" }))),
  },
  "select options": limit(100, (count) => menu({ options: many(count, option) })),
  "select nothing": no(menu({})),
  "overflow options": limit(5, (count) => actions({ type: "overflow", options: many(count, option) })),
  "checkbox options": limit(10, (count) => actions({ type: "checkboxes", options: many(count, option) })),
  "radio options": limit(10, (count) => actions({ type: "radio_buttons", options: many(count, option) })),
  "option text": limit(75, (count) => menu({ options: [{ text: plain(count), value: "x" }] })),
  "radio option text": limit(75, (count) =>
    actions({ type: "radio_buttons", options: [{ text: mrkdwn(count), value: "x" }] }),
  ),
  "option value": limit(75, (count) => menu({ options: [{ text: plain(1), value: text(count) }] })),
  placeholder: limit(150, (count) => menu({ options: [option(1)], placeholder: plain(count) })),
  "confirm title": limit(100, (count) => actions(button({ confirm: { title: plain(count), text: plain(4) } }))),
  "confirm text": limit(300, (count) => actions(button({ confirm: { text: mrkdwn(count) } }))),
  "confirm button": limit(30, (count) => actions(button({ confirm: { text: plain(4), confirm: plain(count) } }))),
  "deny button": limit(30, (count) => actions(button({ confirm: { text: plain(4), deny: plain(count) } }))),
  "image alt": limit(2000, (count) => image({ alt_text: text(count) })),
  "image alt missing": no({ type: "image", image_url: address(30) }),
  "image title": limit(2000, (count) => image({ title: plain(count) })),
  "image url": limit(3000, (count) => image({ image_url: address(count) })),
  "input label": limit(2000, (count) => input({ label: plain(count) })),
  "input hint": limit(2000, (count) => input({ hint: plain(count) })),
  "input length": limit(3000, (count) => input({ element: { type: "plain_text_input", max_length: count } })),
  // By response URL: posted, so much markdown would already be too much text.
  "markdown text": markdown([12_001], [12_000]),
  "markdown sum": markdown([6000, 6001], [6000, 6000]),
  "all text": {
    refused: (setting) => post(setting, ...many(4, () => section({ text: plain(2500) })), line(words())),
    within: (setting) => post(setting, ...many(4, () => section({ text: plain(2500) }))),
  },
  "table rows": limit(100, (count) => table(count, 1)),
  "table cells": limit(20, (count) => table(1, count)),
  "table columns": limit(20, (count) => ({ ...table(1, 1), column_settings: many(count, () => ({ align: "left" })) })),
  "unknown block": no({ type: "paragraph", text: plain(4) }),
  "unknown element": no(actions({ type: "plain_text_input", action_id: "a" })),
  "unknown field": no(section({ text: plain(4), color: "red" })),
  "rich text element": no(rich(words())),
  "rich text inline": no(line({ type: "bold", text: "x" })),
  "rich text style": {
    refused: (setting) => post(setting, line(words({ style: { highlight: true } }))),
    within: (setting) => post(setting, line(words({ style: { bold: true, code: true } }))),
  },
  "rich text list style": no(list({ style: "dashed" })),
  "rich text list item": no(list({ elements: [words()] })),
  "rich text indent": limit(8, (count) => list({ indent: count })),
  "rich text preformatted": no(rich({ type: "rich_text_preformatted", elements: [{ type: "emoji", name: "x" }] })),
  "rich text broadcast": no(line({ type: "broadcast", range: "all" })),
  "rich text empty": no(line(words({ text: "" }))),
  "rich text nothing": no(line()),
  "rich text link": {
    refused: (setting) => post(setting, line({ type: "link", url: "not a url" })),
    within: (setting) => post(setting, line({ type: "link", url: "https://arxiv.org/abs/2106.09685", text: "x" })),
  },
  "view blocks": viewLimit(100, (count) => ({ blocks: many(count, () => ({ type: "divider" })) })),
  "view title": viewLimit(24, (count) => ({ title: plain(count) })),
  "view title missing": { refused: (setting) => modal(setting, { title: undefined }) },
  "view submit": viewLimit(24, (count) => ({ submit: plain(count) })),
  "view submit missing": {
    refused: (setting) => modal(setting, { blocks: [input()] }),
    within: (setting) => modal(setting, { blocks: [input()], submit: plain(4) }),
  },
  "view close": viewLimit(24, (count) => ({ close: plain(count) })),
  "view private_metadata": viewLimit(3000, (count) => ({ private_metadata: text(count) })),
  "view callback_id": viewLimit(255, (count) => ({ callback_id: text(count) })),
  "view external_id": viewLimit(255, (count) => ({ external_id: text(count) })),
  "view markdown": { refused: (setting) => modal(setting, { blocks: [{ type: "markdown", text: "x" }] }) },
  "home title": {
    refused: (setting) => home(setting, { title: plain(4) }),
    within: (setting) => home(setting, {}),
  },
};

function markdown(refused: readonly number[], within: readonly number[]): Probe {
  const by = async ({ slack, user, channel }: Setting, lengths: readonly number[]): Promise<Answer> => {
    const { payload } = slack.slash("x", { user, channel }).envelopes[0] ?? {};
    const blocks = lengths.map((length) => ({ type: "markdown", text: text(length) }));
    return send(payload?.["response_url"], { blocks });
  };
  return { refused: (setting) => by(setting, refused), within: (setting) => by(setting, within) };
}

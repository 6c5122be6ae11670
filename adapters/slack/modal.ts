import type { types } from "@slack/bolt";
import { z } from "zod";
import { cut, type Field, type Form } from "#src/platform/index.ts";
import type { Block, Reply } from "#src/reply/index.ts";
import { hintAtMost, labelAtMost, modalTitleAtMost, optionsAtMost, textInputAtMost } from "./limits.ts";
import { render } from "./render.ts";
import { channelOf, type Asked, type Connected } from "./requests.ts";

/** By which its submission is known as ours. */
export const formModal = "form";
const previewButton = "preview";
/** Of the one element of each input; the block has the field's name. */
const inputElement = "value";

/** Where a form was opened: its answer goes there. Slack keeps it in the modal and gives it back. */
const originSchema = z.object({
  command: z.string(),
  channel: z.string(),
  responseUrl: z.string(),
  threadTs: z.string().optional(),
});
export type Origin = z.infer<typeof originSchema>;

/** A form as a modal, from the declaration of its command. */
export function modal(form: Form, origin: Omit<Origin, "command">): types.ModalView {
  const preview: types.ActionsBlock = {
    type: "actions",
    block_id: previewButton,
    elements: [{ type: "button", action_id: previewButton, text: plainText("Preview") }],
  };
  return {
    type: "modal",
    callback_id: formModal,
    private_metadata: JSON.stringify({ command: form.command, ...origin } satisfies Origin),
    title: plainText(cut(form.title, modalTitleAtMost)),
    submit: plainText("Save"),
    close: plainText("Cancel"),
    blocks: [...form.fields.map(inputBlock), ...(form.previews ? [preview] : [])],
  };
}

function inputBlock({ name, label, summary, required, widget, value }: Field): types.InputBlock {
  return {
    type: "input",
    block_id: name,
    label: plainText(cut(label, hintAtMost)),
    ...(summary === "" ? {} : { hint: plainText(cut(summary, hintAtMost)) }),
    optional: !required,
    element: element(widget, value),
  };
}

function element(widget: Field["widget"], value: string | undefined): types.InputBlockElement {
  const begins = value === undefined ? {} : { initial_value: value };
  switch (widget.kind) {
    case "choice": {
      const options = widget.choices.slice(0, optionsAtMost).map((choice) => ({
        text: plainText(cut(choice.name, labelAtMost)),
        value: choice.value,
      }));
      const initial = options.find((option) => option.value === value);
      return {
        type: "static_select",
        action_id: inputElement,
        options,
        ...(initial === undefined ? {} : { initial_option: initial }),
      };
    }
    case "number":
      return {
        type: "number_input",
        action_id: inputElement,
        is_decimal_allowed: false,
        min_value: String(widget.min),
        max_value: String(widget.max),
        ...begins,
      };
    case "text":
      return {
        type: "plain_text_input",
        action_id: inputElement,
        max_length: Math.min(widget.maxLength, textInputAtMost),
        ...begins,
      };
    case "paper":
      return { type: "plain_text_input", action_id: inputElement, ...begins };
  }
}

const state = z.object({
  values: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        value: z.string().nullish(),
        selected_option: z.object({ value: z.string() }).nullish(),
      }),
    ),
  ),
});
const view = z.object({
  id: z.string(),
  hash: z.string(),
  private_metadata: z.string(),
  title: z.record(z.string(), z.unknown()),
  submit: z.record(z.string(), z.unknown()),
  close: z.record(z.string(), z.unknown()),
  blocks: z.array(z.record(z.string(), z.unknown())),
  state,
});
const filled = z.object({
  user: z.object({ id: z.string(), username: z.string().optional(), name: z.string().optional() }),
  trigger_id: z.string(),
  view,
});

/** What was filled in, as a call of the form's command in the channel where the form was opened. */
export function fromSubmission(body: unknown, connected: Connected): Asked {
  const { user, trigger_id: id, view } = filled.parse(body);
  const { command, channel, responseUrl, threadTs } = originOf(view.private_metadata);
  const args: Record<string, string> = {};
  for (const [name, elements] of Object.entries(view.state.values)) {
    const { value, selected_option: option } = elements[inputElement] ?? {};
    const given = option?.value ?? value;
    if (given !== undefined && given !== null) args[name] = given;
  }
  return {
    request: {
      id,
      actor: connected.actorOf(user.id, user.username ?? user.name ?? user.id, channelOf(channel, connected)),
      channel: channelOf(channel, connected),
      visibility: "private",
      input: { command, args },
    },
    destination: { kind: "private", channel, user: user.id, responseUrl, threadTs, replace: false },
  };
}

/** A pressed Preview: the same call, which then only tells what it would do. Undefined for a button of a message. */
export function fromPreview(body: unknown, connected: Connected): Asked | undefined {
  if (!inView.safeParse(body).success) return undefined;
  const asked = fromSubmission(body, connected);
  const { input } = asked.request;
  if (!("command" in input)) return undefined;
  return { ...asked, request: { ...asked.request, input: { ...input, args: { ...input.args, preview: "yes" } } } };
}

const inView = z.object({ container: z.object({ type: z.literal("view") }) });

/** The modal again, with a preview below what is filled in, which Slack keeps. What `views.update` takes. */
export function withPreview(body: unknown, reply: Reply): Readonly<Record<string, unknown>> {
  const { view } = filled.parse(body);
  const end = view.blocks.findIndex(({ block_id }) => block_id === previewButton) + 1;
  const { title, submit, close, private_metadata } = view;
  const blocks = [...view.blocks.slice(0, end), ...render(withoutButtons(reply)).blocks];
  return {
    view_id: view.id,
    hash: view.hash,
    view: { type: "modal", callback_id: formModal, private_metadata, title, submit, close, blocks },
  };
}

/** A modal's buttons are not a message's. */
function withoutButtons(reply: Reply): Reply {
  const blocks = reply.blocks.flatMap((block): Block[] => {
    if (block.kind === "buttons") return [];
    return block.kind === "papers"
      ? [{ ...block, cards: block.cards.map((card) => ({ ...card, buttons: [] })) }]
      : [block];
  });
  return { ...reply, blocks };
}

function originOf(metadata: string): Origin {
  return originSchema.parse(JSON.parse(metadata));
}

function plainText(words: string): types.PlainTextElement {
  return { type: "plain_text", text: words, emoji: false };
}

import type {
  APIComponentInLabel,
  APILabelComponent,
  APIModalInteractionResponseCallbackData,
  ModalSubmitInteraction,
} from "discord.js";
import { cut, visible, type Field, type Form, type Request } from "#src/platform/index.ts";
import type { Json } from "#src/reply/index.ts";
import * as limits from "./limits.ts";
import { askedBy } from "./requests.ts";

/** Component types and the style of a text field of one line [components/reference]. */
const types = { select: 3, text: 4, label: 18 } as const;
const oneLine = 1;

const prefix = "form:";

/**
 * A form as a modal, from the declaration of its command. Fields that have no room are left as they are, and the last one
 * that has room names them.
 */
export function modal({ command, title, fields }: Form): APIModalInteractionResponseCallbackData {
  return {
    custom_id: prefix + command,
    title: cut(visible(title), limits.modalTitle) || "…",
    components: fields.slice(0, limits.modalFields).map((field, at) => {
      const others = at === limits.modalFields - 1 ? fields.slice(limits.modalFields) : [];
      return labelled(
        field,
        others.length === 0 ? "" : `. Only by typing: ${others.map(({ label }) => label).join(", ")}`,
      );
    }),
  };
}

function labelled(field: Field, more: string): APILabelComponent {
  const description = cut(visible(field.summary), limits.description - more.length) + more;
  return {
    type: types.label,
    label: cut(visible(field.label), limits.modalTitle) || "…",
    ...(description === "" ? {} : { description }),
    component: input(field),
  };
}

function input({ name, required, widget, value }: Field): APIComponentInLabel {
  if (widget.kind === "choice" && widget.choices.length <= limits.choices) {
    const options = widget.choices.map((choice) => ({
      label: cut(visible(choice.name), limits.choiceText) || "…",
      value: choice.value,
      default: choice.value === value,
    }));
    return { type: types.select, custom_id: name, required, options };
  }
  const room = Math.min(widget.kind === "text" ? widget.maxLength : limits.choiceText, limits.modalText);
  return {
    type: types.text,
    custom_id: name,
    style: oneLine,
    required,
    max_length: room,
    ...(value === undefined || value === "" ? {} : { value: cut(value, room) }),
  };
}

/** What was filled in, as a call of the form's command: who sent it and where is the event's. */
export function submittedRequest(interaction: ModalSubmitInteraction): Request {
  const args: Record<string, Json> = {};
  for (const [name, field] of interaction.fields.fields) {
    const value = "values" in field ? field.values[0] : "value" in field ? field.value : undefined;
    if (typeof value === "string" && value !== "") args[name] = value;
  }
  const command = interaction.customId.slice(prefix.length);
  return { ...askedBy(interaction), id: interaction.id, visibility: "private", input: { command, args } };
}

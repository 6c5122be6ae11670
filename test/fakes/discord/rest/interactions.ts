import type { Interaction } from "../interactions.ts";
import { composed, publish, remove, revise, show } from "../messages.ts";
import type { Parts } from "../parts.ts";
import { messagePayload } from "../payloads.ts";
import { Refusal } from "../refusal.ts";
import { callbackForm, checkCallback, CALLBACKS, type CallbackForm } from "../rules/callback.ts";
import { checkedContent, messageForm, type MessageForm } from "../rules/message.ts";
import { FLAGS, type Message } from "../wire.ts";
import type { Stored } from "../world.ts";
import { NOTHING, ok, type Answer, type Handler, type RestRequest } from "./request.ts";

/** Answers to interactions: the token in the path is the permission, no channel permission is asked for. */
export const interactionRoutes = {
  "POST /interactions/{interaction_id}/{interaction_token}/callback": (parts, request) => {
    const interaction = parts.interactions.toAnswer(
      request.param("interaction_id"),
      request.param("interaction_token"),
    );
    const form = request.form(callbackForm);
    checkCallback(form, { type: interaction.type, hasMessage: interaction.source !== undefined });
    const message = answer(parts, interaction, form);
    interaction.answeredBy = form.type;
    if (request.query.get("with_response") !== "true") return NOTHING;
    return ok(callbackResponse(parts, interaction, form.type, message));
  },

  "GET /webhooks/{webhook_id}/{webhook_token}/messages/@original": (parts, request) =>
    given(parts, original(parts, followed(parts, request)).message),

  "PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original": (parts, request) => {
    const interaction = followed(parts, request);
    return edited(parts, original(parts, interaction), request, interaction);
  },

  "DELETE /webhooks/{webhook_id}/{webhook_token}/messages/@original": (parts, request) => {
    remove(parts, original(parts, followed(parts, request)));
    return NOTHING;
  },

  "POST /webhooks/{webhook_id}/{webhook_token}": (parts, request) => {
    const interaction = followed(parts, request);
    const isThinking = interaction.original && interaction.original.flags & FLAGS.LOADING;
    // The first follow-up after "thinking" takes its place, and its visibility.
    if (isThinking) return edited(parts, original(parts, interaction), request, interaction);
    return given(parts, say(parts, interaction, request.form(messageForm)));
  },

  "PATCH /webhooks/{webhook_id}/{webhook_token}/messages/{message_id}": (parts, request) => {
    const interaction = followed(parts, request);
    return edited(parts, ofInteraction(parts, interaction, request), request, interaction);
  },

  "DELETE /webhooks/{webhook_id}/{webhook_token}/messages/{message_id}": (parts, request) => {
    remove(parts, ofInteraction(parts, followed(parts, request), request));
    return NOTHING;
  },
} satisfies Record<string, Handler>;

function answer(parts: Parts, interaction: Interaction, form: CallbackForm): Message | undefined {
  const { seen } = parts;
  const about = { cause: interaction.id, isEphemeral: true };
  switch (form.type) {
    case CALLBACKS.message:
      return (interaction.original = say(parts, interaction, form.data));
    case CALLBACKS.defer:
      return (interaction.original = think(parts, interaction, form.data?.flags ?? 0));
    case CALLBACKS.deferUpdate:
      seen.emit({ kind: "thinking", ...about });
      return setOriginal(interaction, interaction.source);
    case CALLBACKS.update: {
      const stored = stillThere(parts, interaction, setOriginal(interaction, interaction.source));
      revise(parts, stored, form.data ?? {});
      show(parts, "edit", stored, interaction.id);
      return stored.message;
    }
    case CALLBACKS.choices:
      seen.emit({ kind: "choices", choices: form.data.choices, ...about });
      return undefined;
    case CALLBACKS.modal:
      seen.emit({ kind: "modal", modal: form.data, ...about });
      return undefined;
  }
}

/** A message of the bot in answer to an interaction, for the person alone where the flag says so. */
function say(parts: Parts, interaction: Interaction, form: MessageForm): Message {
  const { world } = parts;
  const { channel } = interaction;
  const content = checkedContent(form);
  const message = composed(world, { channel, author: world.bot, content, form, isInteraction: true, type: 20 });
  publish(parts, { message, cause: interaction.id, ...visibility(interaction, content.flags) });
  return message;
}

function think(parts: Parts, interaction: Interaction, flags: number): Message {
  const { world } = parts;
  const content = { content: "", embeds: [], components: [], flags: flags | FLAGS.LOADING };
  const message = composed(world, {
    channel: interaction.channel,
    author: world.bot,
    content,
    isInteraction: true,
    type: 20,
  });
  publish(parts, { message, cause: interaction.id, ...visibility(interaction, flags) }, { isShown: false });
  parts.seen.emit({ kind: "thinking", cause: interaction.id, isEphemeral: (flags & FLAGS.EPHEMERAL) !== 0 });
  return message;
}

function visibility(interaction: Interaction, flags: number): { visibleTo?: string } {
  return flags & FLAGS.EPHEMERAL ? { visibleTo: interaction.user.id } : {};
}

function followed({ world, interactions }: Parts, request: RestRequest): Interaction {
  if (request.param("webhook_id") !== world.applicationId) throw new Refusal(10015);
  return interactions.toFollow(request.param("webhook_token"));
}

function original(parts: Parts, interaction: Interaction): Stored {
  return stillThere(parts, interaction, interaction.original);
}

function setOriginal(interaction: Interaction, message: Message | undefined): Message | undefined {
  if (message) interaction.original = message;
  return message;
}

function stillThere({ world }: Parts, interaction: Interaction, message: Message | undefined): Stored {
  const stored = message && world.find(interaction.channel.id, message.id);
  if (!stored) throw new Refusal(10008);
  return stored;
}

/** A message that this interaction made, or the one it was pressed on. */
function ofInteraction({ world }: Parts, interaction: Interaction, request: RestRequest): Stored {
  const id = request.param("message_id");
  const stored = world.find(interaction.channel.id, id);
  if (!stored || (stored.cause !== interaction.id && interaction.original?.id !== id)) throw new Refusal(10008);
  return stored;
}

function edited(parts: Parts, stored: Stored, request: RestRequest, interaction: Interaction): Answer {
  const message = revise(parts, stored, request.form(messageForm));
  show(parts, "edit", stored, interaction.id);
  return given(parts, message);
}

function given({ world }: Parts, message: Message): Answer {
  return ok(messagePayload(world, message, { withNonce: true, withContent: true }));
}

function callbackResponse(
  { world }: Parts,
  interaction: Interaction,
  type: number,
  message: Message | undefined,
): object {
  const shown = message && messagePayload(world, message, { withNonce: false, withContent: true });
  return {
    interaction: {
      id: interaction.id,
      type: interaction.type,
      ...(message && {
        response_message_id: message.id,
        response_message_loading: (message.flags & FLAGS.LOADING) !== 0,
        response_message_ephemeral: (message.flags & FLAGS.EPHEMERAL) !== 0,
      }),
    },
    ...(shown && { resource: { type, message: shown } }),
  };
}

import {
  InteractionResponseType,
  MessageFlags,
  Routes,
  type AutocompleteInteraction,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type Guild,
  type Message,
  type ModalSubmitInteraction,
  type REST,
} from "discord.js";
import type { Log } from "#src/log.ts";
import type { Bot, Form, Request } from "#src/platform/index.ts";
import { pressOf, type Press, type Reply } from "#src/reply/index.ts";
import { codeOf, codes, reasonOf } from "./errors.ts";
import { withoutKey } from "./key.ts";
import { modal, submittedRequest } from "./modal.ts";
import { render } from "./render.ts";
import { askedBy, callRequest, mentionsOwnRole, messageRequest, pressRequest } from "./requests.ts";
import { suggestions } from "./suggestions.ts";
import { within } from "#src/time.ts";

interface AnswersOptions {
  readonly bot: Bot;
  readonly botId: string;
  /** For messages: with the token. */
  readonly rest: REST;
  /** For interactions: they carry a token of their own and are outside the bot's global limit. */
  readonly interactions: REST;
  readonly log: Log;
}

const howToMention: Reply = {
  blocks: [
    {
      kind: "notice",
      tone: "info",
      text: [
        "You mentioned my role, so Discord did not show me your words. Choose me under Members or Apps when you type @.",
      ],
    },
  ],
  outcome: "mistake",
  summary: "Choose me under Members or Apps when you type @, not my role.",
};

/** Takes what people do and gives them the bot's answer: acknowledged first, then asked, then answered. */
export interface Answers {
  message(message: Message): Promise<void>;
  call(interaction: ChatInputCommandInteraction): Promise<void>;
  press(interaction: ButtonInteraction): Promise<void>;
  submit(interaction: ModalSubmitInteraction): Promise<void>;
  suggest(interaction: AutocompleteInteraction): Promise<void>;
  /** Posts the welcome where the bot came into a server. */
  welcome(guild: Guild, channel: string, reply: Reply): Promise<void>;
}

type Interaction = ChatInputCommandInteraction | ButtonInteraction | ModalSubmitInteraction | AutocompleteInteraction;

const OTHERS_FIRST_MS = 1_000;
/** Of the 3 s until the first answer is due. */
const FORM_WITHIN_MS = 2_000;

export function createAnswers({ bot, botId, rest, interactions, log }: AnswersOptions): Answers {
  const acknowledging = new Set<Promise<boolean>>();

  /**
   * The first answer, due in 3 s. False where what follows would reach nobody. Resolves when the other first answers
   * that are on their way have left too: a hundred at once would wait behind each other's searches.
   */
  async function acknowledge(interaction: Interaction, body: object): Promise<boolean> {
    const first = sendFirst(interaction, body);
    acknowledging.add(first);
    const isTaken = await first;
    acknowledging.delete(first);
    await within(OTHERS_FIRST_MS, Promise.all(acknowledging), { otherwise: undefined });
    return isTaken;
  }

  async function sendFirst({ id, token }: Interaction, body: object): Promise<boolean> {
    try {
      await twice(() => interactions.post(Routes.interactionCallback(id, token), { body, auth: false }));
      return true;
    } catch (error) {
      log.info({ interaction: id, outcome: reasonOf(error) }, "not acknowledged");
      // Acknowledged before, by a lost first try or by another process: the claim says who answers.
      return codeOf(error) === codes.alreadyAcknowledged;
    }
  }

  /** Undefined where the bot has none, or none in time: a database that is gone is waited for. */
  function formInTime(payload: string, interaction: ButtonInteraction): Promise<Form | undefined> {
    return within(FORM_WITHIN_MS, bot.form(payload, askedBy(interaction)), { otherwise: undefined });
  }

  async function edit({ applicationId, token }: Interaction, reply: Reply): Promise<void> {
    const body = render(reply);
    await twice(() => interactions.patch(Routes.webhookMessage(applicationId, token), { body, auth: false }));
  }

  async function followPrivately({ applicationId, token }: Interaction, reply: Reply): Promise<void> {
    const message = render(reply);
    const body = { ...message, flags: message.flags | MessageFlags.Ephemeral };
    await interactions.post(Routes.webhook(applicationId, token), { body, auth: false });
  }

  return {
    async message(message) {
      const request = messageRequest(message, botId);
      const isMisdirected = request === undefined && !message.author.bot && mentionsOwnRole(message, botId);
      const reply = request === undefined ? undefined : await bot.handle(request);
      if (reply === undefined && !isMisdirected) return;
      const body = { ...render(reply ?? howToMention), nonce: message.id, enforce_nonce: true };
      const path = Routes.channelMessages(message.channelId);
      try {
        const message_reference = { message_id: message.id, fail_if_not_exists: false };
        await twice(() => rest.post(path, { body: { ...body, message_reference } }));
      } catch (error) {
        // A reply needs to read the history; the answer does not.
        if (codeOf(error) !== codes.noHistory) throw error;
        await twice(() => rest.post(path, { body }));
      }
    },

    async call(interaction) {
      if (!(await acknowledge(interaction, thinking.privately))) return;
      const reply = await bot.handle(callRequest(interaction));
      if (reply !== undefined) await edit(interaction, reply);
    },

    async press(interaction) {
      const payload = withoutKey(interaction.customId);
      const isPrivate = interaction.message.flags.has(MessageFlags.Ephemeral);
      // A form must be the first answer; where there is none, the bot tells what to type instead.
      const form = pressOf(payload) === "form" ? await formInTime(payload, interaction) : undefined;
      if (form !== undefined) {
        await sendFirst(interaction, { type: InteractionResponseType.Modal, data: modal(form) });
        return;
      }
      const { body, visibility } = acknowledgement(pressOf(payload), isPrivate);
      if (!(await acknowledge(interaction, body))) return;
      const reply = await bot.handle(pressRequest(interaction, payload, visibility));
      if (reply === undefined) return;
      // An apology never takes the place of the list that the button stands under.
      if (body === update && reply.outcome !== "answered") await followPrivately(interaction, reply);
      else await edit(interaction, reply);
    },

    async submit(interaction) {
      if (!(await acknowledge(interaction, thinking.privately))) return;
      const reply = await bot.handle(submittedRequest(interaction));
      if (reply !== undefined) await edit(interaction, reply);
    },

    async suggest(interaction) {
      const { name, value } = interaction.options.getFocused(true);
      const choices = await suggestions(bot, interaction.options.getSubcommand(), name, value, askedBy(interaction));
      await sendFirst(interaction, {
        type: InteractionResponseType.ApplicationCommandAutocompleteResult,
        data: { choices },
      });
    },

    async welcome(guild, channel, reply) {
      // Two processes of one bot both hear of the new server: the nonce makes it one welcome.
      const body = { ...render(reply), nonce: guild.id, enforce_nonce: true };
      await twice(() => rest.post(Routes.channelMessages(channel), { body }));
    },
  };
}

/**
 * Once more where the connection broke, as one that Discord closed while idle does. What is sent so is safe to send
 * twice: a first answer, an edit, a message with its nonce.
 */
async function twice(send: () => Promise<unknown>): Promise<void> {
  try {
    await send();
  } catch (error) {
    if (codeOf(error) !== undefined) throw error;
    await send();
  }
}

const thinking = {
  privately: {
    type: InteractionResponseType.DeferredChannelMessageWithSource,
    data: { flags: MessageFlags.Ephemeral },
  },
  publicly: { type: InteractionResponseType.DeferredChannelMessageWithSource },
} as const;
const update = { type: InteractionResponseType.DeferredMessageUpdate } as const;

/** How a press is acknowledged, and who sees its answer. */
function acknowledgement(
  press: Press | undefined,
  isPrivate: boolean,
): { readonly body: object; readonly visibility: Request["visibility"] } {
  if (press === "page") return { body: update, visibility: isPrivate ? "private" : "public" };
  if (press === "share") return { body: thinking.publicly, visibility: "public" };
  if (isPrivate) return { body: update, visibility: "private" };
  return { body: thinking.privately, visibility: "private" };
}

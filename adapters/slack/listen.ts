import type { App } from "@slack/bolt";
import type { Log } from "#src/log.ts";
import type { Bot } from "#src/platform/index.ts";
import type { Time } from "#src/time.ts";
import type { SendReply } from "./answers.ts";
import { reasonOf } from "./errors.ts";
import { joinedChannel, movedChannel } from "./joining.ts";
import { formModal, fromPreview, fromSubmission, modal, withPreview } from "./modal.ts";
import { formTrigger, fromCommand, fromMessage, fromPress, type Asked, type Connected } from "./requests.ts";
import type { CallMethod } from "./web.ts";

interface ListenOptions {
  readonly bot: Bot;
  readonly answer: SendReply;
  readonly call: CallMethod;
  /** Throws before the bot knows who it is; no event comes before that. */
  readonly connected: () => Connected;
  readonly log: Log;
  readonly time: Pick<Time, "turn">;
}

/** Registers what is listened to. Everything is acknowledged first; then the bot is asked, and its answer given. */
export function listen(
  app: App,
  { bot, answer, call, connected, log, time }: ListenOptions,
): { finished(): Promise<void> } {
  const inHand = new Set<Promise<void>>();
  let turn = Promise.resolve();

  // The app has one command; whatever its operator named it, it is ours.
  app.command(/.*/, async ({ ack, body }) => {
    await ack();
    await handle(() => answerTo(fromCommand(body, connected())));
  });
  app.action({ type: "block_actions" }, async ({ ack, body }) => {
    await ack();
    await handle(() => pressed(body));
  });
  app.view(formModal, async ({ ack, body }) => {
    await ack();
    await handle(() => answerTo(fromSubmission(body, connected())));
  });
  // Events are acknowledged by the library before a listener is asked.
  const asked = ({ body }: { readonly body: unknown }) => handle(() => answerTo(fromMessage(body, connected())));
  app.event("app_mention", asked);
  app.event("message", asked);
  app.event("member_joined_channel", ({ body }) => handle(() => welcome(body)));
  app.event("channel_id_changed", ({ body }) => handle(() => bot.moved(...movedChannel(body, connected().identity))));
  app.error(async (error) => {
    log.error(
      { platform: "slack", err: "original" in error ? error.original : error },
      "an event could not be handled",
    );
  });
  return { finished: async () => void (await Promise.allSettled(inHand)) };

  /**
   * What is being answered counts as in hand until it is. One begins in each turn of the event loop: in between the
   * acknowledgements of others go out, which searches would hold up.
   */
  async function handle(work: () => Promise<void>): Promise<void> {
    turn = turn.then(() => time.turn());
    const running = turn.then(work);
    inHand.add(running);
    try {
      await running;
    } finally {
      inHand.delete(running);
    }
  }

  async function pressed(body: unknown): Promise<void> {
    const previewed = fromPreview(body, connected());
    if (previewed !== undefined) return preview(body, previewed);
    const asked = fromPress(body, connected());
    const trigger = asked && formTrigger(body, asked);
    if (asked === undefined || trigger === undefined || !(await openForm(trigger, asked))) await answerTo(asked);
  }

  /** False where there is no form, or Slack did not open it. */
  async function openForm(trigger_id: string, { request, destination }: Asked): Promise<boolean> {
    if (!("payload" in request.input) || destination.kind !== "private") return false;
    const form = await bot.form(request.input.payload, request);
    if (form === undefined) return false;
    const { channel, responseUrl, threadTs } = destination;
    try {
      await call("views.open", { trigger_id, view: modal(form, { channel, responseUrl, threadTs }) });
      return true;
    } catch (error) {
      log.error({ platform: "slack", channel, reason: reasonOf(error) }, "a form was not opened");
      return false;
    }
  }

  async function preview(body: unknown, { request }: Asked): Promise<void> {
    const reply = await bot.handle(request);
    if (reply === undefined) return;
    try {
      await call("views.update", withPreview(body, reply));
    } catch (error) {
      // Submitted or closed meanwhile: nobody waits for it any more.
      log.error({ platform: "slack", reason: reasonOf(error) }, "a preview was not shown");
    }
  }

  async function answerTo(asked: Asked | undefined): Promise<void> {
    if (asked === undefined) return;
    const reply = await bot.handle(asked.request);
    if (reply !== undefined) await answer(asked.destination, reply);
  }

  async function welcome(body: unknown): Promise<void> {
    const channel = joinedChannel(body, connected().identity);
    const reply = channel && (await bot.joined(channel));
    if (reply !== undefined) await answer({ kind: "post", channel: channel?.id ?? "" }, reply);
  }
}

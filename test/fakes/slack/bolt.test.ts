import { App, LogLevel } from "@slack/bolt";
import { describe, expect, it } from "vitest";
import { startSlack, type FakeSlack } from "./index.ts";

const more = { type: "button", action_id: "more", text: { type: "plain_text", text: "More" }, value: "lora" };
const row = { type: "actions", block_id: "row", elements: [more] };

describe("the fake Slack under the real bolt", () => {
  it("carries a slash command to its private answer, and a press on that to its edit", async () => {
    await using bolt = await startBolt((app) => {
      app.command("/papers", async ({ ack, command, respond }) => {
        await ack();
        await respond({ text: `found ${command.text}`, blocks: [row] });
      });
      app.action("more", async ({ ack, respond, body }) => {
        await ack();
        await respond({ text: `more for ${body.user.id}`, replace_original: true });
      });
    });
    const { slack } = bolt;
    const [user, channel] = [slack.addUser(), slack.addChannel({ member: false })];

    const sent = slack.slash("low-rank adapters", { user, channel });
    const ack = await sent.acked();
    const answer = await sent.message();
    expect(ack).toMatchObject({ late: false });
    expect(answer).toMatchObject({ text: "found low-rank adapters", only: user.id, channel: channel.id });
    expect(slack.messages(channel)).toEqual([]);

    const press = slack.press(answer, "More", user);
    await expect(press.next()).resolves.toMatchObject({
      what: "ephemeral update",
      message: { text: `more for ${user.id}` },
    });
    expect(slack.ephemerals(user)).toHaveLength(1);
  });

  it("carries a mention to an answer in its thread, and tells the app of its own words in a direct message", async () => {
    const heard: unknown[] = [];
    await using bolt = await startBolt(
      (app) => {
        app.event("app_mention", async ({ event, say }) => {
          await say({ text: `heard ${event.text}`, thread_ts: event.thread_ts ?? event.ts });
        });
        app.message(async ({ message, say }) => {
          heard.push("bot_id" in message ? "itself" : "a person");
          if (!("bot_id" in message)) await say("hello");
        });
      },
      { ignoreSelf: false },
    );
    const { slack } = bolt;
    const [user, channel] = [slack.addUser(), slack.addChannel()];

    const answer = await slack.mention("a < b & see https://arxiv.org", { user, channel }).message();
    expect(answer.text).toBe(`heard <@${slack.botUserId}> a &lt; b &amp; see <https://arxiv.org>`);
    expect(answer.threadTs).toBe(slack.messages(channel)[0]?.ts);

    await slack.directMessage("hi", { user }).message();
    await expect.poll(() => heard).toEqual(["a person", "itself"]);
  });

  it("opens a modal, suggests options, refuses a field, and closes", async () => {
    const external = { type: "external_select", action_id: "paper", min_query_length: 1 };
    const label = { type: "plain_text", text: "Topic" } as const;
    await using bolt = await startBolt((app) => {
      app.command("/papers", async ({ ack, client, command }) => {
        await ack();
        const typed = { type: "plain_text_input", action_id: "topic" } as const;
        await client.views.open({
          trigger_id: command.trigger_id,
          view: {
            ...{ type: "modal", callback_id: "form", title: label, submit: label },
            blocks: [
              { type: "input", block_id: "t", label, element: typed },
              {
                type: "input",
                block_id: "p",
                label,
                element: { ...external, type: "external_select" },
                optional: true,
              },
            ],
          },
        });
      });
      app.options("paper", async ({ ack, options }) => {
        await ack({ options: [{ text: { type: "plain_text", text: options.value }, value: "1" }] });
      });
      app.view("form", async ({ ack, view }) => {
        const topic = view.state.values["t"]?.["topic"]?.value;
        await (topic === "bad" ? ack({ response_action: "errors", errors: { t: "no such topic" } }) : ack());
      });
    });
    const { slack } = bolt;
    const [user, channel] = [slack.addUser(), slack.addChannel()];

    const view = await slack.slash("", { user, channel }).view();
    const options = await slack.suggest(view, "paper", "lor", user).next();
    expect(options.options).toMatchObject([{ text: { text: "lor" } }]);
    await expect(slack.submitView(view, { topic: "bad" }).next()).resolves.toMatchObject({
      ...{ what: "view errors", errors: { t: "no such topic" } },
    });
    await expect(slack.submitView(view, { topic: "lora" }).next()).resolves.toMatchObject({ what: "view closed" });
    expect(() => slack.submitView(view, {})).toThrow("must be filled in");
  });
});

/** A bolt app in Socket Mode on a fake of its own; both stop at the end of the scope. */
async function startBolt(
  build: (app: App) => void,
  { ignoreSelf = true }: { ignoreSelf?: boolean } = {},
): Promise<AsyncDisposable & { slack: FakeSlack }> {
  const slack = await startSlack();
  const app = new App({
    ...{ token: slack.botToken, appToken: slack.appToken, socketMode: true, logLevel: LogLevel.ERROR, ignoreSelf },
    clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } },
  });
  build(app);
  await app.start();
  return {
    slack,
    async [Symbol.asyncDispose]() {
      await app.stop();
      await slack.stop();
    },
  };
}

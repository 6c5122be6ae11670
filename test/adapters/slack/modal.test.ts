import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Channel, Message, User, View } from "../../fakes/slack/index.ts";
import { seenIn } from "./seen.ts";
import { openSlack, type OpenSlack } from "./setup.ts";

describe("a form in Slack", () => {
  let open: OpenSlack;
  let user: User;
  let channel: Channel;
  beforeAll(async () => {
    open = await openSlack();
    user = open.slack.addUser({ name: "ada", tz: "Europe/Berlin" });
  });
  afterAll(() => open.close());

  const slash = (text: string): Promise<Message> => open.slack.slash(text, { channel, user }).message();
  interface OpenForm {
    readonly view: View;
    /** Fills it in, sends it, and waits for the answer. */
    readonly send: (values: Readonly<Record<string, string>>, by?: User) => Promise<Message>;
  }
  async function form(line: string, button: string, where = open.slack.addChannel()): Promise<OpenForm> {
    channel = where;
    const pressed = open.slack.press(await slash(line), button, user);
    const view = await pressed.view();
    return {
      view,
      send: (values, by = user) => {
        open.slack.submitView(view, values, by);
        return pressed.message();
      },
    };
  }
  const blocks = (view: View): readonly Record<string, unknown>[] =>
    view.content["blocks"] as readonly Record<string, unknown>[];
  const named = (view: View): unknown[] => blocks(view).map(({ block_id }) => block_id);

  it("to subscribe shows what the topic catches before it is saved", async () => {
    const { view } = await form("subscriptions", "Add topic…");
    expect(named(view)).toEqual(["topics", "preview"]);
    const values = { topics: "low-rank adapters" };
    open.slack.press(view, "preview", user, { values });
    const previewed = await open.slack.next(({ what }) => what === "view update");
    expect(seenIn(blocks(previewed.view ?? view)).text).toContain("“low-rank adapters” catches 6 papers");
    expect(named(view).slice(0, 2)).toEqual(["topics", "preview"]);
    expect(seenIn((await slash("subscriptions")).blocks).text).toContain("follows no topics");
  });

  it("to subscribe saves what was typed in the channel where it was opened, and answers there privately", async () => {
    const { send } = await form("subscriptions", "Add topic…");
    const answer = await send({ topics: "low-rank adapters, grokking" });
    expect(answer.only).toBe(user.id);
    expect(answer.channel).toBe(channel.id);
    expect(seenIn(answer.blocks).text).toContain("This channel now follows 2 more topics");
  });

  it("of the daily post begins with what holds now, and the person's own zone where nobody chose one", async () => {
    const { view, send } = await form("status", "Change…");
    expect(named(view)).toEqual(["at", "zone", "days", "count", "content", "nothing_new"]);
    expect(JSON.stringify(blocks(view)[1])).toContain("Europe/Berlin");
    const answer = await send({ at: "07:30", zone: "tokyo", count: "3" });
    expect(seenIn(answer.blocks).text).toContain("weekdays at 07:30 (Asia/Tokyo)");
    expect(seenIn(answer.blocks).text).toContain("up to 3 papers");
    const again = await open.slack.press(await slash("daily"), "Change…", user).view();
    expect(JSON.stringify(blocks(again)[0])).toContain("07:30");
    expect(JSON.stringify(blocks(again)[3])).toContain('"initial_value":"3"');
  });

  it("says what was wrong in what was filled in", async () => {
    const { send } = await form("status", "Change…");
    const answer = await send({ at: "09:00", zone: "Europe/Berlim" });
    expect(seenIn(answer.blocks).notices.join()).toContain("Europe/Berlin");
  });

  it("asks anew who may change things: the person who submits it, not who opened it", async () => {
    const { send } = await form("subscriptions", "Add topic…");
    await open.slack.slash("managers on", { channel, user }).message();
    const answer = await send({ topics: "grokking" });
    expect(seenIn(answer.blocks).notices.join()).toContain("Only managers change things");
  });

  it("that Slack does not open is answered with what to type instead", async () => {
    channel = open.slack.addChannel();
    const message = await slash("subscriptions");
    open.slack.fail("views.open", { kind: "error", code: "fatal_error" });
    const answer = await open.slack.press(message, "Add topic…", user).message();
    expect(seenIn(answer.blocks).text).toContain("subscribe TOPIC[, TOPIC…]");
  });
});

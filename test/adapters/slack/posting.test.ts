import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ChannelRef } from "#src/platform/index.ts";
import { plain, type Reply } from "#src/reply/index.ts";
import { start } from "#adapters/slack/start.ts";
import { systemTime } from "#src/time.ts";
import { createTestBot } from "../../bot.ts";
import type { Channel, Fault } from "../../fakes/slack/index.ts";
import { patience } from "../../patience.ts";
import { withDeadlines } from "../with-deadlines.ts";
import { openSlack, optionsFor, refTo, type OpenSlack } from "./setup.ts";

const edition: Reply = {
  blocks: [{ kind: "heading", text: "Tuesday, 24 November" }],
  outcome: "answered",
  summary: "Papers of Tuesday",
};
const deadlineMs = patience(1_500);

let open: OpenSlack;
let channel: Channel;
let there: ChannelRef;
let platform: OpenSlack["platform"];
beforeEach(async () => {
  open = await openSlack({ deadlineMs });
  channel = open.slack.addChannel();
  there = refTo(open.slack, channel);
  platform = open.platform;
});
afterEach(() => open.close());

const stateOfPost = async (key = "key"): Promise<string> => (await platform.post(there, edition, key)).state;
const postedOnce = (): boolean => open.slack.messages(channel).length === 1;
const calls = (method: string) => open.slack.calls.filter((call) => call.method === method);

describe("posting an edition", () => {
  it("says that it was sent, where it stands, and carries its key", async () => {
    const posted = await platform.post(there, edition, "key");
    const [message] = open.slack.messages(channel);
    const url = `https://fake.slack.test/archives/${channel.id}/p${message?.ts.replace(".", "")}`;
    expect(posted).toEqual({ state: "sent", ref: { message: message?.ts, url } });
    expect(message?.text).toBe("Papers of Tuesday");
    expect(message?.metadata).toEqual({ event_type: "paperboy_edition", event_payload: { key: "key" } });
    expect(calls("chat.postMessage")[0]?.arguments).toMatchObject({ unfurl_links: "false", unfurl_media: "false" });
  });

  const codes = {
    "channel gone": [
      ...["channel_not_found", "not_in_channel", "is_archived", "restricted_action", "messages_tab_disabled"],
      ...["restricted_action_read_only_channel", "restricted_action_thread_only_channel"],
      ...["restricted_action_non_threadable_channel", "restricted_action_thread_locked"],
    ],
    "workspace gone": [
      ...["account_inactive", "token_revoked", "token_expired", "not_authed", "invalid_auth", "missing_scope"],
      ...["no_permission", "app_access_restricted", "ekm_access_denied", "two_factor_setup_required"],
      "not_allowed_token_type",
    ],
    "our bug": [
      ...["invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "no_text", "metadata_too_large"],
      ...["invalid_metadata_format", "invalid_metadata_schema"],
    ],
    "not posted, retry": [
      ...["ratelimited", "rate_limited", "service_unavailable", "team_added_to_org", "org_login_required"],
      "message_limit_exceeded",
    ],
    "perhaps posted": ["fatal_error", "request_timeout", "internal_error", "a_code_of_next_year"],
  };
  it.each(Object.entries(codes).flatMap(([state, list]) => list.map((code) => ({ state, code }))))(
    "takes $code for: $state",
    async ({ state, code }) => {
      open.slack.fail("chat.postMessage", { kind: "error", code });
      expect(await platform.post(there, edition, "key")).toMatchObject({
        state,
        reason: expect.stringContaining(`(${code})`) as string,
      });
    },
  );

  const faults: { name: string; fault: Fault; state: string; posted: boolean }[] = [
    { name: "a 500", fault: { kind: "status", status: 500 }, state: "perhaps posted", posted: false },
    {
      name: "a 503 after acting",
      fault: { kind: "status", status: 503, acting: "after" },
      state: "perhaps posted",
      posted: true,
    },
    { name: "a reset", fault: { kind: "reset", acting: "before" }, state: "perhaps posted", posted: false },
    { name: "a reset after acting", fault: { kind: "reset", acting: "after" }, state: "perhaps posted", posted: true },
    { name: "a timeout", fault: { kind: "hang", acting: "before" }, state: "perhaps posted", posted: false },
    { name: "a timeout after acting", fault: { kind: "hang", acting: "after" }, state: "perhaps posted", posted: true },
    { name: "bad JSON", fault: { kind: "bad json", acting: "after" }, state: "perhaps posted", posted: true },
  ];
  it.each(faults)("does not know after $name, and does not try again", async ({ fault, state, posted }) => {
    open.slack.fail("chat.postMessage", fault);
    expect(await stateOfPost()).toBe(state);
    expect(postedOnce()).toBe(posted);
    expect(calls("chat.postMessage")).toHaveLength(1);
  });

  it("tells for how long Slack wants to be left alone", async () => {
    open.slack.fail("chat.postMessage", { kind: "rate limited", retryAfterSeconds: 30 });
    expect(await platform.post(there, edition, "key")).toEqual({
      ...{
        state: "not posted, retry",
        afterMs: 30_000,
        scope: "workspace",
        reason: "Slack asked me to wait (ratelimited)",
      },
    });
    open.slack.fail("chat.postMessage", { kind: "rate limited" });
    expect(await platform.post(there, edition, "key")).toEqual({
      ...{ state: "not posted, retry", scope: "workspace" },
      reason: "Slack asked me to wait (rate_limited_without_time)",
    });
  });

  it("holds back no other channel behind a rate limit", async () => {
    open.slack.fail("chat.postMessage", { kind: "rate limited", retryAfterSeconds: 600 });
    const elsewhere = refTo(open.slack, open.slack.addChannel());
    const states = await Promise.all([stateOfPost(), platform.post(elsewhere, edition, "key")]);
    expect(states).toMatchObject(["not posted, retry", { state: "sent" }]);
  });

  it("knows that nothing was posted where there was no connection", async () => {
    await open.slack.down();
    // A connection that was open breaks when it is used: that is not known. A new one does not come about.
    await stateOfPost();
    expect(await platform.post(there, edition, "key")).toEqual({
      state: "not posted, retry",
      reason: "Slack could not be reached (ECONNREFUSED)",
    });
    await open.slack.up();
  });

  it("is refused where the bot is not, and works again when it is let in", async () => {
    await open.slack.kick(channel).acked();
    expect(await stateOfPost()).toBe("channel gone");
    await open.slack.invite(channel).acked();
    expect(await stateOfPost()).toBe("sent");
  });

  it("finds the workspace gone where the app was removed", async () => {
    await open.slack.uninstall().acked();
    expect(await stateOfPost()).toBe("workspace gone");
  });
});

describe("finding an edition after a crash", () => {
  const justNow = (): Date => new Date();
  const fill = (count: number): void => {
    for (let at = 0; at < count; at += 1) open.slack.say("talk", { channel, user: open.slack.addUser() });
  };

  it("finds what was posted with this key, and nothing else", async () => {
    const since = justNow();
    await platform.post(there, edition, "first");
    await platform.post(there, edition, "second");
    const [first] = open.slack.messages(channel);
    expect(await platform.find(there, "first", since)).toMatchObject({ message: first?.ts });
    expect(await platform.find(there, "third", since)).toBe("absent");
  });

  it("finds what was posted though the answer was lost", async () => {
    open.slack.fail("chat.postMessage", { kind: "reset", acting: "after" });
    expect(await stateOfPost("lost")).toBe("perhaps posted");
    expect(await platform.find(there, "lost", justNow())).toHaveProperty("message");
  });

  it("turns ten pages of history, and does not know where more was said since", async () => {
    const since = justNow();
    await platform.post(there, edition, "key");
    fill(149);
    expect(await platform.find(there, "key", since)).toHaveProperty("message");
    expect(calls("conversations.history")).toHaveLength(10);
    fill(1);
    expect(await platform.find(there, "key", since)).toBe("unknown");
    expect(calls("conversations.history")).toHaveLength(20);
  });

  it("says that it is absent once the last page was seen", async () => {
    const since = justNow();
    fill(40);
    expect(await platform.find(there, "key", since)).toBe("absent");
  });

  it("finds it on the first page", async () => {
    const since = justNow();
    fill(20);
    await platform.post(there, edition, "key");
    fill(14);
    expect(await platform.find(there, "key", since)).toHaveProperty("message");
  });

  it.each([2 * 3_600_000, -2 * 3_600_000])("looks by Slack's clock, which is %d ms ahead of ours", async (aheadMs) => {
    open.slack.advance(aheadMs);
    const since = justNow();
    await platform.post(there, edition, "key");
    expect(await platform.find(there, "key", since)).toHaveProperty("message");
    const oldestMs = Number(calls("conversations.history")[0]?.arguments["oldest"]) * 1000;
    expect(Math.abs(oldestMs - (since.getTime() + aheadMs - 60_000))).toBeLessThan(patience(2000));
  });

  it("looks 15 minutes back while Slack's clock is not known", async () => {
    const { promise: held, resolve: release } = Promise.withResolvers<void>();
    await open.slack.down();
    const early = await openEarly(() => held);
    await open.slack.up();
    const since = justNow();
    expect(await early.platform.find(there, "key", since)).toBe("absent");
    const oldestMs = Number(calls("conversations.history")[0]?.arguments["oldest"]) * 1000;
    expect(Math.round(oldestMs)).toBe(since.getTime() - 15 * 60_000);
    release();
    await early.stop();
  });

  it.each([
    { name: "the scope is missing", spoil: () => void open.slack.scopes.delete("channels:history") },
    { name: "it is not in the channel", spoil: () => void (channel.member = false) },
    {
      name: "Slack is not well",
      spoil: () => open.slack.fail("conversations.history", { kind: "status", status: 500 }, 9),
    },
    {
      name: "Slack never answers",
      spoil: () => open.slack.fail("conversations.history", { kind: "hang", acting: "before" }, 9),
    },
    {
      name: "the answer is not readable",
      spoil: () => open.slack.fail("conversations.history", { kind: "bad json" }, 9),
    },
    {
      name: "Slack refuses with a code of next year",
      spoil: () => open.slack.fail("conversations.history", { kind: "error", code: "new_code" }),
    },
  ])("does not know where $name", async ({ spoil }) => {
    spoil();
    expect(await platform.find(there, "key", justNow())).toBe("unknown");
  });

  it("asks again where Slack was unwell for a moment", async () => {
    open.slack.fail("conversations.history", { kind: "status", status: 500 });
    expect(await platform.find(there, "key", justNow())).toBe("absent");
  });

  it("asks once a minute where history is limited to that, one channel after the other", async () => {
    await open.close();
    const waits: number[] = [];
    open = await openSlack({
      time: {
        ...systemTime,
        wait: async (ms) => {
          waits.push(ms);
          open.slack.advance(ms);
        },
      },
    });
    platform = open.platform;
    open.slack.limits.historyPerMinute = true;
    const places = [1, 2, 3].map(() => refTo(open.slack, open.slack.addChannel()));
    const since = justNow();
    for (const place of places) await platform.post(place, edition, "key");
    const found = await Promise.all(places.map((place) => platform.find(place, "key", since)));
    expect(found.every((one) => typeof one === "object")).toBe(true);
    expect(waits).toHaveLength(2);
    expect(waits.every((ms) => ms > 60_000 - patience(5_000) && ms <= 60_000)).toBe(true);
  });

  it("posts while a search waits", async () => {
    open.slack.fail("conversations.history", { kind: "hang", acting: "before" });
    const looking = platform.find(there, "key", justNow());
    await open.slack.nextCall("conversations.history");
    expect(await stateOfPost()).toBe("sent");
    open.slack.heal();
    await looking;
  });
});

describe("asking whether the bot can post", () => {
  const words = async (): Promise<string> => {
    const can = await platform.canPost(there);
    return can === "yes" ? can : plain(can.text);
  };

  it("says yes where it is a member, and in a person's own conversation", async () => {
    expect(await words()).toBe("yes");
    there = refTo(open.slack, open.slack.im(open.slack.addUser()));
    expect(await words()).toBe("yes");
  });

  it("says how to let it in where it is not, private or not", async () => {
    for (const isPrivate of [false, true]) {
      there = refTo(open.slack, open.slack.addChannel({ member: false, isPrivate }));
      expect(await words()).toContain("/invite @Paperboy");
    }
  });

  it("says that the channel is archived", async () => {
    channel.archived = true;
    expect(await words()).toContain("archived");
  });

  it("says where it may not look", async () => {
    open.slack.scopes.delete("channels:read");
    expect(await words()).toContain("use a channel");
  });

  it("leaves it to the post while Slack does not tell", async () => {
    open.slack.fail("conversations.info", { kind: "status", status: 500 });
    expect(await words()).toBe("yes");
  });
});

/** A second adapter that has not reached Slack yet. */
async function openEarly(wait: () => Promise<void>) {
  const { platform, stop } = await start({
    ...optionsFor(open.slack, []),
    bot: await createTestBot(),
    time: { ...systemTime, wait },
  });
  return { platform: withDeadlines(platform), stop };
}

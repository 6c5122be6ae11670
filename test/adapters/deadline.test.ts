import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import type { ChannelRef, Platform } from "#src/platform/index.ts";
import type { Reply } from "#src/reply/index.ts";
import { openDiscord, refTo as discordRef } from "./discord/setup.ts";
import { openSlack, refTo as slackRef } from "./slack/setup.ts";

const edition: Reply = {
  blocks: [{ kind: "text", text: ["Good morning"] }],
  outcome: "answered",
  summary: "Good morning",
};

/** An adapter on a platform that never answers a post or a look at its history. */
interface Silent {
  readonly platform: Platform;
  readonly channel: ChannelRef;
  /** Calls that reached the platform. */
  readonly calls: () => number;
  /** Messages that people see. */
  readonly messages: () => number;
}

async function silentSlack(): Promise<Silent> {
  const open = await openSlack();
  onTestFinished(() => open.close());
  const { slack, running } = open;
  const channel = slack.addChannel();
  const methods = ["chat.postMessage", "conversations.history"];
  for (const method of methods) slack.fail(method, { kind: "hang", acting: "before" }, 9);
  return {
    platform: running.platform,
    channel: slackRef(slack, channel),
    calls: () => slack.calls.filter(({ method }) => methods.includes(method)).length,
    messages: () => slack.messages(channel).length,
  };
}

async function silentDiscord(): Promise<Silent> {
  const { discord, started, close } = await openDiscord();
  onTestFinished(close);
  const routes = ["POST /channels/{channel_id}/messages", "GET /channels/{channel_id}/messages"] as const;
  for (const route of routes) discord.fail(route, { kind: "hang", when: "before" }, 9);
  return {
    platform: started.platform,
    channel: discordRef(discord),
    calls: () => discord.calls.filter(({ route }) => routes.some((known) => known === route)).length,
    messages: () => discord.messages(discord.home.channel).length,
  };
}

// That an edition is posted once rests on this: a call that outlives its deadline may post while the edition is looked for.
describe.each([
  ["Slack", silentSlack],
  ["Discord", silentDiscord],
])("the adapter of %s, on a platform that never answers,", (_, open) => {
  it("ends a post when its deadline is over, no sooner and no later, and nothing comes after it", async () => {
    const { platform, channel, calls, messages } = await open();
    const deadline = new AbortController();
    let isOver = false;
    const posting = platform.post(channel, edition, "abcdefghijklmnopqrstuvwx", deadline.signal);
    void posting.then(() => (isOver = true));
    await expect.poll(calls).toBe(1);
    await sleep(50);
    expect(isOver).toBe(false);
    deadline.abort(new DOMException("too late", "TimeoutError"));
    expect(await posting).toMatchObject({
      state: "perhaps posted",
      reason: expect.stringContaining("timeout") as string,
    });
    expect([calls(), messages()]).toEqual([1, 0]);
  });

  it("ends a look at the history when its deadline is over, and does not look again", async () => {
    const { platform, channel, calls } = await open();
    const deadline = new AbortController();
    const looking = platform.find(channel, "abcdefghijklmnopqrstuvwx", new Date(), deadline.signal);
    await expect.poll(calls).toBe(1);
    deadline.abort(new DOMException("too late", "TimeoutError"));
    expect(await looking).toBe("unknown");
    expect(calls()).toBe(1);
  });

  it("does not begin a call whose deadline is over", async () => {
    const { platform, channel, calls } = await open();
    const posted = await platform.post(channel, edition, "abcdefghijklmnopqrstuvwx", AbortSignal.abort());
    expect(posted.state).not.toBe("sent");
    expect(await platform.find(channel, "abcdefghijklmnopqrstuvwx", new Date(), AbortSignal.abort())).toBe("unknown");
    expect(calls()).toBe(0);
  });
});

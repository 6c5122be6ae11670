import { describe, expect, it } from "vitest";
import { systemTime } from "#src/time.ts";
import { seenIn } from "./seen.ts";
import { openSlack } from "./setup.ts";

/** A Slack whose adapter skips its waits, and what it would have waited. */
async function openWaiting() {
  const waitedMs: number[] = [];
  const open = await openSlack({
    time: {
      ...systemTime,
      wait: async (ms) => {
        waitedMs.push(ms);
      },
    },
  });
  return { open, waitedMs };
}

describe("an answer that Slack does not take at once", () => {
  it("waits as many seconds as a response URL asks for, and ten at most", async () => {
    const { open, waitedMs } = await openWaiting();
    const { slack } = open;
    const by = { channel: slack.addChannel(), user: slack.addUser() };
    slack.fail("response_url", { kind: "rate limited", retryAfterSeconds: 3 });
    slack.fail("response_url", { kind: "rate limited", retryAfterSeconds: 60 });
    expect(seenIn((await slack.slash("trending", by).message()).blocks).papers).not.toEqual([]);
    expect(waitedMs).toEqual([3_000, 10_000]);
    await open.close();
  });

  it("waits longer each time where Slack does not say how long", async () => {
    const { open, waitedMs } = await openWaiting();
    const { slack } = open;
    slack.fail("response_url", { kind: "status", status: 503 }, 2);
    await slack.slash("trending", { channel: slack.addChannel(), user: slack.addUser() }).message();
    expect(waitedMs).toEqual([500, 1_000]);
    await open.close();
  });

  it("waits as long as a method asks for before it posts again", async () => {
    const { open, waitedMs } = await openWaiting();
    const { slack } = open;
    slack.fail("chat.postMessage", { kind: "rate limited", retryAfterSeconds: 2 });
    await slack.mention("trending", { channel: slack.addChannel(), user: slack.addUser() }).message();
    expect(waitedMs).toEqual([2_000]);
    await open.close();
  });
});

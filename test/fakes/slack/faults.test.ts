import { once } from "node:events";
import { LogLevel, webApi } from "@slack/bolt";
import { describe, expect, it } from "vitest";
import { patience } from "../../patience.ts";
import type { FakeSlack } from "./index.ts";
import { connect, setting } from "./probe.ts";

describe("what goes wrong at the fake", () => {
  const client = (slack: FakeSlack, timeout = patience()): webApi.WebClient =>
    new webApi.WebClient(slack.botToken, {
      ...{ slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true, timeout },
      logLevel: LogLevel.ERROR,
    });

  it.each([
    ["an error code", { kind: "error", code: "fatal_error", acting: "after" }, webApi.ErrorCode.PlatformError, 1],
    ["HTTP 503 before it acted", { kind: "status", status: 503 }, webApi.ErrorCode.HTTPError, 0],
    ["HTTP 503 after it acted", { kind: "status", status: 503, acting: "after" }, webApi.ErrorCode.HTTPError, 1],
    ["429 with Retry-After", { kind: "rate limited", retryAfterSeconds: 3 }, webApi.ErrorCode.RateLimitedError, 0],
    ["a reset before it acted", { kind: "reset", acting: "before" }, webApi.ErrorCode.RequestError, 0],
    ["a reset after it acted", { kind: "reset", acting: "after" }, webApi.ErrorCode.RequestError, 1],
    ["no answer before it acted", { kind: "hang", acting: "before" }, webApi.ErrorCode.RequestError, 0],
    ["no answer after it acted", { kind: "hang", acting: "after" }, webApi.ErrorCode.RequestError, 1],
  ] as const)("%s reaches the real client, once", async (_name, fault, code, posted) => {
    await using world = await setting();
    const { slack, channel } = world;
    slack.fail("chat.postMessage", fault);
    const impatient = client(slack, fault.kind === "hang" ? patience(300) : patience());
    await expect(impatient.chat.postMessage({ channel: channel.id, text: "x" })).rejects.toMatchObject({ code });
    await expect(client(slack).chat.postMessage({ channel: channel.id, text: "again" })).resolves.toMatchObject({
      ok: true,
    });
    expect(slack.messages(channel)).toHaveLength(posted + 1);
  });

  it.each([
    ["429 without Retry-After", { kind: "rate limited" }],
    ["an answer that is no JSON", { kind: "bad json" }],
  ] as const)("%s is an error to the real client", async (_name, fault) => {
    await using world = await setting();
    const { slack, channel } = world;
    slack.fail("*", fault);
    await expect(client(slack).chat.postMessage({ channel: channel.id, text: "x" })).rejects.toThrow();
    expect(slack.calls.map(({ method }) => method)).toEqual(["chat.postMessage"]);
  });

  it("holds an answer until it is let go, and is slow when told so", async () => {
    await using world = await setting();
    const { slack, channel, post } = world;
    slack.fail("chat.postMessage", { kind: "hang", acting: "after" });
    const held = post({ text: "x" });
    await slack.next();
    expect(slack.messages(channel)).toHaveLength(1);
    slack.heal();
    expect((await held).code).toBe("ok");
    slack.fail("chat.postMessage", { kind: "slow", ms: 5 });
    expect((await post({ text: "y" })).code).toBe("ok");
  });

  it("goes down and comes up again on the same port, and cuts its sockets", async () => {
    await using world = await setting();
    const { slack, call } = world;
    const { socket } = await connect(world);
    const closed = once(socket, "close");
    const { apiUrl } = slack;
    await slack.down();
    await closed;
    await expect(call("auth.test")).rejects.toThrow();
    await slack.up();
    expect(slack.apiUrl).toBe(apiUrl);
    expect((await call("auth.test")).code).toBe("ok");
  });

  it("asks its clients to connect anew", async () => {
    await using world = await setting();
    const client = await connect(world);
    await client.frame();
    world.slack.sockets.disconnect("refresh_requested");
    await expect(client.frame()).resolves.toMatchObject({ type: "disconnect", reason: "refresh_requested" });
  });

  it("says what was seen instead when nothing comes", async () => {
    await using world = await setting();
    const { slack, channel, user, post } = world;
    await post({ text: "something else" });
    expect((await slack.next(({ what }) => what === "message")).message?.text).toBe("something else");
    expect(slack.slash("x", { channel, user }).envelopes[0]?.socket).toBeUndefined();
    expect((await slack.next()).what).toBe("timeout");
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { start } from "#adapters/slack/start.ts";
import type { Running } from "#src/platform/index.ts";
import { OperatorError } from "#src/errors.ts";
import type { Bot } from "#src/platform/index.ts";
import { startSlack, type Fault, type FakeSlack } from "../../fakes/slack/index.ts";
import { createTestBot } from "../../bot.ts";
import { claimingOnce, manifestScopes, optionsFor, type LogLine } from "./setup.ts";

let slack: FakeSlack;
let lines: LogLine[];
let running: Running | undefined;
const unhandled = vi.fn();

beforeEach(async () => {
  slack = await startSlack({ scopes: manifestScopes() });
  lines = [];
  unhandled.mockReset();
  process.on("unhandledRejection", unhandled);
});
afterEach(async () => {
  await running?.stop();
  running = undefined;
  await slack.stop();
  process.off("unhandledRejection", unhandled);
  expect(unhandled).not.toHaveBeenCalled();
});

async function open(bot?: Bot): Promise<void> {
  const given = bot ?? claimingOnce(await createTestBot({ payloadLimit: 2000 }));
  running = await start({ ...optionsFor(slack, lines), bot: given });
}

async function expectAnswer(): Promise<void> {
  const answer = await slack.slash("trending", { channel: slack.addChannel(), user: slack.addUser() }).message();
  expect(answer.blocks.length).toBeGreaterThan(0);
}

describe("starting", () => {
  it("asks with the right token each", async () => {
    await open();
    const tokens = slack.calls.map(({ method, token }) => [method, token]);
    expect(tokens).toEqual([
      ["auth.test", slack.botToken],
      ["apps.connections.open", slack.appToken],
    ]);
  });

  it.each([
    { variable: "SLACK_BOT_TOKEN", token: () => slack.botToken },
    { variable: "SLACK_APP_TOKEN", token: () => slack.appToken },
  ])("names $variable where Slack refuses it", async ({ variable, token }) => {
    slack.revoke(token());
    const failed: unknown = await open().catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(OperatorError);
    expect((failed as OperatorError).message).toContain(variable);
    expect((failed as OperatorError).message).not.toContain(token());
    expect(slack.sockets.size).toBe(0);
  });

  it("keeps trying in the background while Slack cannot be reached", async () => {
    await slack.down();
    await open();
    await slack.up();
    await slack.sockets.opened();
    await expectAnswer();
  });
});

describe("a socket that closes", () => {
  beforeEach(async () => {
    await open();
    await slack.sockets.opened();
  });

  it("is opened again when Slack asks for it, before the library would", async () => {
    slack.sockets.disconnect("refresh_requested");
    await slack.sockets.opened();
    await expectAnswer();
  });

  it("is opened again when the connection is cut", async () => {
    slack.sockets.cut();
    await slack.sockets.opened();
    await expectAnswer();
  });

  it("is opened again after an outage", async () => {
    await slack.down();
    await expect.poll(() => lines.filter(({ level }) => level === "error").length).toBeGreaterThanOrEqual(3);
    await slack.up();
    await slack.sockets.opened();
    await expectAnswer();
  });

  it("answers once an event that came while it was closing and comes again", async () => {
    const channel = slack.addChannel();
    slack.sockets.disconnect("refresh_requested");
    const sent = slack.mention("trending", { channel, user: slack.addUser() });
    await slack.sockets.opened();
    sent.retry();
    await sent.message();
    await running?.stop();
    expect(slack.messages(channel).filter(({ byBot }) => byBot)).toHaveLength(1);
  });

  const faults: Fault[] = [
    { kind: "status", status: 503 },
    { kind: "error", code: "invalid_auth" },
    { kind: "error", code: "internal_error" },
    { kind: "rate limited", retryAfterSeconds: 1 },
    { kind: "rate limited" },
    { kind: "reset", acting: "after" },
    { kind: "bad json" },
  ];
  it.each(faults)("survives that Slack gives no address for a new one: %o", async (fault) => {
    slack.fail("apps.connections.open", fault, 3);
    slack.sockets.cut();
    await slack.sockets.opened();
    await expectAnswer();
    expect(lines.filter(({ level }) => level === "error")).toHaveLength(3);
  });
});

describe("stopping", () => {
  it("finishes what is in hand", async () => {
    const { promise: held, resolve: release } = Promise.withResolvers<void>();
    const bot = await createTestBot({ payloadLimit: 2000 });
    await open({
      ...bot,
      handle: async (request) => {
        await held;
        return bot.handle(request);
      },
    });
    const sent = slack.slash("trending", { channel: slack.addChannel(), user: slack.addUser() });
    await sent.acked();
    const stopped = running?.stop();
    release();
    await stopped;
    expect(slack.calls.at(-1)).toMatchObject({ method: "response_url", outcome: "ok" });
    await expect.poll(() => slack.sockets.size).toBe(0);
  });

  it("opens no socket afterwards", async () => {
    await open();
    await slack.sockets.opened();
    slack.sockets.cut();
    await running?.stop();
    const opened = slack.calls.filter(({ method }) => method === "apps.connections.open").length;
    await new Promise((resolve) => setImmediate(resolve));
    expect(slack.calls.filter(({ method }) => method === "apps.connections.open")).toHaveLength(opened);
    await expect.poll(() => slack.sockets.size).toBe(0);
  });
});

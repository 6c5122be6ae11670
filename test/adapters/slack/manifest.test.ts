import { describe, expect, it } from "vitest";
import { manifest } from "#adapters/slack/manifest.ts";
import { check } from "#adapters/slack/start.ts";
import type { Request } from "#src/platform/index.ts";
import { commands } from "#src/commands/index.ts";
import { startSlack } from "../../fakes/slack/index.ts";
import { createTestBot } from "../../bot.ts";
import { manifestScopes, openSlack, optionsFor, refTo, type OpenSlack } from "./setup.ts";

/** What Slack takes at most, in characters: the remarks on the `Manifest` type of @slack/web-api. */
const LIMITS = { name: 35, about: 140, botName: 80, command: 32, commandAbout: 2000, hint: 1000 };

const made = manifest(commands);

describe("the app's manifest", () => {
  it("has only parts that Slack knows", () => {
    // Inside these four the compiler knows each key; here Slack's type takes any.
    expect(Object.keys(made)).toEqual(["display_information", "features", "oauth_config", "settings"]);
  });

  it("keeps Slack's limits", () => {
    const { display_information: app, features } = made;
    expectLength(app.name, LIMITS.name);
    expectLength(app.description, LIMITS.about);
    expect(app.background_color).toMatch(/^#([0-9a-f]{3}){1,2}$/);
    expectLength(features?.bot_user?.display_name, LIMITS.botName);
    expect(features?.slash_commands).toHaveLength(1);
    const command = features?.slash_commands?.[0];
    expect(command?.command).toMatch(/^\/./);
    expectLength(command?.command, LIMITS.command);
    expectLength(command?.description, LIMITS.commandAbout);
    expectLength(command?.usage_hint, LIMITS.hint);
  });

  it("has a hint within the limit where there are too many commands to list", () => {
    const { features } = manifest(Array.from({ length: 50 }, () => commands).flat());
    expectLength(features?.slash_commands?.[0]?.usage_hint, LIMITS.hint);
  });

  function expectLength(text: string | undefined, atMost: number): void {
    expect(text?.length).toBeGreaterThan(0);
    expect(text?.length).toBeLessThanOrEqual(atMost);
  }

  it("asks for exactly these scopes and events, over Socket Mode", () => {
    expect(made).toMatchObject({
      oauth_config: {
        scopes: {
          bot: [
            ...["app_mentions:read", "channels:history", "channels:read", "chat:write", "commands"],
            ...["groups:history", "groups:read", "im:history", "mpim:history", "mpim:read", "users:read"],
          ],
        },
      },
      settings: {
        event_subscriptions: {
          bot_events: ["app_mention", "channel_id_changed", "member_joined_channel", "message.im", "message.mpim"],
        },
        interactivity: { is_enabled: true },
        socket_mode_enabled: true,
      },
    });
  });

  type Where = Parameters<Open["slack"]["addChannel"]>[0];
  /** `asked.once` is called with the next request. */
  type Open = OpenSlack & { readonly asked: { once?: (request: Request) => Promise<void> } };

  const uses: { scope: string; use: (open: Open) => Promise<unknown> }[] = [
    { scope: "app_mentions:read", use: async ({ slack }) => mentioned(slack) },
    { scope: "channels:history", use: async (open) => found(open, {}) },
    { scope: "groups:history", use: async (open) => found(open, { isPrivate: true }) },
    { scope: "channels:read", use: async (open) => canPost(open, {}) },
    { scope: "groups:read", use: async (open) => canPost(open, { isPrivate: true }) },
    { scope: "chat:write", use: async (open) => posted(open) },
    { scope: "commands", use: async ({ slack }) => commanded(slack) },
    { scope: "im:history", use: async ({ slack }) => messaged(slack) },
    { scope: "mpim:history", use: async (open) => found(open, { isGroupMessage: true }) },
    { scope: "mpim:read", use: async (open) => canPost(open, { isGroupMessage: true }) },
    { scope: "users:read", use: async (open) => zoned(open) },
  ];
  it("has a use for each scope in the test below", () => {
    expect(uses.map(({ scope }) => scope).sort()).toEqual(manifestScopes());
  });

  it.each(uses)("needs $scope: with it works what without it does not", async ({ scope, use }) => {
    const asked: Open["asked"] = {};
    const bot = await createTestBot({ payloadLimit: 2000 });
    const handle: typeof bot.handle = async (request) => {
      await asked.once?.(request);
      return undefined;
    };
    const open = { ...(await openSlack({ bot: { ...bot, handle } })), asked };
    const withScope = await use(open);
    open.slack.scopes.delete(scope);
    expect(await use(open)).not.toEqual(withScope);
    await open.close();
  });

  const edition = { blocks: [], outcome: "answered" as const, summary: "Papers" };

  async function mentioned(slack: Open["slack"]): Promise<number> {
    return slack.mention("help", { channel: slack.addChannel(), user: slack.addUser() }).envelopes.length;
  }
  async function messaged(slack: Open["slack"]): Promise<number> {
    return slack.directMessage("help", { user: slack.addUser() }).envelopes.length;
  }
  async function commanded(slack: Open["slack"]): Promise<number> {
    return slack.slash("help", { channel: slack.addChannel(), user: slack.addUser() }).envelopes.length;
  }
  async function found({ slack, platform }: Open, where: Where): Promise<unknown> {
    return platform.find(refTo(slack, slack.addChannel(where)), "key", new Date());
  }
  async function canPost({ slack, running }: Open, where: Where): Promise<unknown> {
    return running.platform.canPost(refTo(slack, slack.addChannel(where)));
  }
  async function posted({ slack, platform }: Open): Promise<string> {
    return (await platform.post(refTo(slack, slack.addChannel()), edition, "key")).state;
  }
  async function zoned({ slack, asked }: Open): Promise<unknown> {
    const { promise: zone, resolve: tell } = Promise.withResolvers<string | undefined>();
    asked.once = async ({ actor }) => tell(await actor.timeZone());
    slack.slash("help", { channel: slack.addChannel(), user: slack.addUser({ tz: "Europe/Berlin" }) });
    return zone;
  }
});

describe("what doctor asks", () => {
  it("finds everything in order", async () => {
    const slack = await startSlack({ scopes: manifestScopes() });
    const checks = await check(optionsFor(slack, []));
    expect(checks.map(({ name, ok }) => [name, ok])).toEqual([
      ["Slack bot token", true],
      ["Slack scopes", true],
      ["Slack socket", true],
    ]);
    await slack.stop();
  });

  it("names the scopes that are missing and how to get them", async () => {
    const slack = await startSlack({ scopes: manifestScopes().filter((scope) => scope !== "groups:history") });
    const [, scopes] = await check(optionsFor(slack, []));
    expect(scopes).toMatchObject({ ok: false, detail: "missing: groups:history" });
    expect(scopes?.fix).toContain("slack manifest");
    await slack.stop();
  });

  it("names the token that Slack refuses, and never shows it", async () => {
    const slack = await startSlack();
    const wrong = { ...optionsFor(slack, []), botToken: "xoxb-wrong", appToken: "xapp-wrong" };
    const checks = await check(wrong);
    expect(checks.map(({ ok, detail }) => [ok, detail])).toEqual([
      [false, "invalid_auth"],
      [false, "invalid_auth"],
    ]);
    expect(checks.map(({ fix }) => fix).join(" ")).toMatch(/SLACK_BOT_TOKEN.*SLACK_APP_TOKEN/);
    expect(JSON.stringify(checks)).not.toContain("-wrong");
    await slack.stop();
  });

  it("says where Slack cannot be reached", async () => {
    const slack = await startSlack();
    await slack.stop();
    const checks = await check(optionsFor(slack, []));
    expect(checks.every(({ ok, detail }) => !ok && detail === "ECONNREFUSED")).toBe(true);
  });
});

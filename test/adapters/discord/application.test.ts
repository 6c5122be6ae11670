import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { check, invite } from "#adapters/discord/application.ts";
import { startDiscord, type FakeDiscord } from "../../fakes/discord/index.ts";
import { openDiscord } from "./setup.ts";

let discord: FakeDiscord;
beforeAll(async () => {
  discord = await startDiscord();
});
afterAll(() => discord.stop());

describe("the invitation", () => {
  it("asks for exactly the scopes and permissions that are used", async () => {
    const url = new URL(await invite({ token: discord.token, apiUrl: discord.apiUrl }));
    expect(`${url.origin}${url.pathname}`).toBe("https://discord.com/oauth2/authorize");
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: discord.applicationId,
      scope: "bot applications.commands",
      // View Channels, Send Messages, Read Message History, Send Messages in Threads.
      permissions: String((1n << 10n) | (1n << 11n) | (1n << 16n) | (1n << 38n)),
    });
  });

  it("is refused with a line for the operator where the token is wrong", async () => {
    const refused = invite({ token: "wrong.token.here", apiUrl: discord.apiUrl });
    await expect(refused).rejects.toMatchObject({ code: "discord_unreachable", exitCode: 1 });
    await expect(refused).rejects.not.toThrow("wrong.token.here");
  });
});

describe("the check of a doctor", () => {
  const ok = (checks: Awaited<ReturnType<typeof check>>) =>
    checks.map((one) => [one.name, one.ok, one.fix !== undefined]);

  it("finds the commands missing before the first start, and nothing after it", async () => {
    const access = { token: discord.token, apiUrl: discord.apiUrl };
    expect(ok(await check(access))).toEqual([
      ["Discord token", true, false],
      ["Discord gateway", true, false],
      ["Discord commands", false, true],
    ]);
    const { started } = await openDiscord({ fake: discord });
    expect(ok(await check(access)).every(([, isOk]) => isOk)).toBe(true);
    await started.stop();
  });

  it("says what to do where the token is wrong or nobody listens, and never throws", async () => {
    const wrong = await check({ token: "wrong.token.here", apiUrl: discord.apiUrl });
    expect(wrong.map((one) => one.ok)).toEqual([false, false, false]);
    expect(wrong[0]?.detail).toBe("401");
    expect(wrong[0]?.fix).toContain("DISCORD_TOKEN");
    const dead = await check({ token: discord.token, apiUrl: "http://127.0.0.1:1/api" });
    expect(dead[0]).toMatchObject({ ok: false, detail: "ECONNREFUSED" });
  });
});

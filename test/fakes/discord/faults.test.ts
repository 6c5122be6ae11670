import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startDiscord, type Fault, type FakeDiscord } from "./index.ts";
import { raw } from "./raw.ts";

const ROUTE = "POST /channels/{channel_id}/messages";

describe("faults", () => {
  let discord: FakeDiscord;
  beforeEach(async () => {
    discord = await startDiscord();
  });
  afterEach(() => discord.stop());

  const post = (channel = discord.home.channel) => raw(discord, `POST /channels/${channel}/messages`, { content: "a" });

  it.each<{ fault: Fault; posted: number; status?: number; code?: number }>([
    { fault: { kind: "refusal", code: 50013 }, posted: 0, status: 403, code: 50013 },
    { fault: { kind: "refusal", code: 0 }, posted: 0, status: 401, code: 0 },
    { fault: { kind: "refusal", code: 40333 }, posted: 0, status: 403, code: 40333 },
    { fault: { kind: "rate limit", retryAfterMs: 2000 }, posted: 0, status: 429 },
    { fault: { kind: "rate limit" }, posted: 0, status: 429 },
    { fault: { kind: "status", status: 503 }, posted: 0, status: 503 },
    { fault: { kind: "status", status: 503, when: "after" }, posted: 1, status: 503 },
    { fault: { kind: "reset", when: "before" }, posted: 0 },
    { fault: { kind: "reset", when: "after" }, posted: 1 },
    { fault: { kind: "bad json" }, posted: 1, status: 200 },
    { fault: { kind: "slow", ms: 20 }, posted: 1, status: 200 },
  ])("plays $fault once, then all is well again", async ({ fault, posted, status, code }) => {
    discord.fail(ROUTE, fault);
    const failed = await post().catch((error: unknown) => error);
    expect(discord.messages()).toHaveLength(posted);
    const call = discord.calls.at(-1);
    expect(call?.route).toBe(ROUTE);
    expect(call?.status).toBe(status);
    if (fault.kind === "reset" || fault.kind === "bad json" || fault.kind === "status")
      expect(failed).toBeInstanceOf(Error);
    else expect(failed).toMatchObject({ status, ...(code !== undefined && { code }) });
    expect(await post()).toMatchObject({ status: 200 });
    expect(discord.messages()).toHaveLength(posted + 1);
  });

  it.each([
    { when: "before" as const, posted: 0 },
    { when: "after" as const, posted: 1 },
  ])("hangs $when it acted, until the client gives up", async ({ when, posted }) => {
    discord.fail(ROUTE, { kind: "hang", when });
    const gaveUp = new AbortController();
    const hanging = fetch(`${discord.apiUrl}/v10/channels/${discord.home.channel}/messages`, {
      method: "POST",
      headers: { authorization: `Bot ${discord.token}`, "user-agent": "DiscordBot (x, 1)" },
      body: JSON.stringify({ content: "a" }),
      signal: gaveUp.signal,
    });
    // A second post goes through meanwhile: one request in the air holds back no other.
    while (discord.calls.length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(await post()).toMatchObject({ status: 200 });
    gaveUp.abort();
    await expect(hanging).rejects.toThrow();
    expect(discord.messages()).toHaveLength(posted + 1);
  });

  it("fails only the requests picked, and heals", async () => {
    const other = discord.addChannel();
    discord.fail(ROUTE, { kind: "status", status: 500 }, Infinity, ({ path }) => path.includes(other));
    expect(await post()).toMatchObject({ status: 200 });
    await expect(post(other)).rejects.toThrow();
    await expect(post(other)).rejects.toThrow();
    discord.heal();
    expect(await post(other)).toMatchObject({ status: 200 });
  });

  it("records every call, without the token", async () => {
    await post();
    expect(discord.calls).toMatchObject([{ method: "POST", route: ROUTE, body: { content: "a" }, status: 200 }]);
    expect(JSON.stringify(discord.calls)).not.toContain(discord.token);
  });
});

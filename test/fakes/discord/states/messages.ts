import { expect } from "vitest";
import { idOf, raw } from "../raw.ts";
import type { StateRuleId } from "../refusals/states.ts";
import { expectAccepted, expectRefused, post, register, answer, type Case } from "./case.ts";

const MINUTE_MS = 60_000;
const onDemand: Case = async ({ discord }, code) => {
  if (code !== 30046 && code !== 20028 && code !== 50278 && code !== 200000) throw new Error(`no row of ${code}`);
  discord.fail("POST /channels/{channel_id}/messages", { kind: "refusal", code });
  expectRefused(await post(discord), code);
  expect(discord.messages()).toEqual([]);
  expectAccepted(await post(discord));
};

export const messageCases = {
  history: async ({ discord }, code) => {
    const path = `/channels/${discord.home.channel}/messages`;
    const [one = "", two = "", three = ""] = [
      idOf(await post(discord)),
      idOf(await post(discord)),
      idOf(await post(discord)),
    ];
    const ids = async (query: string) =>
      ((await raw(discord, `GET ${path}?${query}`)).body as { id: string }[]).map(({ id }) => id);
    expect(await ids("")).toEqual([three, two, one]);
    expect(await ids("limit=2")).toEqual([three, two]);
    expect(await ids(`before=${three}&limit=1`)).toEqual([two]);
    expect(await ids(`after=${one}`)).toEqual([three, two]);
    expect(await ids(`after=${one}&limit=1`)).toEqual([two]);
    expectRefused(await raw(discord, `GET ${path}?limit=101`), code, 400);
    expectRefused(await raw(discord, `GET ${path}?limit=0`), code, 400);
    expectAccepted(await raw(discord, `GET ${path}?limit=100`));
  },
  "nonce-enforced": async ({ discord, pass }) => {
    const body = { content: "a", nonce: "key", enforce_nonce: true };
    const first = await post(discord, body);
    pass(MINUTE_MS);
    expect(await post(discord, body)).toMatchObject({ status: 200, body: { id: idOf(first), nonce: "key" } });
    expect(discord.messages()).toHaveLength(1);
    expect(idOf(await post(discord, body, discord.addChannel()))).not.toBe(idOf(first));
    pass(5 * MINUTE_MS);
    expect(idOf(await post(discord, body))).not.toBe(idOf(first));
  },
  "nonce-not-enforced": async ({ discord }) => {
    const body = { content: "a", nonce: "key" };
    expect(idOf(await post(discord, body))).not.toBe(idOf(await post(discord, body)));
  },
  "nonce-in-history": async ({ discord }) => {
    const made = await post(discord, { content: "a", nonce: "key" });
    expect(made.body).toHaveProperty("nonce", "key");
    const path = `GET /channels/${discord.home.channel}/messages`;
    expect(((await raw(discord, path)).body as object[])[0]).not.toHaveProperty("nonce");
    expect((await raw(discord, `${path}/${idOf(made)}`)).body).not.toHaveProperty("nonce");
  },
  "ephemeral-message": async ({ discord }) => {
    const id = idOf(await post(discord, { content: "a", flags: 64 }));
    expect(discord.messages()).toMatchObject([{ id, flags: 0 }]);
  },
  "no-content": async ({ discord }) => {
    const made = await raw(discord, `DELETE /channels/${discord.home.channel}/messages/${idOf(await post(discord))}`);
    expect(made.status).toBe(204);
    expect(made.headers.get("content-type")).toBeNull();
  },
  "mentions-of-messages": async ({ discord }) => {
    discord.permit(discord.home.channel, ["VIEW_CHANNEL", "SEND_MESSAGES", "MENTION_EVERYONE"]);
    const content = `@everyone <@${discord.home.user}> <@&${discord.home.guild}>`;
    await post(discord, content);
    await post(discord, { content, allowed_mentions: { parse: [] } });
    await post(discord, { flags: 1 << 15, components: [{ type: 10, content }] });
    const pinged = {
      mention_everyone: true,
      mentions: [{ id: discord.home.user }],
      mention_roles: [discord.home.guild],
    };
    const silent = { mention_everyone: false, mentions: [], mention_roles: [] };
    expect(discord.messages()).toMatchObject([pinged, silent, pinged]);
  },
  "mentions-of-answers": async ({ discord }) => {
    discord.permit(discord.home.channel, ["VIEW_CHANNEL", "SEND_MESSAGES", "MENTION_EVERYONE"]);
    await register(discord);
    const asked = discord.slash("papers");
    const content = `@everyone <@${discord.home.user}> <@&${discord.home.guild}>`;
    expectAccepted(await answer(discord, { type: 4, data: { content } }));
    const pinged = { mention_everyone: false, mentions: [{ id: discord.home.user }], mention_roles: [] };
    expect(await asked.answer()).toMatchObject(pinged);
  },
  "creates-200": async ({ discord, pass }, code) => {
    const path = `PUT /applications/${discord.applicationId}/commands`;
    const set = (prefix: string, count: number) =>
      Array.from({ length: count }, (_, i) => ({ name: `${prefix}${i}`, description: "d" }));
    expectAccepted(await raw(discord, path, set("a", 100)));
    expectAccepted(await raw(discord, path, set("a", 100)));
    expectAccepted(await raw(discord, path, set("b", 100)));
    expectRefused(await raw(discord, path, set("c", 1)), code, 400);
    pass(25 * 60 * MINUTE_MS);
    expectAccepted(await raw(discord, path, set("c", 1)));
  },
  "commands-put": async ({ discord }) => {
    const path = `/applications/${discord.applicationId}/commands`;
    const [a, b] = [
      { name: "a", description: "d" },
      { name: "b", description: "d" },
    ];
    await raw(discord, `PUT ${path}`, [a, b]);
    const before = discord.commands();
    await raw(discord, `PUT ${path}`, [b]);
    expect((await raw(discord, `GET ${path}`)).body).toMatchObject([{ ...b, id: before[1]?.id }]);
  },
  "fault-rate-limit": async ({ discord }) => {
    discord.fail("POST /channels/{channel_id}/messages", { kind: "rate limit", retryAfterMs: 1500, scope: "shared" });
    const { status, body, headers } = await post(discord);
    expect(status).toBe(429);
    expect(body).toEqual({ message: "You are being rate limited.", retry_after: 1.5, global: false });
    expect(headers.get("retry-after")).toBe("2");
    expect(headers.get("x-ratelimit-remaining")).toBe("0");
    expect(headers.get("x-ratelimit-scope")).toBe("shared");
    expectAccepted(await post(discord));
  },
  "fault-30046": onDemand,
  "fault-20028": onDemand,
  "fault-50278": onDemand,
  "fault-200000": onDemand,
} satisfies Partial<Record<StateRuleId, Case>>;

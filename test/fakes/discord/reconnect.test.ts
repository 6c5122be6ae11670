import { Events } from "discord.js";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { heard, realClients } from "./client.ts";
import { startDiscord, type FakeDiscord } from "./index.ts";

describe("the real discord.js, when things go wrong", () => {
  let discord: FakeDiscord;
  const clients = realClients();
  beforeEach(async () => {
    discord = await startDiscord();
  });
  afterEach(async () => {
    await clients.destroy();
    await discord.stop();
  });

  it("is resumed after opcode 7, and nothing is lost meanwhile", async () => {
    const client = await clients.login(discord);
    const created = heard(client, Events.MessageCreate);
    discord.gateway.askToReconnect();
    discord.mention("meanwhile");
    expect((await created)[0].content).toContain("meanwhile");
    if (discord.gateway.resumed === 0) await heard(client, Events.ShardResume);
    expect(discord.gateway).toMatchObject({ identified: 1, resumed: 1 });
  });

  it("is identified anew after opcode 9", async () => {
    // The real throttler waits 5 s between two IDENTIFYs.
    const waitForIdentify = () => Promise.resolve();
    const client = await clients.login(
      discord,
      {},
      { buildIdentifyThrottler: () => Promise.resolve({ waitForIdentify }) },
    );
    const ready = heard(client, Events.ShardReady);
    discord.gateway.invalidate();
    await ready;
    expect(discord.gateway).toMatchObject({ identified: 2, resumed: 0 });
  });

  it("gives both processes of one token every event", async () => {
    const both = [await clients.login(discord), await clients.login(discord)];
    const heardOf = both.map((client) => heard(client, Events.MessageCreate));
    const { id } = discord.mention("hello");
    expect((await Promise.all(heardOf)).map(([message]) => message.id)).toEqual([id, id]);
  });

  it("posts once where an answer was lost and the client sends the same nonce again", async () => {
    const client = await clients.login(discord, { retries: 3 });
    const channel = await client.channels.fetch(discord.home.channel);
    if (!channel?.isSendable()) throw new Error("no channel");
    discord.fail("POST /channels/{channel_id}/messages", { kind: "status", status: 502, when: "after" }, 2);
    const sent = await channel.send("once");
    expect(discord.messages()).toMatchObject([{ id: sent.id, content: "once" }]);
    expect(discord.calls.filter(({ method }) => method === "POST").map(({ status }) => status)).toEqual([
      502, 502, 200,
    ]);
  });
});

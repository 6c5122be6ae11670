import { describe, expect, it } from "vitest";
import {
  findChannel,
  listSubscriptions,
  openChannel,
  parseTopic,
  recentChanges,
  subscribe,
  topicLimit,
  unsubscribe,
  type WhichTopic,
} from "#src/channels/index.ts";
import type { ChannelRef } from "#src/platform/index.ts";
import type { Store } from "#src/store/index.ts";
import { dialects, useDatabases } from "../store/databases.ts";

const channel: ChannelRef = { platform: "discord", workspace: "G1", id: "C:1" };
const key = "discord:G1:C:1";

describe.each(dialects)("what is kept of channels on %s", (dialect) => {
  const databases = useDatabases(dialect);

  const follow = (store: Store, topics: readonly string[], now = 1) =>
    store.db.transaction().execute(async (trx) => {
      await openChannel(trx, channel);
      const making = { actor: "Ada", now, newAfter: now, filedUnder: () => "x" };
      return subscribe(trx, key, topics.map(parseTopic), making);
    });
  const leave = (store: Store, which: WhichTopic) =>
    store.db.transaction().execute((trx) => unsubscribe(trx, key, which, { actor: "Bob", now: 9 }));
  const topics = async (store: Store) => (await listSubscriptions(store.db, key)).map(({ topic }) => topic.typed);

  it("begins with defaults, by whatever id the platform gives", async () => {
    const { db } = await databases.open();
    expect(await findChannel(db, channel)).toBeUndefined();
    const made = await db.transaction().execute((trx) => openChannel(trx, channel));
    expect(made).toEqual(await findChannel(db, channel));
    expect(made).toMatchObject({ ref: channel, key, nextDueAt: undefined, blocked: undefined });
    expect(made.settings).toEqual({
      daily: false,
      at: "09:00",
      zone: "UTC",
      days: "weekdays",
      count: 5,
      posts: "everything",
      nothingNew: "stay quiet",
      pausedUntil: undefined,
      managers: false,
    });
  });

  it("are topics as typed, each once, with who changed them", async () => {
    const store = await databases.open();
    expect((await follow(store, ["model editing", "Edit  models", "mamba"])).map(({ typed }) => typed)).toHaveLength(2);
    expect(await follow(store, ["mamba", "has:code adapters"], 2)).toMatchObject([{ typed: "has:code adapters" }]);
    expect(await topics(store)).toEqual(["Edit models", "mamba", "has:code adapters"]);
    expect(await leave(store, { place: 1 })).toMatchObject([{ topic: { typed: "Edit models" } }]);
    expect(await leave(store, { topic: "adapter has:code" })).toHaveLength(1);
    expect(await topics(store)).toEqual(["mamba"]);
    expect(await leave(store, { all: true })).toHaveLength(1);
    expect(await recentChanges(store.db, key, 2)).toEqual([
      { at: 9, actor: "Bob", what: "unsubscribe", before: "mamba", after: "" },
      { at: 9, actor: "Bob", what: "unsubscribe", before: "has:code adapters", after: "" },
    ]);
    await expect(leave(store, { place: 1 })).rejects.toThrow("follows no topics");
  });

  it(`are at most ${topicLimit} topics; more are refused whole`, async () => {
    const store = await databases.open();
    await follow(
      store,
      Array.from({ length: topicLimit - 1 }, (_, at) => `topic${at}`),
    );
    await expect(follow(store, ["mamba", "jamba"])).rejects.toThrow("at most 100 topics");
    expect(await topics(store)).toHaveLength(topicLimit - 1);
    await follow(store, ["mamba"]);
    await expect(leave(store, { place: 101 })).rejects.toThrow("no number 101");
    await expect(leave(store, { topic: "samba" })).rejects.toThrow("“samba” is no topic");
  });
});

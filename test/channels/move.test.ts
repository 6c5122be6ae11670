import { expect, describe, it } from "vitest";
import {
  findChannel,
  listSubscriptions,
  moveChannel,
  openChannel,
  parseTopic,
  recentChanges,
  subscribe,
} from "#src/channels/index.ts";
import type { ChannelRef } from "#src/platform/index.ts";
import type { Store } from "#src/store/index.ts";
import { dialects, useDatabases } from "../store/databases.ts";

const from: ChannelRef = { platform: "slack", workspace: "T1", id: "C1" };
const to: ChannelRef = { ...from, id: "C2" };
const [old, key] = ["slack:T1:C1", "slack:T1:C2"];
const NOW = 9;

describe.each(dialects)("a channel with a new id on %s", (dialect) => {
  const databases = useDatabases(dialect);

  const follow = (store: Store, channel: ChannelRef, topic: string) =>
    store.db.transaction().execute(async (trx) => {
      const { key: where } = await openChannel(trx, channel);
      return subscribe(trx, where, [parseTopic(topic)], { actor: "Ada", now: 1, newAfter: 1, filedUnder: () => "x" });
    });
  const edition = (local_date: string, state: "sending" | "sent") => ({
    ...{ channel: old, local_date, state, workspace: "slack:T1", platform: "slack", attempt: 1, due_at: 1 },
    ...{ content: '{"papers":[]}', caught_from: 0, tries: 0, stopped: 0, act_at: state === "sending" ? 5 : null },
  });
  const move = (store: Store) => store.db.transaction().execute((trx) => moveChannel(trx, from, to, NOW));

  it("keeps its settings, topics and history, also where somebody asked under the new id first", async () => {
    const store = await databases.open();
    await follow(store, from, "mamba");
    await store.db.updateTable("channel").set({ at: "10:30", daily: 1 }).where("key", "=", old).execute();
    await store.db
      .insertInto("edition")
      .values([edition("2026-11-23", "sent"), edition("2026-11-24", "sending")])
      .execute();
    await store.db.insertInto("shown").values({ channel: old, paper: "p1", local_date: "2026-11-23" }).execute();
    await follow(store, to, "grokking");

    // The platform may say it twice.
    await move(store);
    await move(store);

    expect(await findChannel(store.db, from)).toBeUndefined();
    expect(await findChannel(store.db, to)).toMatchObject({ ref: to, key, settings: { at: "10:30", daily: true } });
    expect((await listSubscriptions(store.db, key)).map(({ topic }) => topic.typed)).toEqual(["mamba"]);
    expect(await recentChanges(store.db, key, 9)).toMatchObject([{ what: "subscribe", after: "mamba" }]);
    expect(await store.db.selectFrom("shown").select(["channel", "paper"]).execute()).toEqual([
      { channel: key, paper: "p1" },
    ]);
    const states = store.db.selectFrom("edition").select(["channel", "state", "act_at"]).orderBy("local_date");
    expect(await states.execute()).toEqual([
      { channel: key, state: "sent", act_at: null },
      { channel: key, state: "uncertain", act_at: null },
    ]);
  });

  it("is nothing to do where the old id was never heard of", async () => {
    const store = await databases.open();
    await follow(store, to, "grokking");
    await move(store);
    expect((await listSubscriptions(store.db, key)).map(({ topic }) => topic.typed)).toEqual(["grokking"]);
  });
});

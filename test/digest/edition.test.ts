import { describe, expect, it } from "vitest";
import { filedUnder, openChannel, parseTopic, subscribe, type Settings } from "#src/channels/index.ts";
import { createCorpus, type Corpus } from "#src/corpus/index.ts";
import { changeSettings, followTimeZoneData } from "#src/digest/settings.ts";
import { status, whyShown } from "#src/digest/status.ts";
import type { Posted } from "#src/platform/index.ts";
import { plain, type Reply } from "#src/reply/index.ts";
import type { Store } from "#src/store/index.ts";
import { dialects, useDatabases } from "../store/databases.ts";
import { aListing, aPaper, createWorld, here, type World } from "./world.ts";

const minute = 60_000;
const day = 24 * 60 * minute;
/** Tuesday, 09:00 in Berlin. */
const nine = Date.UTC(2026, 10, 24, 8);
const daily: Partial<Settings> = { daily: true, at: "09:00", zone: "Europe/Berlin", days: "every day" };

/** The listing with new papers on top. */
function withNew(corpus: Corpus, numbers: readonly number[], words: string): Corpus {
  const fresh = numbers.map((number) => aPaper(number, words));
  const papers = [...fresh, ...corpus.papers].map((paper, at) => ({ ...paper, number: at + 1 }));
  return createCorpus(papers, `with ${numbers.join(" ")}`);
}

function cardsOf(reply: Reply | undefined): [id: string, why: string][] {
  return (reply?.blocks ?? []).flatMap((block) =>
    block.kind === "papers" ? block.cards.map(({ id, why }): [string, string] => [id, plain(why)]) : [],
  );
}

function noticesOf(reply: Reply | undefined): string[] {
  return (reply?.blocks ?? []).flatMap((block) => (block.kind === "notice" ? [plain(block.text)] : []));
}

describe.each(dialects)("an edition on %s", (dialect) => {
  const databases = useDatabases(dialect);

  async function begin(
    change: Partial<Settings>,
    topics: readonly string[] = [],
  ): Promise<{ store: Store; world: World; choose: (change: Partial<Settings>) => Promise<void> }> {
    const store = await databases.open();
    const world = createWorld(store, { now: nine - minute, corpus: aListing(8) });
    const choose = (change: Partial<Settings>) =>
      store.db.transaction().execute(async (trx) => {
        await changeSettings(trx, await openChannel(trx, here), change, { actor: "Ada", now: world.now });
      });
    await choose({ ...daily, ...change });
    await world.library.takeIn();
    await store.db.transaction().execute(async (trx) => {
      const newAfter = await world.library.newestAt(trx);
      const { key } = await openChannel(trx, here);
      const making = {
        actor: "Ada",
        now: world.now,
        newAfter,
        filedUnder: (one: ReturnType<typeof parseTopic>) => filedUnder(one, () => 0),
      };
      await subscribe(trx, key, topics.map(parseTopic), making);
    });
    return { store, world, choose };
  }

  it("begins with what is new on its topics, the newest first, then trending, each once with all reasons", async () => {
    const { store, world } = await begin({ count: 4 }, ["edit model", "model"]);
    world.corpus = withNew(world.corpus, [101], "model editing");
    world.now += 1;
    await world.pass(0);
    world.corpus = withNew(world.corpus, [102, 103], "editing of models");
    await world.pass(minute);
    expect(cardsOf(world.platform.posts[0]?.edition)).toEqual([
      ["paper-102", "topic “edit model” (editing, models) · topic “model” (models) · 1st in the listing"],
      ["paper-103", "topic “edit model” (editing, models) · topic “model” (models) · 2nd in the listing"],
      ["paper-101", "topic “edit model” (model, editing) · topic “model” (model) · 3rd in the listing"],
      ["paper-1", "4th in the listing"],
    ]);
    expect(await whyShown(store.db, here, ["paper-101"])).toEqual({
      date: "2026-11-24",
      state: "sent",
      entry: {
        id: "paper-101",
        topics: [
          { topic: "edit model", words: ["model", "editing"] },
          { topic: "model", words: ["model"] },
        ],
        place: "3rd in the listing",
      },
    });
    expect(await whyShown(store.db, here, ["paper-2"])).toBeUndefined();
  });

  it("takes nothing for new on a topic that was there before it, and leaves for the next what does not fit", async () => {
    const { world } = await begin({ count: 2, posts: "topics only" }, ["model editing"]);
    world.corpus = withNew(world.corpus, [101, 102, 103], "model editing");
    await world.pass(minute);
    expect(cardsOf(world.platform.posts[0]?.edition).map(([id]) => id)).toEqual(["paper-101", "paper-102"]);
    await world.pass(day);
    expect(cardsOf(world.platform.posts[1]?.edition).map(([id]) => id)).toEqual(["paper-103"]);
    await world.pass(day);
    expect(world.platform.posts).toHaveLength(2);
  });

  it("of a topic still holds a paper that has left the listing", async () => {
    const { world } = await begin({ posts: "topics only" }, ["mamba"]);
    const before = world.corpus;
    world.corpus = withNew(before, [101], "mamba");
    await world.pass(0);
    world.corpus = before;
    await world.pass(minute);
    expect(world.errors).toEqual([]);
    expect(cardsOf(world.platform.posts[0]?.edition)).toEqual([["paper-101", "topic “mamba” (mamba)"]]);
  });

  it("after a week without one holds the newest and leaves out the others for good", async () => {
    const { world, choose } = await begin({ count: 2, posts: "topics only", pausedUntil: "2026-12-03" }, ["mamba"]);
    world.corpus = withNew(world.corpus, [101, 102, 103, 104, 105], "mamba");
    await world.pass(9 * day);
    await choose({ pausedUntil: undefined });
    await world.pass(minute);
    const [first] = world.platform.posts;
    expect(cardsOf(first?.edition).map(([id]) => id)).toEqual(["paper-101", "paper-102"]);
    expect(noticesOf(first?.edition)).toEqual([
      "No edition came for a week: 3 more papers on your topics stay out, these are the newest.",
    ]);
    await world.pass(day);
    expect(world.platform.posts).toHaveLength(1);
  });

  it("says that nothing is new where the channel wants to hear it", async () => {
    const { store, world } = await begin({ posts: "topics only", nothingNew: "say so" }, ["mamba"]);
    await world.pass(minute);
    expect(noticesOf(world.platform.posts[0]?.edition)).toEqual(["Nothing new today."]);
    expect((await status(store.db, here, { editions: 1, changes: 0 }))?.editions[0]?.state).toBe("sent");
  });

  it("says again that the listing is used up when it was filled up in between", async () => {
    const { world } = await begin({ count: 8, nothingNew: "say so" });
    const usedUp = () =>
      noticesOf(world.platform.posts.at(-1)?.edition).map((notice) => notice.includes("every paper"));
    await world.pass(minute);
    expect(usedUp()).toEqual([]);
    await world.pass(day);
    expect(usedUp()).toEqual([true]);
    await world.pass(day);
    expect(usedUp()).toEqual([false]);
    world.corpus = withNew(world.corpus, [101, 102], "mamba");
    await world.pass(day);
    expect(usedUp()).toEqual([]);
    world.corpus = withNew(world.corpus, [103, 104, 105, 106, 107, 108, 109, 110], "mamba");
    await world.pass(day);
    expect(usedUp()).toEqual([]);
    await world.pass(day);
    expect(usedUp()).toEqual([true]);
  });

  it("can be looked at before it comes, which changes nothing", async () => {
    const { store, world } = await begin({ count: 2 });
    const look = async () => cardsOf(await world.digest.preview(here)).map(([id]) => id);
    expect(await look()).toEqual(["paper-1", "paper-2"]);
    expect(await look()).toEqual(["paper-1", "paper-2"]);
    expect(await store.db.selectFrom("edition").selectAll().execute()).toEqual([]);
    expect(await store.db.selectFrom("shown").selectAll().execute()).toEqual([]);
    expect((await world.digest.preview(here)).blocks[0]).toEqual({
      kind: "heading",
      text: "Papers for Tuesday, 24 November 2026",
    });
  });

  it("shows a paper once that turned out to be another while its edition was failing", async () => {
    const { store, world } = await begin({ posts: "topics only", count: 1 }, ["mamba"]);
    const [first, second] = [["arxiv:2611.00101"], ["doi:10.1000/102"]].map((aliases, at) =>
      aPaper(101 + at, "mamba", { aliases, number: 2 - at }),
    );
    world.corpus = createCorpus([second!, first!], "two");
    await world.pass(minute);
    expect(cardsOf(world.platform.posts[0]?.edition).map(([id]) => id)).toEqual(["paper-102"]);

    let answer: (posted: Posted) => void = () => undefined;
    world.platform.answers.push(new Promise((resolve) => (answer = resolve)));
    world.now += day;
    await world.digest.tick();
    await expect.poll(() => world.platform.posts.length).toBe(2);
    expect(cardsOf(world.platform.posts[1]?.edition).map(([id]) => id)).toEqual(["paper-101"]);
    const both = { ...first!, aliases: [...first!.aliases, ...second!.aliases] };
    world.corpus = createCorpus([{ ...both, number: 1 }], "one");
    await world.library.takeIn();
    answer({ state: "our bug", reason: "invalid_blocks" });
    await world.digest.idle();
    expect((await status(store.db, here, { editions: 1, changes: 0 }))?.editions[0]?.state).toBe("failed");

    await world.pass(day);
    await world.pass(day);
    expect(world.platform.posts).toHaveLength(2);
    expect((await world.library.find("paper-102"))?.id).toBe("paper-101");
  });

  it("is told by status with its state, why, and when, and with who changed what", async () => {
    const { store, world, choose } = await begin({ count: 2 });
    world.platform.answers.push({ state: "not posted, retry", reason: "ratelimited", afterMs: 90 * minute });
    await world.pass(minute);
    const sentence = async () => (await status(store.db, here, { editions: 1, changes: 9 }))?.editions[0]?.sentence;
    expect(await sentence()).toBe(
      "Not posted yet: ratelimited. Tried once; the next try is on Tue 24 November, 10:30, the last before Tue 24 November, 15:00.",
    );
    await world.pass(90 * minute);
    expect(await sentence()).toBe("Posted 2 papers on Tue 24 November, 10:30.");
    await choose({ at: "07:00", count: 3 });
    const known = await status(store.db, here, { editions: 1, changes: 2 });
    expect(known?.changes).toEqual([
      { at: world.now, actor: "Ada", what: "count", before: "2", after: "3" },
      { at: world.now, actor: "Ada", what: "at", before: "09:00", after: "07:00" },
    ]);
    expect(known?.channel.nextDueAt).toBe(nine + day - 2 * 60 * minute);
  });

  it("keeps its due moment when other time-zone data comes, where it is past, and works it out again where it is not", async () => {
    const { store, world } = await begin({});
    const due = async () => (await status(store.db, here, { editions: 0, changes: 0 }))?.channel.nextDueAt;
    await store.db
      .updateTable("channel")
      .set({ next_due_at: nine + 7 * minute })
      .execute();
    await followTimeZoneData(store.db, "2026z", world.now);
    expect(await due()).toBe(nine);
    await store.db
      .updateTable("channel")
      .set({ next_due_at: nine + 7 * minute })
      .execute();
    await followTimeZoneData(store.db, "2026z", world.now);
    expect(await due()).toBe(nine + 7 * minute);
    await followTimeZoneData(store.db, "2027a", nine + 8 * minute);
    expect(await due()).toBe(nine + 7 * minute);
  });

  it("of a channel whose schedule cannot be worked out holds back no other", async () => {
    const { store, world } = await begin({});
    const other = { ...here, id: "C2" };
    await store.db.transaction().execute(async (trx) => {
      await changeSettings(trx, await openChannel(trx, other), daily, { actor: "Ada", now: world.now });
    });
    await store.db.updateTable("channel").set({ zone: "Mars/Olympus" }).where("key", "=", "slack:T1:C1").execute();
    await world.pass(minute);
    expect(world.platform.posts.map(({ channel }) => channel.id)).toEqual(["C2"]);
    expect((await status(store.db, here, { editions: 0, changes: 0 }))?.channel.blocked).toContain("choose its time");
    expect(world.errors).toHaveLength(1);
  });
});

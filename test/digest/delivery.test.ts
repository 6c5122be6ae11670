import { describe, expect, it } from "vitest";
import { openChannel, type Settings } from "#src/channels/index.ts";
import { changeSettings } from "#src/digest/settings.ts";
import { status, type EditionState } from "#src/digest/status.ts";
import { plain } from "#src/reply/index.ts";
import type { ChannelRef, Posted } from "#src/platform/index.ts";
import type { Store } from "#src/store/index.ts";
import { dialects, useDatabases } from "../store/databases.ts";
import { aListing, createWorld, here, type World } from "./world.ts";

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
/** Tuesday, 09:00 in Berlin. */
const nine = Date.UTC(2026, 10, 24, 8);

async function choose(store: Store, now: number, change: Partial<Settings>, ref: ChannelRef = here): Promise<void> {
  await store.db.transaction().execute(async (trx) => {
    await changeSettings(trx, await openChannel(trx, ref), change, { actor: "Ada", now });
  });
}

const daily: Partial<Settings> = { daily: true, at: "09:00", zone: "Europe/Berlin", days: "every day" };

async function states(store: Store, ref = here): Promise<[date: string, state: EditionState][]> {
  const known = await status(store.db, ref, { editions: 10, changes: 10 });
  return (known?.editions ?? []).map(({ date, state }) => [date, state]);
}

function titles(world: World, post: number): string[] {
  const blocks = world.platform.posts[post]?.edition.blocks ?? [];
  return blocks.flatMap((block) => (block.kind === "papers" ? block.cards.map(({ id }) => id) : []));
}

describe.each(dialects)("the daily post on %s", (dialect) => {
  const databases = useDatabases(dialect);

  async function begin(change: Partial<Settings> = {}): Promise<{ store: Store; world: World }> {
    const store = await databases.open();
    const world = createWorld(store, { now: nine - minute, corpus: aListing(12) });
    await choose(store, world.now, { ...daily, ...change });
    return { store, world };
  }

  it("comes at its minute, once, with the first trending papers", async () => {
    const { store, world } = await begin();
    await world.pass(0);
    expect(world.platform.posts).toHaveLength(0);
    await world.pass(minute);
    await world.pass(5 * second);
    expect(world.platform.posts).toHaveLength(1);
    expect(titles(world, 0)).toEqual(["paper-1", "paper-2", "paper-3", "paper-4", "paper-5"]);
    expect(world.platform.posts[0]!.key).toMatch(/^[a-z2-7]{24}$/);
    expect(await states(store)).toEqual([["2026-11-24", "sent"]]);
  });

  it("holds no paper twice in a channel, says once that the list is used up, and then stays quiet", async () => {
    const { store, world } = await begin();
    for (let day = 0; day < 5; day++) await world.pass(day === 0 ? minute : 24 * hour);
    expect(titles(world, 1)).toEqual(["paper-6", "paper-7", "paper-8", "paper-9", "paper-10"]);
    expect(titles(world, 2)).toEqual(["paper-11", "paper-12"]);
    expect(JSON.stringify(world.platform.posts[2]!.edition)).toContain("seen every paper");
    expect(world.platform.posts).toHaveLength(3);
    expect((await states(store)).map(([, state]) => state)).toEqual(["skipped", "skipped", "sent", "sent", "sent"]);
  });

  it("is tried again with the same key after what was not posted for sure, later each time", async () => {
    const { world } = await begin();
    const refused: Posted = { state: "not posted, retry", reason: "ratelimited" };
    world.platform.answers.push(refused, refused, { ...refused, afterMs: 40 * second });
    await world.pass(minute);
    await world.pass(4 * second);
    expect(world.platform.posts).toHaveLength(1);
    await world.pass(second);
    expect(world.platform.posts).toHaveLength(2);
    await world.pass(9 * second);
    expect(world.platform.posts).toHaveLength(2);
    await world.pass(second);
    expect(world.platform.posts).toHaveLength(3);
    await world.pass(39 * second);
    expect(world.platform.posts).toHaveLength(3);
    await world.pass(second);
    expect(world.platform.posts).toHaveLength(4);
    expect(new Set(world.platform.posts.map(({ key }) => key)).size).toBe(1);
  });

  it("is missed after six hours, and its papers come the next day", async () => {
    const { store, world } = await begin();
    world.platform.answers.push(
      ...Array.from({ length: 100 }, (): Posted => ({ state: "not posted, retry", reason: "service_unavailable" })),
    );
    for (let passed = 0; passed <= 6 * hour; passed += 10 * minute) await world.pass(10 * minute);
    expect(await states(store)).toEqual([["2026-11-24", "missed"]]);
    world.platform.answers.length = 0;
    await world.pass(18 * hour);
    expect(titles(world, world.platform.posts.length - 1)).toEqual(titles(world, 0));
    expect(await states(store)).toEqual([
      ["2026-11-25", "sent"],
      ["2026-11-24", "missed"],
    ]);
  });

  it("that was perhaps posted is looked for when no call can be in flight, and not sent again where it is found", async () => {
    const { store, world } = await begin();
    world.platform.answers.push({ state: "perhaps posted", reason: "timeout" });
    world.platform.found.push({ message: "m1" });
    await world.pass(minute);
    await world.pass(74 * second);
    expect(world.platform.finds).toHaveLength(0);
    await world.pass(second);
    expect(world.platform.finds).toEqual([{ key: world.platform.posts[0]!.key, since: new Date(nine) }]);
    expect(await states(store)).toEqual([["2026-11-24", "sent"]]);
    expect(world.platform.posts).toHaveLength(1);
  });

  it("that was perhaps posted is sent again where it is absent, and is uncertain where nobody can tell", async () => {
    const { store, world } = await begin();
    world.platform.answers.push(
      { state: "perhaps posted", reason: "timeout" },
      { state: "perhaps posted", reason: "502" },
    );
    world.platform.found.push("absent", "unknown");
    await world.pass(minute);
    await world.pass(75 * second);
    await world.pass(5 * second);
    expect(world.platform.posts).toHaveLength(2);
    await world.pass(75 * second);
    expect(await states(store)).toEqual([["2026-11-24", "uncertain"]]);
    await world.digest.postAgain(here, "2026-11-24");
    await world.digest.idle();
    expect(await states(store)).toEqual([["2026-11-24", "sent"]]);
    expect(titles(world, 2)).toEqual(titles(world, 0));
    expect(world.platform.posts[2]!.key).not.toBe(world.platform.posts[0]!.key);
    await expect(world.digest.postAgain(here, "2026-11-24")).rejects.toThrow("not in doubt");
  });

  it("fails at once where the channel is gone, asks at the next due moment, and goes on when it is let in", async () => {
    const { store, world } = await begin();
    world.platform.answers.push({ state: "channel gone", reason: "not_in_channel" });
    world.platform.letIn = { kind: "notice", tone: "info", text: ["invite me"] };
    await world.pass(minute);
    await world.pass(24 * hour);
    await world.pass(5 * second);
    expect(world.platform.posts).toHaveLength(1);
    expect((await status(store.db, here, { editions: 9, changes: 0 }))?.channel.blocked).toBe("invite me");
    world.platform.letIn = "yes";
    await world.pass(24 * hour);
    await world.pass(5 * second);
    expect(await states(store)).toEqual([
      ["2026-11-26", "sent"],
      ["2026-11-25", "failed"],
      ["2026-11-24", "failed"],
    ]);
    expect(titles(world, 1)).toEqual(titles(world, 0));
  });

  it("is cancelled when it is switched off, and its papers stay new", async () => {
    const { store, world } = await begin();
    world.platform.answers.push({ state: "not posted, retry", reason: "ratelimited", afterMs: hour });
    await world.pass(minute);
    await choose(store, world.now, { daily: false });
    expect(await states(store)).toEqual([["2026-11-24", "cancelled"]]);
    await world.pass(2 * hour);
    expect(world.platform.posts).toHaveLength(1);
    await world.digest.postNow(here);
    await world.digest.idle();
    expect(await states(store)).toEqual([["2026-11-24", "sent"]]);
    expect(titles(world, 1)).toEqual(titles(world, 0));
  });

  it("that is on its way when it is switched off is not tried again", async () => {
    const { store, world } = await begin();
    let answer: (posted: Posted) => void = () => undefined;
    world.platform.answers.push(new Promise((resolve) => (answer = resolve)));
    world.now = nine;
    await world.digest.tick();
    await expect.poll(() => world.platform.posts.length).toBe(1);
    await choose(store, world.now, { daily: false });
    expect(await states(store)).toEqual([["2026-11-24", "sending"]]);
    answer({ state: "not posted, retry", reason: "ratelimited" });
    await world.digest.idle();
    expect(await states(store)).toEqual([["2026-11-24", "cancelled"]]);
  });

  it("now posts today's, and nothing more comes today", async () => {
    const { store, world } = await begin();
    expect(await world.digest.postNow(here)).toEqual({ kind: "posting" });
    await world.digest.idle();
    await world.pass(2 * minute);
    expect(world.platform.posts).toHaveLength(1);
    expect(await world.digest.postNow(here)).toEqual({
      kind: "posted",
      at: nine - minute,
      url: "https://x.example/1",
    });
    await world.pass(24 * hour);
    expect((await states(store)).map(([date]) => date)).toEqual(["2026-11-25", "2026-11-24"]);
  });

  it("of a service that was down is missed where it is too late, and posted where it is not", async () => {
    const { store, world } = await begin();
    await world.pass(2 * 24 * hour + 5 * hour);
    expect(await states(store)).toEqual([
      ["2026-11-26", "sent"],
      ["2026-11-25", "missed"],
      ["2026-11-24", "missed"],
    ]);
  });

  it("of one workspace waits when it is told to, and holds back no other", async () => {
    const { store, world } = await begin();
    const other: ChannelRef = { ...here, workspace: "T2" };
    const neighbours = Array.from({ length: 9 }, (_, at): ChannelRef => ({ ...here, id: `D${at}` }));
    for (const ref of [...neighbours, other]) await choose(store, world.now, daily, ref);
    world.platform.answers.push(
      ...Array.from({ length: 4 }, (): Posted => ({
        state: "not posted, retry",
        reason: "ratelimited",
        scope: "workspace",
        afterMs: 30 * second,
      })),
    );
    await world.pass(minute);
    const posted = () => world.platform.posts.map(({ channel }) => channel.workspace);
    expect(posted().filter((workspace) => workspace === "T1")).toHaveLength(4);
    await world.pass(29 * second);
    expect(posted().filter((workspace) => workspace === "T2")).toHaveLength(1);
    await world.pass(second);
    expect(new Set(world.platform.posts.map(({ channel }) => `${channel.workspace} ${channel.id}`)).size).toBe(11);
  });

  it("has at most four calls in flight of one workspace, and as many rows that are being sent", async () => {
    const { store, world } = await begin();
    for (let at = 0; at < 9; at++) await choose(store, world.now, daily, { ...here, id: `D${at}` });
    const answers: ((posted: Posted) => void)[] = [];
    for (let at = 0; at < 10; at++) world.platform.answers.push(new Promise((resolve) => answers.push(resolve)));
    const sending = async () => {
      const rows = await store.db.selectFrom("edition").select("channel").where("state", "=", "sending").execute();
      return rows.length;
    };
    world.now = nine;
    await world.digest.tick();
    await expect.poll(() => world.platform.posts.length).toBe(4);
    expect(await sending()).toBe(4);
    answers[2]?.({ state: "sent", ref: { message: "m" } });
    await expect.poll(() => world.platform.posts.length).toBe(5);
    expect(await sending()).toBe(4);
    for (const answer of answers) answer({ state: "sent", ref: { message: "m" } });
    await world.digest.idle();
    expect(world.platform.posts).toHaveLength(10);
    expect(await sending()).toBe(0);
  });

  it("is seen to its end by a service that is stopped while the call is in flight, and nothing more begins", async () => {
    const { store, world } = await begin();
    let answer: (posted: Posted) => void = () => undefined;
    world.platform.answers.push(new Promise((resolve) => (answer = resolve)));
    world.now = nine;
    await world.digest.start();
    await expect.poll(() => world.platform.posts.length).toBe(1);
    await choose(store, world.now - minute, daily, { ...here, id: "C2" });
    const stopped = world.digest.stop();
    answer({ state: "sent", ref: { message: "m1" } });
    await stopped;
    expect(await states(store)).toEqual([["2026-11-24", "sent"]]);
    expect(await states(store, { ...here, id: "C2" })).toEqual([]);
  });

  it("is drawn as one message that says when the next one comes", async () => {
    const { world } = await begin({ count: 1 });
    await world.pass(minute);
    const { edition } = world.platform.posts[0]!;
    expect(edition.summary).toBe("Papers for Tuesday, 24 November 2026: Paper 1 on model editing");
    const footer = edition.blocks.at(-1)!;
    expect(footer.kind === "footer" && plain(footer.text)).toBe(
      "Next: Wed 25 November, 09:00 (Europe/Berlin) · change it: daily at 10:00 · follow a topic: subscribe TOPIC",
    );
  });
});

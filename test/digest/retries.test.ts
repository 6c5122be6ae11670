import { describe, expect, it } from "vitest";
import { openChannel, type Settings } from "#src/channels/index.ts";
import { changeSettings } from "#src/digest/settings.ts";
import type { Posted } from "#src/platform/index.ts";
import { plain, type Reply } from "#src/reply/index.ts";
import { useDatabases } from "../store/databases.ts";
import { aListing, createWorld, here } from "./world.ts";

const second = 1_000;
const minute = 60 * second;
const day = 24 * 60 * minute;
/** Tuesday, 09:00 UTC. */
const nine = Date.UTC(2026, 10, 24, 9);

const databases = useDatabases("sqlite");

async function open(papers: number) {
  const store = await databases.open();
  const world = createWorld(store, { now: nine - minute, corpus: aListing(papers) });
  const choose = (change: Partial<Settings>) =>
    store.db.transaction().execute(async (trx) => {
      await changeSettings(trx, await openChannel(trx, here), change, { actor: "Ada", now: world.now });
    });
  await choose({ daily: true, at: "09:00", zone: "UTC", days: "every day" });
  return { world, choose };
}

const refused: Posted = { state: "not posted, retry", reason: "service_unavailable" };

describe("an edition that is refused again and again", () => {
  it("is tried after 5 s, then after twice as long each time, and never more than 10 minutes later", async () => {
    const { world } = await open(8);
    world.platform.answers.push(...Array.from({ length: 20 }, () => refused));
    const triedAt: number[] = [];
    world.now = nine - second;
    while (triedAt.length < 11) {
      await world.pass(second);
      if (world.platform.posts.length > triedAt.length) triedAt.push(world.now);
    }
    const pauses = triedAt.slice(1).map((at, before) => (at - (triedAt[before] ?? 0)) / second);
    expect(pauses).toEqual([5, 10, 20, 40, 80, 160, 320, 600, 600, 600]);
  }, 240_000);
});

describe("an edition that says that the list is used up", () => {
  const notices = ({ blocks }: Reply) =>
    blocks.flatMap((block) => (block.kind === "notice" ? [plain(block.text)] : []));
  const usedUp = /seen every paper/;

  it("says it again the next time where it was cancelled before it came", async () => {
    const { world, choose } = await open(3);
    world.platform.answers.push({ ...refused, afterMs: 60 * minute });
    await world.pass(minute);
    expect(notices(world.platform.posts[0]!.edition).join()).toMatch(usedUp);
    await choose({ daily: false });
    await choose({ daily: true });
    await world.pass(day);
    expect(world.platform.posts).toHaveLength(2);
    expect(notices(world.platform.posts[1]!.edition).join()).toMatch(usedUp);
  });

  it("says it once where it came", async () => {
    const { world, choose } = await open(3);
    await world.pass(minute);
    expect(notices(world.platform.posts[0]!.edition).join()).toMatch(usedUp);
    await choose({ nothingNew: "say so" });
    await world.pass(day);
    expect(notices(world.platform.posts[1]!.edition).join()).not.toMatch(usedUp);
  });
});

describe("the preview of an edition", () => {
  it("is of the day on which it comes, in the channel's zone", async () => {
    const { world, choose } = await open(8);
    const heading = async () => (await world.digest.preview(here)).summary.split(":")[0];
    expect(await heading()).toBe("Papers for Tuesday, 24 November 2026");
    await world.pass(minute);
    expect(await heading()).toBe("Papers for Wednesday, 25 November 2026");
    await choose({ days: "fri" });
    expect(await heading()).toBe("Papers for Friday, 27 November 2026");
    await choose({ days: "every day", zone: "Pacific/Auckland", at: "00:30" });
    expect(await heading()).toBe("Papers for Wednesday, 25 November 2026");
  });
});

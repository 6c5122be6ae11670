import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { readConfig } from "#src/config.ts";
import { startService } from "#src/service.ts";
import type { Time } from "#src/time.ts";
import { VirtualTime } from "./digest/simulation/virtual-time.ts";

/** The virtual time of a test as the program takes it. */
function asTime(virtual: VirtualTime): Time {
  return {
    now: () => virtual.now,
    elapsedMs: () => virtual.now,
    turn: () => new Promise((resolve) => setImmediate(resolve)),
    wait: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const takeBack = virtual.after(ms, resolve);
        signal?.addEventListener("abort", () => (takeBack(), resolve()));
      }),
  };
}

it("looks at the listing each minute and tidies the database each hour, until it is stopped", async () => {
  const folder = mkdtempSync(join(tmpdir(), "paperboy-hours-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const listing = join(folder, "listing.txt");
  copyFileSync("data/trending-papers.txt", listing);
  const config = readConfig({ env: { CORPUS: listing, DATA_DIR: join(folder, "data") }, cwd: folder });
  const virtual = new VirtualTime(Date.parse("2026-11-24T09:00:00Z"));
  const errors: unknown[] = [];
  const log = { info: () => undefined, warn: () => undefined, error: (fields: unknown) => void errors.push(fields) };
  const service = await startService(config, { log, time: asTime(virtual), stopping: new AbortController().signal });
  const papers = async () => (await service.library.listing()).corpus.papers.length;

  writeFileSync(listing, "Linear Attention Revisited\nWe revisit linear attention.\n");
  await virtual.runUntil(virtual.now + 59_000);
  expect(await papers()).toBe(119);
  await virtual.runUntil(virtual.now + 1_000);
  await expect.poll(papers).toBe(1);

  const store = await service.state.store();
  const { db } = store;
  const events = async () => (await db.selectFrom("event").select("id").execute()).map(({ id }) => id);
  await service.state.claim({ platform: "slack", id: "old" });
  const day = 24 * 3_600_000;
  await virtual.runUntil(virtual.now + day);
  await service.state.claim({ platform: "slack", id: "new" });
  expect(await events()).toEqual(expect.arrayContaining(["old", "new"]));
  await virtual.runUntil(virtual.now + 3_600_000);
  await expect.poll(events).toEqual(["new"]);

  await service.stop();
  await virtual.runUntil(virtual.now + day);
  expect(errors).toEqual([]);
});

import { copyFileSync, mkdtempSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { listing } from "#adapters/sources/index.ts";
import { openLibrary, type Library } from "#src/library/index.ts";
import { createLog } from "#src/log.ts";
import type { Store } from "#src/store/index.ts";
import { systemTime } from "#src/time.ts";
import { useDatabases } from "../store/databases.ts";

const databases = useDatabases("sqlite");
const folder = mkdtempSync(join(tmpdir(), "paperboy-listing-"));
afterAll(() => rmSync(folder, { recursive: true }));

interface Followed {
  readonly library: Library;
  /** What was logged. */
  readonly lines: readonly string[];
}

async function follow(path: string, open: () => Promise<Store>): Promise<Followed> {
  const lines: string[] = [];
  const log = createLog("info", (line) => lines.push(line));
  const library = await openLibrary({ source: listing(path), store: open, reading: open, time: systemTime, log });
  return { library, lines };
}

const papersOf = async (library: Library) => (await library.listing()).corpus.papers;

it("follows its file: takes a new listing, reports a damaged or missing one once and keeps the old one", async () => {
  const path = join(folder, "listing.txt");
  copyFileSync("data/trending-papers.txt", path);
  const store = await databases.open();
  const { library, lines } = await follow(path, async () => store);

  await library.refresh();
  expect(await papersOf(library)).toHaveLength(119);
  expect(lines).toEqual([]);

  writeFileSync(path, "A title without an abstract\n");
  await library.refresh();
  await library.refresh();
  expect(await papersOf(library)).toHaveLength(119);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain("line 1");

  unlinkSync(path);
  await library.refresh();
  await library.refresh();
  expect(await papersOf(library)).toHaveLength(119);
  expect(lines).toHaveLength(2);

  writeFileSync(path, "Linear Attention Revisited\nWe revisit linear attention.\n");
  await library.refresh();
  expect((await papersOf(library)).map(({ title }) => title)).toEqual(["Linear Attention Revisited"]);
  const engine = await (await library.listing()).engine();
  expect((await engine.search("attention", { limit: 5 })).hits).toHaveLength(1);
  expect((await library.find("linear-attention-revisited"))?.number).toBe(1);
});

it("follows the facts beside the listing, and reports damaged ones once", async () => {
  const path = join(folder, "with-facts.txt");
  writeFileSync(path, "Linear Attention Revisited\nWe revisit linear attention.\n");
  const store = await databases.open();
  const { library, lines } = await follow(path, async () => store);
  const arxiv = async () => (await papersOf(library))[0]?.arxiv;
  expect(await arxiv()).toBeUndefined();
  writeFileSync(
    join(folder, "with-facts.json"),
    JSON.stringify([{ title: "Linear attention revisited", arxiv: "2611.00001" }]),
  );
  await library.refresh();
  expect(await arxiv()).toBe("2611.00001");
  writeFileSync(join(folder, "with-facts.json"), "[{");
  await library.refresh();
  await library.refresh();
  expect(await arxiv()).toBe("2611.00001");
  expect(lines.filter((line) => line.includes("with-facts.json"))).toHaveLength(1);
});

it("keeps the old listing where the new one could not be taken in, and tries again", async () => {
  const path = join(folder, "other.txt");
  copyFileSync("data/trending-papers.txt", path);
  const store = await databases.open();
  let isGone = false;
  const { library } = await follow(path, async () => {
    if (isGone) throw new Error("the database is gone");
    return store;
  });
  await library.takeIn();
  isGone = true;
  writeFileSync(path, "Linear Attention Revisited\nWe revisit linear attention.\n");
  await expect(library.refresh()).rejects.toThrow("gone");
  expect(await papersOf(library)).toHaveLength(119);
  isGone = false;
  await library.refresh();
  expect(await papersOf(library)).toHaveLength(1);
});

import { copyFileSync, mkdtempSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { openLiveLibrary, type Library } from "#src/library.ts";
import { createLog } from "#src/log.ts";

const folder = mkdtempSync(join(tmpdir(), "paperboy-listing-"));
afterAll(() => rmSync(folder, { recursive: true }));

it("follows its file: takes a new listing, reports a damaged or missing one once and keeps the old one", async () => {
  const path = join(folder, "listing.txt");
  copyFileSync("data/trending-papers.txt", path);
  const lines: string[] = [];
  const told: Library[] = [];
  const log = createLog("info", (line) => lines.push(line));
  const library = await openLiveLibrary(path, { log, changed: async (next) => void told.push(next) });

  await library.refresh();
  expect([library.current().corpus.papers.length, told.length, lines.length]).toEqual([119, 0, 0]);

  writeFileSync(path, "A title without an abstract\n");
  await library.refresh();
  await library.refresh();
  expect(library.current().corpus.papers).toHaveLength(119);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain("line 1");

  unlinkSync(path);
  await library.refresh();
  await library.refresh();
  expect(library.current().corpus.papers).toHaveLength(119);
  expect(lines).toHaveLength(2);

  writeFileSync(path, "Linear Attention Revisited\nWe revisit linear attention.\n");
  await library.refresh();
  expect(library.current().corpus.papers.map(({ title }) => title)).toEqual(["Linear Attention Revisited"]);
  expect((await library.current().engine.search("attention", { limit: 5 })).hits).toHaveLength(1);
  expect(told).toHaveLength(1);
});

it("follows the facts beside the listing, and reports damaged ones once", async () => {
  const path = join(folder, "with-facts.txt");
  writeFileSync(path, "Linear Attention Revisited\nWe revisit linear attention.\n");
  const lines: string[] = [];
  const log = createLog("info", (line) => lines.push(line));
  const library = await openLiveLibrary(path, { log, changed: async () => undefined });
  const arxiv = () => library.current().corpus.papers[0]?.arxiv;
  expect(arxiv()).toBeUndefined();
  writeFileSync(
    join(folder, "with-facts.json"),
    JSON.stringify([{ title: "Linear attention revisited", arxiv: "2611.00001" }]),
  );
  await library.refresh();
  expect(arxiv()).toBe("2611.00001");
  writeFileSync(join(folder, "with-facts.json"), "[{");
  await library.refresh();
  await library.refresh();
  expect(arxiv()).toBe("2611.00001");
  expect(lines.filter((line) => line.includes("with-facts.json"))).toHaveLength(1);
});

it("keeps the old listing where the new one could not be recorded, and tries again", async () => {
  const path = join(folder, "other.txt");
  copyFileSync("data/trending-papers.txt", path);
  let isGone = true;
  const library = await openLiveLibrary(path, {
    log: createLog("silent", () => undefined),
    changed: async () => {
      if (isGone) throw new Error("the database is gone");
    },
  });
  writeFileSync(path, "Linear Attention Revisited\nWe revisit linear attention.\n");
  await expect(library.refresh()).rejects.toThrow("gone");
  expect(library.current().corpus.papers).toHaveLength(119);
  isGone = false;
  await library.refresh();
  expect(library.current().corpus.papers).toHaveLength(1);
});

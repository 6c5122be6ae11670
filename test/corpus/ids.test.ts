import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { loadCorpus } from "../listing.ts";

it("an id once given stays: those of the embedded listing, in its order", async () => {
  const listing = new URL("../../data/trending-papers.txt", import.meta.url).pathname;
  const given = await readFile(new URL("ids.txt", import.meta.url), "utf8");
  const { papers } = await loadCorpus(listing);
  expect(papers.map(({ id }) => id)).toEqual(given.trim().split("\n"));
});

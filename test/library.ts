import { createCorpus, type Paper } from "#src/corpus/index.ts";
import { openLibrary, type Library } from "#src/library.ts";
import { createEngine } from "#src/search/index.ts";

let opened: Promise<Library> | undefined;

/** The embedded listing with its engine, opened once a test file. */
export function openEmbeddedLibrary(): Promise<Library> {
  opened ??= openLibrary("data/trending-papers.txt");
  return opened;
}

/** A library of a test's own papers, numbered in this order. */
export async function libraryOf(papers: readonly Paper[]): Promise<Library> {
  const listed = papers.map((paper, at) => ({ ...paper, number: at + 1 }));
  return { corpus: createCorpus(listed, "0123456789abcdef"), engine: await createEngine(listed), name: "listing.txt" };
}

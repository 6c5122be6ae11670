import { openLibrary, type Library } from "#src/library.ts";

let opened: Promise<Library> | undefined;

/** The embedded listing with its engine, opened once a test file. */
export function openEmbeddedLibrary(): Promise<Library> {
  opened ??= openLibrary("data/trending-papers.txt");
  return opened;
}

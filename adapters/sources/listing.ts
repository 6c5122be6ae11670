import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { basename, format, parse, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseFacts, parseListing, withFacts, type Paper } from "#src/corpus/index.ts";
import { errorCode, OperatorError } from "#src/errors.ts";
import type { Shown, Sighting, Source } from "#src/library/index.ts";

/** Some 50,000 papers; a file beyond is not read at all. */
export const LISTING_LIMIT_BYTES = 64 * 1024 * 1024;

/** The listing at CORPUS as a source of papers. */
export function listing(path: string): Source {
  return {
    name: "listing",
    title: basename(path),
    fingerprint: async () => (await Promise.all([path, factsPathOf(path)].map(fingerprintOf))).join(", "),
    read: () => readListing(path),
  };
}

/**
 * Reads the listing at `path`, and the facts of its papers where there is such a file. Throws an OperatorError that
 * names the path: `listing_unreadable` where there is no such file, no right to read it or too much of it,
 * `listing_damaged` where its content is wrong; `facts_unreadable` and `facts_damaged` of the facts alike.
 */
export async function readListing(path: string, factsPath = factsPathOf(path)): Promise<Shown> {
  const text = await read(path, listingUnreadable);
  if (text === undefined) throw listingUnreadable(path, "does not exist");
  const facts = factsPath === path ? undefined : await read(factsPath, factsUnreadable);
  const papers = parseListing(text, path);
  const hash = createHash("sha256").update(text);
  if (facts === undefined) return { sightings: papers.map(toSighting), version: versionOf(hash) };
  return {
    sightings: withFacts(papers, parseFacts(facts, factsPath)).map(toSighting),
    version: versionOf(hash.update("\0").update(facts)),
  };
}

/** Its number is its place among the others. */
function toSighting({ number: _, ...sighting }: Paper): Sighting {
  return sighting;
}

/** Changes when the file is written or replaced; a missing file is a state as well. */
async function fingerprintOf(path: string): Promise<string> {
  try {
    const { mtimeMs, size, ino } = await stat(path);
    return `${mtimeMs} ${size} ${ino}`;
  } catch (error) {
    return errorCode(error) ?? "unknown";
  }
}

/** Where the facts of a listing stand: data/papers.json for the one that comes with Paperboy, else its name with `.json`. */
export function factsPathOf(path: string): string {
  if (resolve(path) === OWN_LISTING) return OWN_FACTS;
  const { dir, name } = parse(path);
  return format({ dir, name, ext: ".json" });
}

const OWN_LISTING = fileURLToPath(new URL("../../data/trending-papers.txt", import.meta.url));
const OWN_FACTS = fileURLToPath(new URL("../../data/papers.json", import.meta.url));

function versionOf(hash: ReturnType<typeof createHash>): string {
  return hash.digest("hex").slice(0, 16);
}

type Unreadable = (path: string, what: string, cause?: unknown) => OperatorError;

/** Undefined where there is no such file. */
async function read(path: string, unreadable: Unreadable): Promise<Uint8Array | undefined> {
  try {
    const file = await stat(path);
    // Before reading: a pipe or a device might never end.
    if (!file.isFile()) throw unreadable(path, file.isDirectory() ? "is a directory" : "is not a regular file");
    if (file.size > LISTING_LIMIT_BYTES)
      throw unreadable(path, `has ${file.size} bytes, where ${LISTING_LIMIT_BYTES} are the limit`);
    return await readFile(path);
  } catch (error) {
    if (error instanceof OperatorError) throw error;
    const code = errorCode(error) ?? "unknown error";
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw unreadable(path, REASONS[code] ?? `cannot be read (${code})`, error);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "may not be read by this user",
  EPERM: "may not be read by this user",
};

function listingUnreadable(path: string, what: string, cause?: unknown): OperatorError {
  return new OperatorError(
    "listing_unreadable",
    `CORPUS: ${path} ${what}. Set CORPUS to the path of a listing, or leave it unset for the one that comes with Paperboy.`,
    { exitCode: 2, cause },
  );
}

function factsUnreadable(path: string, what: string, cause?: unknown): OperatorError {
  return new OperatorError(
    "facts_unreadable",
    `${path} ${what}. It holds the facts of the listing at CORPUS: make it readable, or take it away.`,
    { exitCode: 2, cause },
  );
}

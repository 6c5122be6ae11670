import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { errorCode, OperatorError } from "#src/errors.ts";
import { createCorpus, type Corpus } from "./corpus.ts";
import { parseListing } from "./listing.ts";

/** Some 50,000 papers; a file beyond is not read at all. */
export const LISTING_LIMIT_BYTES = 64 * 1024 * 1024;

/**
 * Reads the listing at `path`. Throws an OperatorError that names the path: `listing_unreadable` where there is no such
 * file, no right to read it or too much of it, `listing_damaged` where its content is wrong.
 */
export async function loadCorpus(path: string): Promise<Corpus> {
  const bytes = await read(path);
  const version = createHash("sha256").update(bytes).digest("hex").slice(0, 16);
  return createCorpus(parseListing(bytes, path), version);
}

async function read(path: string): Promise<Uint8Array> {
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
    throw unreadable(path, REASONS[code] ?? `cannot be read (${code})`, error);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "does not exist",
  ENOTDIR: "does not exist",
  EACCES: "may not be read by this user",
  EPERM: "may not be read by this user",
};

function unreadable(path: string, what: string, cause?: unknown): OperatorError {
  return new OperatorError(
    "listing_unreadable",
    `CORPUS: ${path} ${what}. Set CORPUS to the path of a listing, or leave it unset for the one that comes with Paperboy.`,
    { exitCode: 2, cause },
  );
}

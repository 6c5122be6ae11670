import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text as textOf } from "node:stream/consumers";
import { describe, expect, inject, it } from "vitest";
import { createDatabaseAt } from "../fakes/postgres.ts";
import type { Claims } from "./claims.ts";

const kept: Claims = { first: 3, second: 0, waited: false };

/** Each stands once in src/digest/claim.ts. */
const skip = { text: / skip locked(?=`)/g, broken: "" };
const clause = { text: /for update skip locked(?=`)/g, broken: "" };
const condition = { text: /(?<=\n *\)) and \$\{ripe.*(?=\n *returning)/g, broken: "" };

describe("two claims at a barrier on PostgreSQL", () => {
  it("share no row, and neither waits for the other", async () => {
    expect(await claimsWith([])).toEqual({ planned: kept, doubtful: kept });
  });

  // What shows that the test above can fail, and what guards what.
  it.each([
    ["SKIP LOCKED is gone, one waits", [skip], { first: 3, second: 0, waited: true }],
    [
      "the whole clause is gone, one waits and the outer condition alone holds",
      [clause],
      { first: 3, second: 0, waited: true },
    ],
    [
      "the clause and the outer condition are gone, both get all",
      [clause, condition],
      { first: 3, second: 3, waited: true },
    ],
    ["the outer condition alone is gone, nothing changes: the row's lock looks again", [condition], kept],
  ])("where %s", async (_what, changes, seen) => {
    expect(await claimsWith(changes)).toEqual({ planned: seen, doubtful: seen });
  });
});

/** What a copy of the source with these changes in the claim does. */
async function claimsWith(changes: readonly { readonly text: RegExp; readonly broken: string }[]): Promise<unknown> {
  const root = process.cwd();
  const copy = mkdtempSync(join(tmpdir(), "paperboy-claims-"));
  try {
    for (const part of ["src", "test/torture", "package.json"]) {
      cpSync(join(root, part), join(copy, part), { recursive: true });
    }
    symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
    const file = join(copy, "src/digest/claim.ts");
    let source = readFileSync(file, "utf8");
    for (const { text, broken } of changes) {
      if (source.match(text)?.length !== 1) throw new Error(`${file} does not hold this once: ${String(text)}`);
      source = source.replace(text, broken);
    }
    writeFileSync(file, source);
    const child = spawn(process.execPath, [join(copy, "test/torture/claims.ts")], {
      cwd: copy,
      env: { PATH: process.env["PATH"], DATABASE_URL: await createDatabaseAt(inject("postgres")) },
      stdio: ["ignore", "pipe", "inherit"],
    });
    return JSON.parse(await textOf(child.stdout)) as unknown;
  } finally {
    rmSync(copy, { recursive: true });
  }
}

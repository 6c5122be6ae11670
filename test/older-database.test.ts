import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { lockService } from "#src/store/index.ts";
import { runHere } from "./process.ts";

/** A DATA_DIR that the version before the library was the last to use. */
function older() {
  const folder = mkdtempSync(join(tmpdir(), "paperboy-older-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "paperboy.db");
  copyFileSync(join(import.meta.dirname, "store/earlier/before-the-library.db"), file);
  return { folder, env: { DATA_DIR: folder }, bytes: () => readFileSync(file) };
}

it("of a database of an older version a search reads nothing, says so in one line, and leaves it as it is", async () => {
  const { env, bytes } = older();
  const before = bytes();
  for (const words of [["grokking"], ["show", "#1"]]) {
    const { code, output, error } = await runHere(words, { env });
    expect({ code, error }).toEqual({
      code: 0,
      error: expect.stringMatching(/^[^\n]* of an older Paperboy [^\n]*restart the service[^\n]*\n$/) as string,
    });
    expect(output).not.toBe("");
  }
  expect(bytes().equals(before)).toBe(true);
});

it("a command that writes brings it up to date, but not under a service that runs", async () => {
  const { folder, env } = older();
  const unlock = await lockService(folder);
  const refused = await runHere(["subscribe", "grokking"], { env });
  expect(refused).toMatchObject({ code: 1, output: "" });
  expect(refused.error.replaceAll(/\s+/g, " ")).toContain("restart the service");
  unlock();
  expect(await runHere(["subscribe", "grokking"], { env })).toMatchObject({ code: 0 });
  const { output, error } = await runHere(["show", "Graph Transformers, Revised", "--json"], { env });
  expect(error).toBe("");
  expect(JSON.parse(output)).toMatchObject({ id: "graph-transformers", number: null });
});

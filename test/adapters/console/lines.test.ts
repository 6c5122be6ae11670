import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, describe, expect, it } from "vitest";
import { answer, type Printed } from "#adapters/console/answer.ts";
import { answerLines } from "#adapters/console/lines.ts";
import { createTestBot } from "../../bot.ts";

const style = { width: 100, colour: false, numbered: false };
const folder = mkdtempSync(join(tmpdir(), "paperboy-lines-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** What was printed for these lines, and how the process would exit. */
async function answered(lines: string): Promise<{ printed: Printed[]; exitCode: number }> {
  const printed: Printed[] = [];
  const input = Readable.from([lines]);
  const exitCode = await answerLines(await createTestBot(), input, style, (one) => printed.push(one));
  return { printed, exitCode };
}

describe("commands from a stream", () => {
  it("are answered in order, blank lines passed over, with or without a last line end", async () => {
    for (const end of ["\n", "\r\n", ""]) {
      const { printed, exitCode } = await answered(`show #1\n\n   \nbibtex #1${end}`);
      expect(printed.map(({ output }) => output.includes("@misc"))).toEqual([false, true]);
      expect(exitCode).toBe(0);
    }
  });

  it("exit with the highest code of them all, wherever it stands", async () => {
    for (const lines of ["show #9999\nabout", "about\nshow #9999", "about\nshow #9999\nabout"]) {
      const { printed, exitCode } = await answered(lines);
      expect(exitCode, lines).toBe(2);
      expect(printed.filter(({ error }) => error !== "")).toHaveLength(1);
    }
  });
});

describe("a one-shot", () => {
  const ask = async (...words: string[]) => answer(await createTestBot(), words, style);

  it.each([
    [["trending", "--limit", "100", "--json"], 100],
    [["trending", "--limit=1", "--json"], 1],
    [["--json", "trending"], 10],
  ])("takes its options anywhere: %j", async (words, lines) => {
    const { output, exitCode } = await ask(...words);
    expect(output.trimEnd().split("\n")).toHaveLength(lines);
    expect(exitCode).toBe(0);
  });

  it.each([["--limit", "0"], ["--limit", "101"], ["--limit"], ["--limit=ten"], ["--colour"]])(
    "refuses %s %s with a line that works",
    async (...options) => {
      const { output, error, exitCode } = await ask("trending", ...options);
      expect(output).toBe("");
      expect(error.replaceAll("\n", " ")).toContain("Try: `search ");
      expect(exitCode).toBe(2);
    },
  );

  it("answers a file of queries line by line, without its byte-order mark, and the last one once", async () => {
    const file = join(folder, "queries.txt");
    writeFileSync(file, "\uFEFFgrokking\r\n\r\nlow-rank\n");
    const { output } = await ask("search", "--queries", file, "--json", "--limit", "1");
    const lines = output
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as { q: string; hits: object[] });
    expect(lines.map(({ q }) => q)).toEqual(["grokking", "", "low-rank"]);
    expect(lines.map(({ hits }) => hits.length)).toEqual([1, 0, 1]);
  });
});

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { runHere, runPaperboy } from "./process.ts";

const folder = mkdtempSync(join(tmpdir(), "paperboy-one-shots-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("one-shots on the console's channel", () => {
  it("keep what was chosen from one process to the next", async () => {
    expect((await runPaperboy(["subscribe", "low-rank adapters, grokking"], { folder })).code).toBe(0);
    expect((await runHere(["daily", "at", "9am", "Europe/Berlin", "count", "2"], { folder })).code).toBe(0);
    const { output } = await runPaperboy(["-"], { folder, input: "subscriptions\nstatus\nunsubscribe all\n" });
    expect(output).toContain("2 topics here");
    expect(output).toContain("Daily post: weekdays at 09:00 (Europe/Berlin)");
    expect(output).toContain("you, subscribe");
    expect((await runHere(["subscriptions"], { folder })).output).toContain("follows no topics");
  });

  it("answer in JSON where they list papers", async () => {
    const { code, output } = await runHere(["daily", "preview", "--json"], { folder });
    expect(code).toBe(0);
    expect(
      output
        .trimEnd()
        .split("\n")
        .map((line) => (JSON.parse(line) as { rank: number }).rank),
    ).toEqual([1, 2]);
    expect((await runHere(["status", "--json"], { folder })).code).toBe(2);
  });

  it.each([
    ["daily now", "daily preview"],
    ["daily at 25:99", "daily at 09:00"],
    ["subscribe has:code", "subscribe diffusion"],
    ["unsubscribe 7", "Try:"],
    ["pause until 2020-01-01", "pause until"],
  ])("%s is a mistake: exit 2, nothing on standard output, at most 6 lines", async (line, shown) => {
    const { code, output, error } = await runHere(line.split(" "), { folder });
    expect(code).toBe(2);
    expect(output).toBe("");
    expect(error.replaceAll("\n", " ")).toContain(shown);
    expect(error.trimEnd().split("\n").length).toBeLessThanOrEqual(6);
  });
});

import { describe, expect, it } from "vitest";
import { retry, retryAfterMs } from "#src/platform/index.ts";

/** Answers with these results one after the other, and remembers the pauses in between. */
async function run(
  results: readonly string[],
  asked: Readonly<Record<string, number>> = {},
  signal = new AbortController().signal,
) {
  const left = [...results];
  const pauses: number[] = [];
  const result = await retry(async () => left.shift() ?? "nothing left", {
    again: (answer) => (answer === "done" ? undefined : { afterMs: asked[answer] }),
    tries: 4,
    firstPauseMs: 500,
    longestPauseMs: 1_500,
    time: { wait: async (ms) => void pauses.push(ms) },
    signal,
  });
  return { result, pauses };
}

describe("trying again", () => {
  it("ends with the first result that stands", async () => {
    expect(await run(["done", "busy"])).toEqual({ result: "done", pauses: [] });
  });

  it("pauses twice as long each time, but no longer than allowed", async () => {
    expect(await run(["busy", "busy", "busy", "done"])).toEqual({ result: "done", pauses: [500, 1_000, 1_500] });
  });

  it("gives the last result when its tries are over", async () => {
    expect((await run(["busy", "busy", "busy", "late", "done"])).result).toBe("late");
  });

  it("waits as long as the platform asked, but no longer than allowed", async () => {
    expect((await run(["limited", "limited far", "done"], { limited: 700, "limited far": 60_000 })).pauses).toEqual([
      700, 1_500,
    ]);
  });

  it("does not wait once it is stopped", async () => {
    expect(await run(["busy", "done"], {}, AbortSignal.abort())).toEqual({ result: "busy", pauses: [] });
  });
});

it.each([
  ["3", 3_000],
  ["0.5", 500],
  ["Tue, 24 Nov 2026 09:00:05 GMT", 5_000],
  ["Tue, 24 Nov 2026 08:00:00 GMT", 0],
  ["soon", undefined],
  ["", undefined],
  [null, undefined],
])("Retry-After %j asks to wait %j ms", (header, ms) => {
  expect(retryAfterMs(header, Date.parse("2026-11-24T09:00:00Z"))).toBe(ms);
});

import { describe, expect, it } from "vitest";
import { OperatorError } from "#src/errors.ts";
import { whileReachable } from "#src/store/index.ts";
import { systemTime } from "#src/time.ts";

describe("whileReachable", () => {
  /** A run that fails so often, on a clock that only its pauses move. */
  function scene(failures: number, error: Error = new OperatorError("DATABASE_UNREACHABLE", "gone")) {
    let now = 0;
    let runs = 0;
    const pauses: number[] = [];
    const run = async () => {
      if (runs++ < failures) throw error;
      return "done";
    };
    const time = {
      elapsedMs: () => now,
      wait: async (ms: number) => {
        pauses.push(ms);
        now += ms;
      },
    };
    const options = { time, random: () => 1 };
    return { run: () => whileReachable(run, options), pauses, runs: () => runs, now: () => now };
  }

  it("runs once where nothing fails", async () => {
    const { run, pauses } = scene(0);
    expect(await run()).toBe("done");
    expect(pauses).toEqual([]);
  });

  it("pauses longer and longer, up to five seconds", async () => {
    const { run, pauses } = scene(8);
    expect(await run()).toBe("done");
    expect(pauses).toEqual([100, 200, 400, 800, 1600, 3200, 5000, 5000]);
  });

  it("gives up within a minute, with the last error", async () => {
    const { run, now } = scene(Infinity);
    await expect(run()).rejects.toMatchObject({ code: "DATABASE_UNREACHABLE" });
    expect(now()).toBeGreaterThan(50_000);
    expect(now()).toBeLessThanOrEqual(60_000);
  });

  it("tries a locked file again", async () => {
    const { run, runs } = scene(1, new OperatorError("DATABASE_BUSY", "locked"));
    expect(await run()).toBe("done");
    expect(runs()).toBe(2);
  });

  it.each([new OperatorError("DATABASE_FULL", "full"), new OperatorError("DATABASE_DENIED", "no"), new Error("bug")])(
    "throws at once what waiting does not help: %s",
    async (error) => {
      const { run, runs } = scene(1, error);
      await expect(run()).rejects.toBe(error);
      expect(runs()).toBe(1);
    },
  );

  it("ends its pause when the process stops, with the last error", async () => {
    const stop = new AbortController();
    let runs = 0;
    const waiting = whileReachable(
      async () => {
        runs += 1;
        setImmediate(() => stop.abort());
        throw new OperatorError("DATABASE_UNREACHABLE", "gone");
      },
      { time: systemTime, random: Math.random, signal: stop.signal },
    );
    await expect(waiting).rejects.toMatchObject({ code: "DATABASE_UNREACHABLE" });
    expect(runs).toBe(2);
  });
});

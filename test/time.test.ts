import { describe, expect, it } from "vitest";
import { systemTime, unlessAborted, withDeadline, within } from "#src/time.ts";

const never = new Promise<never>(() => undefined);

describe("waiting", () => {
  it("ends at once, without an error, where its signal is or becomes aborted", async () => {
    await systemTime.wait(1_000_000, AbortSignal.abort());
    const stop = new AbortController();
    const waiting = systemTime.wait(1_000_000, stop.signal);
    stop.abort();
    await waiting;
  });

  it("for work gives what it brings, or the other thing where it takes too long", async () => {
    expect(await within(1_000_000, Promise.resolve("done"), { otherwise: "late" })).toBe("done");
    expect(await within(1, never, { otherwise: "late" })).toBe("late");
    await expect(within(1_000_000, Promise.reject(new Error("broken")), { otherwise: "late" })).rejects.toThrow(
      "broken",
    );
  });

  it("leaves nothing behind that would hold the process", async () => {
    const signals: AbortSignal[] = [];
    const time = {
      wait: (_ms: number, signal?: AbortSignal) => {
        if (signal) signals.push(signal);
        return never;
      },
    };
    await within(1, Promise.resolve("done"), { time, otherwise: "late" });
    await withDeadline(1, time, async () => "done");
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true]);
  });
});

describe("a deadline", () => {
  it("aborts its signal with a TimeoutError when it is over, and waits for the work", async () => {
    const reason = await withDeadline(5, systemTime, async (signal) => {
      expect(signal.aborted).toBe(false);
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
      return signal.reason as unknown;
    });
    expect(reason).toMatchObject({ name: "TimeoutError" });
  });

  it("never aborts after the work is over", async () => {
    const time = Promise.withResolvers<void>();
    const signal = await withDeadline(5, { wait: () => time.promise }, async (given) => given);
    time.resolve();
    await systemTime.turn();
    expect(signal.aborted).toBe(false);
  });

  it("ends work that changes nothing, though it goes on", async () => {
    const deadline = new AbortController();
    const answer = unlessAborted(never, deadline.signal, "unknown");
    deadline.abort();
    expect(await answer).toBe("unknown");
    expect(await unlessAborted(never, AbortSignal.abort(), "unknown")).toBe("unknown");
    expect(await unlessAborted(Promise.resolve("found"), new AbortController().signal, "unknown")).toBe("found");
  });
});

import { vi } from "vitest";
import type { Timers } from "#src/digest/index.ts";

/** The only clock: the fakes, the adapters, their libraries and the digest read it, and only `pass` moves it. */
export interface Time {
  /** Moves it on. Whoever waited until then goes on. */
  pass(ms: number): void;
  readonly timers: Timers;
}

export function startTime(at: number): Time {
  vi.useFakeTimers({ toFake: ["Date"], now: at });
  const waiting = new Set<{ readonly until: number; readonly go: () => void }>();
  return {
    pass(ms) {
      vi.setSystemTime(Date.now() + ms);
      for (const one of waiting) if (one.until <= Date.now()) one.go();
    },
    timers: {
      elapsedMs: () => Date.now() - at,
      wait: (ms, signal) =>
        new Promise((resolve, reject) => {
          const one = { until: Date.now() + ms, go: () => (waiting.delete(one), resolve()) };
          waiting.add(one);
          signal?.addEventListener("abort", () => (waiting.delete(one), reject(new Error("aborted"))));
        }),
      turn: () => new Promise((resolve) => setImmediate(resolve)),
    },
  };
}

import { vi } from "vitest";
import { systemTime, type Time } from "#src/time.ts";
import { patience } from "../patience.ts";

/** The only clock: the fakes, the adapters, their libraries and the digest read it, and only `pass` moves it. */
export interface PassingTime extends Time {
  /** Moves it on. Whoever waited until then goes on. */
  pass(ms: number): void;
}

/** How much faster than real a wait is where calls are to time out: 15 s in one, on a quiet machine. */
const HURRY = 15;

export function startTime(at: number, { timesOut }: { readonly timesOut: boolean }): PassingTime {
  vi.useFakeTimers({ toFake: ["Date"], now: at });
  const waiting = new Set<{ readonly until: number; readonly go: () => void }>();
  return {
    now: () => Date.now(),
    elapsedMs: () => Date.now() - at,
    turn: () => systemTime.turn(),
    wait: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const one = { until: Date.now() + ms, go: () => (waiting.delete(one), resolve()) };
        waiting.add(one);
        signal?.addEventListener("abort", one.go);
        if (timesOut) void systemTime.wait(patience(ms / HURRY), signal).then(one.go);
      }),
    pass(ms) {
      vi.setSystemTime(Date.now() + ms);
      for (const one of waiting) if (one.until <= Date.now()) one.go();
    },
  };
}

import { setImmediate, setTimeout } from "node:timers/promises";

/** Waiting and measuring, passed in so that a simulation can do both. */
export interface Timers {
  /** Milliseconds since some moment; never goes back. */
  elapsedMs(): number;
  /** Rejects where the signal is aborted. */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
  /** Lets others have a turn of the event loop. */
  turn(): Promise<void>;
}

export const systemTimers: Timers = {
  elapsedMs: () => performance.now(),
  wait: (ms, signal) => setTimeout(ms, undefined, { ref: false, ...(signal && { signal }) }),
  turn: () => setImmediate(),
};

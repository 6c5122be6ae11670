import { setTimeout as sleep } from "node:timers/promises";

/** Resolves after so many ms, at once where the signal is or becomes aborted. An argument, so that tests need not wait. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<void>;

export const realWait: Wait = async (ms, signal) => {
  try {
    await sleep(ms, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
};

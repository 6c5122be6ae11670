import { setImmediate } from "node:timers/promises";
import { systemTime, type Time } from "#src/time.ts";

/** The real time, but pauses are skipped. */
export const hurried: Time = { ...systemTime, wait: () => setImmediate() };

/** The real time of a machine whose clock says this. */
export function timeAt(now: () => number): Time {
  return { ...systemTime, now };
}

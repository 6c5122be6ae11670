import { availableParallelism } from "node:os";

/**
 * The limit of a wait in a test, in ms: what it is on two quiet cores, and longer on a machine that is slower or busy.
 * A wait ends when its condition comes; its limit is for what never comes, so it costs nothing to be generous.
 */
export function patience(ms = 30_000): number {
  return Math.round(ms * slowness);
}

/** What `work` takes on one quiet core, measured on 2.5 GHz. */
const QUIET_MS = 150;

/**
 * How many times longer things take here than on two quiet cores: at least 1, at most 20. Measured once a run, before
 * its own tests keep the machine busy: vitest.config.ts hands it on to them.
 */
export const slowness = Number(process.env["TEST_SLOWNESS"] ?? measured());

function measured(): number {
  const began = performance.now();
  work();
  const tookMs = performance.now() - began;
  return Math.min(20, Math.max(1, tookMs / QUIET_MS) * (availableParallelism() === 1 ? 2 : 1));
}

function work(): number {
  let sum = 0;
  for (let step = 0; step < 100_000_000; step += 1) sum = (Math.imul(sum, 31) + step) | 0;
  return sum;
}

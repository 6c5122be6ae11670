import { setTimeout as sleep } from "node:timers/promises";
import { OperatorError } from "#src/errors.ts";
import type { FaultCode } from "./fault.ts";

/** How long a question waits in memory for a database that is gone. */
const LIMIT_MS = 60_000;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

export interface RetryOptions {
  /** Aborted when the process stops: nothing is waited for any more. */
  readonly signal?: AbortSignal;
  /** Milliseconds since 1970. */
  readonly clock?: () => number;
  readonly random?: () => number;
  readonly pause?: (ms: number, signal: AbortSignal | undefined) => Promise<void>;
}

/**
 * Runs it again, with growing pauses, while the database is unreachable or locked, for a minute; then throws the last
 * error. Any other error is thrown at once. Only for what may be done twice: a commit whose connection was lost may
 * have been done.
 */
export async function whileReachable<Result>(run: () => Promise<Result>, options: RetryOptions = {}): Promise<Result> {
  const { signal, clock = Date.now, random = Math.random, pause = pauseFor } = options;
  const end = clock() + LIMIT_MS;
  for (let longestMs = FIRST_PAUSE_MS; ; longestMs = Math.min(longestMs * 2, LONGEST_PAUSE_MS)) {
    try {
      return await run();
    } catch (error) {
      // Half of each pause is random, so that many callers do not come back together.
      const pauseMs = longestMs * (0.5 + random() / 2);
      if (!passes(error) || clock() + pauseMs > end || signal?.aborted) throw error;
      await pause(pauseMs, signal);
    }
  }
}

function passes(error: unknown): boolean {
  const passing: readonly string[] = ["DATABASE_UNREACHABLE", "DATABASE_BUSY"] satisfies FaultCode[];
  return error instanceof OperatorError && passing.includes(error.code);
}

/** Ends early where the process stops: then it is tried once more. */
async function pauseFor(ms: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await sleep(ms, undefined, signal && { signal });
  } catch (error) {
    if (!signal?.aborted) throw error;
  }
}

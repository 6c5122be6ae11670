import { OperatorError } from "#src/errors.ts";
import type { Time } from "#src/time.ts";
import type { FaultCode } from "./fault.ts";

/** How long a question waits in memory for a database that is gone. */
const LIMIT_MS = 60_000;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

interface Patience {
  readonly time: Pick<Time, "elapsedMs" | "wait">;
  /** Aborted when the process stops: it is tried once more, and nothing is waited for. */
  readonly signal?: AbortSignal | undefined;
  /** From 0 up to 1. */
  readonly random: () => number;
}

/**
 * Runs it again, with growing pauses, while the database is unreachable or locked, for a minute; then throws the last
 * error. Any other error is thrown at once. Only for what may be done twice: a commit whose connection was lost may
 * have been done.
 */
export async function whileReachable<Result>(run: () => Promise<Result>, patience: Patience): Promise<Result> {
  const { time, signal, random } = patience;
  const end = time.elapsedMs() + LIMIT_MS;
  for (let longestMs = FIRST_PAUSE_MS; ; longestMs = Math.min(longestMs * 2, LONGEST_PAUSE_MS)) {
    try {
      return await run();
    } catch (error) {
      // Half of each pause is random, so that many callers do not come back together.
      const pauseMs = longestMs * (0.5 + random() / 2);
      if (!isPassing(error) || time.elapsedMs() + pauseMs > end || signal?.aborted) throw error;
      await time.wait(pauseMs, signal);
    }
  }
}

function isPassing(error: unknown): boolean {
  const passing: readonly string[] = ["DATABASE_UNREACHABLE", "DATABASE_BUSY"] satisfies FaultCode[];
  return error instanceof OperatorError && passing.includes(error.code);
}

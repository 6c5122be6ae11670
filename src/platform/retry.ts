import type { Time } from "#src/time.ts";

export interface Retrying<Result> {
  /** Whether to try again after this result, and how long the platform asked to wait; undefined: the result stands. */
  readonly again: (result: Result) => { readonly afterMs?: number | undefined } | undefined;
  readonly tries: number;
  /** Where the platform asked for no time: doubled with each try. */
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
  readonly time: Pick<Time, "wait">;
  /** Aborted: the last result stands, whatever it is. */
  readonly signal: AbortSignal;
}

/** Tries it until its result stands, with growing pauses. The attempt tells its failures as results. */
export async function retry<Result>(attempt: () => Promise<Result>, options: Retrying<Result>): Promise<Result> {
  const { again, tries, longestPauseMs, time, signal } = options;
  for (let tried = 1, pauseMs = options.firstPauseMs; ; tried += 1, pauseMs *= 2) {
    const result = await attempt();
    const next = again(result);
    if (next === undefined || tried === tries || signal.aborted) return result;
    await time.wait(Math.min(next.afterMs ?? pauseMs, longestPauseMs), signal);
  }
}

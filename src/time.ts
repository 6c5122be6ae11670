import { setImmediate, setTimeout } from "node:timers/promises";

/** The time, passed in and never read inside logic: a test runs years of it in a second. */
export interface Time {
  /** Milliseconds since 1970. Jumps where somebody sets the machine's clock. */
  now(): number;
  /** Milliseconds since some moment. Never goes back. */
  elapsedMs(): number;
  /** Resolves after so many milliseconds, at once where the signal is or becomes aborted. Never rejects. */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
  /** Lets others have a turn of the event loop. */
  turn(): Promise<void>;
}

export const systemTime: Time = {
  now: () => Date.now(),
  elapsedMs: () => performance.now(),
  async wait(ms, signal) {
    try {
      await setTimeout(ms, undefined, signal && { signal });
    } catch (error) {
      if (!signal?.aborted) throw error;
    }
  },
  turn: () => setImmediate(),
};

/**
 * What the work brings, or `otherwise` where it takes longer than this. The work itself goes on. Patience with another
 * program is measured in its time, which is the real one, unless told.
 */
export async function within<Value, Otherwise>(
  ms: number,
  work: Promise<Value>,
  { otherwise, time = systemTime }: { readonly otherwise: Otherwise; readonly time?: Pick<Time, "wait"> },
): Promise<Value | Otherwise> {
  const over = new AbortController();
  try {
    return await Promise.race([work, time.wait(ms, over.signal).then(() => otherwise)]);
  } finally {
    over.abort();
  }
}

/**
 * Gives the work a signal that aborts after so many milliseconds, with a TimeoutError as `AbortSignal.timeout` has it,
 * and waits for the work, which ends by itself then.
 */
export async function withDeadline<Value>(
  ms: number,
  time: Pick<Time, "wait">,
  work: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  const deadline = new AbortController();
  const over = new AbortController();
  void time.wait(ms, over.signal).then(() => {
    if (!over.signal.aborted) deadline.abort(new DOMException("the call took too long", "TimeoutError"));
  });
  try {
    return await work(deadline.signal);
  } finally {
    over.abort();
  }
}

/** What the work brings, or `otherwise` as soon as the signal is aborted. For work that changes nothing: it may go on. */
export async function unlessAborted<Value, Otherwise>(
  work: Promise<Value>,
  signal: AbortSignal,
  otherwise: Otherwise,
): Promise<Value | Otherwise> {
  const { promise: aborted, resolve } = Promise.withResolvers<Otherwise>();
  const give = () => resolve(otherwise);
  signal.addEventListener("abort", give);
  if (signal.aborted) give();
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener("abort", give);
  }
}

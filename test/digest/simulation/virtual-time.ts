/** Time that moves from event to event. Between two events everything that can go on without time goes on. */
export class VirtualTime {
  /** Milliseconds since 1970, as they really are. */
  now: number;
  readonly #events: { readonly at: number; readonly act: () => void }[] = [];

  constructor(start: number) {
    this.now = start;
  }

  /** Does it so much later; the returned function takes it back. */
  after(ms: number, act: () => void): () => void {
    const event = { at: this.now + Math.max(0, ms), act };
    let low = 0;
    for (let high = this.#events.length; low < high;) {
      const middle = (low + high) >>> 1;
      // The latest first, so that the next one is taken from the end; of two at once the first made comes first.
      if ((this.#events[middle]?.at ?? 0) > event.at) low = middle + 1;
      else high = middle;
    }
    this.#events.splice(low, 0, event);
    return () => {
      const at = this.#events.indexOf(event);
      if (at !== -1) this.#events.splice(at, 1);
    };
  }

  wait(ms: number): Promise<void> {
    return new Promise((resolve) => this.after(ms, resolve));
  }

  /** Runs until this instant. */
  async runUntil(end: number): Promise<void> {
    for (;;) {
      // One turn of the real event loop: every promise that can go on has gone on.
      await new Promise((resolve) => setImmediate(resolve));
      const next = this.#events.at(-1);
      if (next === undefined || next.at > end) break;
      this.#events.pop();
      this.now = next.at;
      next.act();
    }
    this.now = end;
  }
}

/** Around changes of the clock in some of these zones, and one quiet week. */
export const starts = [
  Date.UTC(2026, 2, 27),
  Date.UTC(2026, 9, 23),
  Date.UTC(2026, 3, 3),
  Date.UTC(2026, 8, 25),
  Date.UTC(2026, 10, 23),
] as const;

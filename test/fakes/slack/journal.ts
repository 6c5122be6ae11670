import { patience } from "../../patience.ts";

const LONGEST_MS = patience();

/** What happened, in order. `next` hands each thing out once, also to those who ask before it happens. */
export class Journal<T> {
  readonly all: T[] = [];
  readonly #taken = new Set<T>();
  readonly #waiting = new Set<(entry: T) => boolean>();

  add(entry: T): void {
    this.all.push(entry);
    for (const offer of this.#waiting) if (offer(entry)) return;
  }

  /**
   * The first entry, from number `from` on, that matches and was not handed out before; rejects with what there
   * was instead when none comes.
   */
  async next(matches: (entry: T) => boolean = () => true, from = 0): Promise<T> {
    const past = this.all.slice(from).find((entry) => !this.#taken.has(entry) && matches(entry));
    if (past !== undefined) {
      this.#taken.add(past);
      return past;
    }
    return new Promise((resolve, reject) => {
      const offer = (entry: T): boolean => {
        if (!matches(entry)) return false;
        clearTimeout(timer);
        this.#waiting.delete(offer);
        this.#taken.add(entry);
        resolve(entry);
        return true;
      };
      this.#waiting.add(offer);
      const timer = setTimeout(() => {
        this.#waiting.delete(offer);
        const others = this.all.filter((entry) => !this.#taken.has(entry)).slice(-5);
        reject(new Error(`nothing that matches in ${LONGEST_MS} ms; not yet handed out: ${JSON.stringify(others)}`));
      }, LONGEST_MS);
    });
  }
}

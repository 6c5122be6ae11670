import { patience } from "../../patience.ts";
import type { Choice, Message, Modal } from "./wire.ts";

/** Something a person sees on their screen. `cause`: the message or interaction it answers. */
export interface Seen {
  readonly kind: "message" | "edit" | "delete" | "thinking" | "choices" | "modal";
  readonly cause?: string;
  /** Only the person who asked sees it. */
  readonly isEphemeral: boolean;
  readonly message?: Message;
  readonly choices?: readonly Choice[];
  readonly modal?: Modal;
}

export type SeenPredicate = (seen: Seen) => boolean;

/** What was seen, in order, each given out once to whoever asks for it: before or after it happens. */
export class SeenLog {
  readonly #untaken: Seen[] = [];
  readonly #waiting = new Set<{ wants: SeenPredicate; take: (seen: Seen) => void }>();

  emit(seen: Seen): void {
    const waiter = this.#waiting.values().find(({ wants }) => wants(seen));
    if (waiter) waiter.take(seen);
    else this.#untaken.push(seen);
  }

  /** The next that fits; fails after `timeoutMs` with what was seen instead. */
  next(wants: SeenPredicate, timeoutMs = patience()): Promise<Seen> {
    const index = this.#untaken.findIndex(wants);
    const [already] = index < 0 ? [] : this.#untaken.splice(index, 1);
    if (already) return Promise.resolve(already);
    const { promise, resolve, reject } = Promise.withResolvers<Seen>();
    const waiter = {
      wants,
      take: (seen: Seen) => {
        clearTimeout(timer);
        this.#waiting.delete(waiter);
        resolve(seen);
      },
    };
    const timer = setTimeout(() => {
      this.#waiting.delete(waiter);
      reject(new Error(`nothing of that kind was seen in ${timeoutMs} ms, but: ${JSON.stringify(this.#untaken)}`));
    }, timeoutMs);
    this.#waiting.add(waiter);
    return promise;
  }
}

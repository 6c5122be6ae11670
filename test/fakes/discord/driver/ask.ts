import type { Seen, SeenLog, SeenPredicate } from "../seen.ts";
import type { Choice, Message, Modal } from "../wire.ts";

/** Something a person did, and what they see of it afterwards. */
export interface Ask {
  /** The id of the message they wrote, or of the interaction. */
  readonly id: string;
  /** The next that is seen of it, "thinking" left out unless asked for; each comes once. */
  next(wants?: SeenPredicate): Promise<Seen>;
  /** The next message or edit. */
  answer(): Promise<Message>;
  choices(): Promise<readonly Choice[]>;
  modal(): Promise<Modal>;
}

export function ask(seen: SeenLog, id: string): Ask {
  const next = (wants: SeenPredicate) => seen.next((one) => one.cause === id && wants(one));
  return {
    id,
    next: (wants = ({ kind }) => kind !== "thinking") => next(wants),
    answer: async () => there((await next(({ message, kind }) => message !== undefined && kind !== "delete")).message),
    choices: async () => there((await next(({ choices }) => choices !== undefined)).choices),
    modal: async () => there((await next(({ modal }) => modal !== undefined)).modal),
  };
}

function there<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("what was waited for has nothing in it");
  return value;
}

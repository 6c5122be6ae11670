import { patience } from "../../patience.ts";
import { Refusal } from "./refusal.ts";
import type { Channel, Json, Message, User } from "./wire.ts";

/** How long a first answer may take, and how long the token lives after it. [DOC] receiving-and-responding.mdx */
const FIRST_ANSWER_MS = 3_000;
const TOKEN_MS = 15 * 60_000;

export interface Interaction {
  readonly id: string;
  readonly token: string;
  /** 2 command, 3 component, 4 autocomplete, 5 modal. */
  readonly type: number;
  readonly user: User;
  readonly channel: Channel;
  readonly data: Json;
  /** The message whose component was pressed, or from which a modal was opened. */
  readonly source?: Message;
  readonly askedAtMs: number;
  /** The type of the first answer. */
  answeredBy?: number;
  /** What @original means. */
  original?: Message;
}

/** The interactions of a fake, and the rules about when they may be answered. */
export class Interactions {
  readonly all: Interaction[] = [];
  readonly #now: () => number;
  readonly #firstAnswerMs: number;

  constructor(now: () => number) {
    this.#now = now;
    // By the machine's own clock a slow machine has longer.
    this.#firstAnswerMs = now === Date.now ? patience(FIRST_ANSWER_MS) : FIRST_ANSWER_MS;
  }

  /** For the first answer: 10062 unknown or late, 40060 answered before. */
  toAnswer(id: string, token: string): Interaction {
    const interaction = this.all.find((one) => one.id === id && one.token === token);
    if (!interaction) throw new Refusal(10062);
    if (interaction.answeredBy !== undefined) throw new Refusal(40060);
    if (this.#now() - interaction.askedAtMs > this.#firstAnswerMs) throw new Refusal(10062);
    return interaction;
  }

  /** For all that follows: 50027 a token that is wrong or over, 10015 not answered yet (or never in time). */
  toFollow(token: string): Interaction {
    const interaction = this.all.find((one) => one.token === token);
    if (!interaction || this.#now() - interaction.askedAtMs > TOKEN_MS) throw new Refusal(50027);
    if (interaction.answeredBy === undefined) throw new Refusal(10015);
    return interaction;
  }
}

import { Refusal } from "./refusal.ts";
import type { Channel, Message, World } from "./world.ts";

const RESPONSE_URL_USES = 5;
const RESPONSE_URL_MS = 30 * 60_000;

/** What a person's command or press lets the app do for a while. */
export interface Grant {
  /** The id of what they did. */
  readonly by: string;
  readonly user: string;
  /** None where it happened in a view. */
  readonly channel: Channel | undefined;
  /** The message they pressed on. */
  readonly original?: Message;
}

interface Lent {
  readonly grant: Grant;
  readonly untilMs: number;
  uses: number;
}

/** Response URLs (5 uses in 30 minutes) and triggers (one use in 3 seconds). */
export class Grants {
  readonly #world: World;
  readonly #responses = new Map<string, Lent>();
  readonly #triggers = new Map<string, Lent>();

  constructor(world: World) {
    this.#world = world;
  }

  /** The last part of a response URL. */
  response(grant: Grant): string {
    return this.#lend(this.#responses, "response-", grant, RESPONSE_URL_MS);
  }

  trigger(grant: Grant): string {
    return this.#lend(this.#triggers, "trigger.", grant, this.#world.firstAnswerMs);
  }

  useResponse(id: string): Grant {
    const lent = this.#responses.get(id);
    if (lent === undefined) throw new Refusal("no_service", { status: 404 });
    if (this.#world.now() >= lent.untilMs) throw new Refusal("expired_url", { status: 404 });
    if (lent.uses >= RESPONSE_URL_USES) throw new Refusal("used_url", { status: 404 });
    lent.uses += 1;
    return lent.grant;
  }

  /** A trigger is spent only by a view that opens: check that first. */
  checkTrigger(id: unknown): Lent {
    const lent = typeof id === "string" ? this.#triggers.get(id) : undefined;
    if (lent === undefined) throw new Refusal("invalid_trigger_id");
    if (lent.uses > 0) throw new Refusal("exchanged_trigger_id");
    if (this.#world.now() >= lent.untilMs) throw new Refusal("expired_trigger_id");
    return lent;
  }

  useTrigger(id: unknown): Grant {
    const lent = this.checkTrigger(id);
    lent.uses += 1;
    return lent.grant;
  }

  #lend(where: Map<string, Lent>, prefix: string, grant: Grant, ms: number): string {
    const id = this.#world.id(prefix);
    where.set(id, { grant, untilMs: this.#world.now() + ms, uses: 0 });
    return id;
  }
}

import type { Ack, Envelope, Hooks, Sockets } from "./socket.ts";
import type { Fields } from "./shape.ts";
import type { Message, Sight, View, World } from "./world.ts";

/** Something a person or Slack did, sent to the app at once, and what is seen of the answer. */
export class Sent {
  /** The same as `by` of what answers it by response URL, trigger or acknowledgement. */
  readonly id: string;
  readonly #sockets: Sockets;
  readonly #world: World;
  readonly #type: Envelope["type"];
  readonly #payload: Fields;
  readonly #hooks: Hooks;
  /** How much had been seen before this was done. */
  readonly #from: number;
  readonly #where: { channel?: string | undefined; thread?: string | undefined };
  /** What went out, retries too. None: Slack does not tell the app of this (no scope, not a member). */
  readonly envelopes: Envelope[] = [];

  constructor(options: {
    id: string;
    world: World;
    sockets: Sockets;
    type: Envelope["type"];
    payload: Fields;
    hooks?: Hooks;
    /** Where the bot's next message counts as an answer. */
    where?: { channel?: string | undefined; thread?: string | undefined };
    told: boolean;
  }) {
    this.id = options.id;
    this.#world = options.world;
    this.#from = options.world.sights.all.length;
    this.#sockets = options.sockets;
    this.#type = options.type;
    this.#payload = options.payload;
    this.#hooks = options.hooks ?? {};
    this.#where = options.where ?? {};
    if (options.told) this.envelopes.push(this.#sockets.send(this.#type, this.#payload, this.#hooks));
  }

  /** Sends an event again, as Slack does where it was not acknowledged: a new envelope, the same event_id. */
  retry(reason = "timeout"): void {
    const retry = { attempt: this.envelopes.length, reason };
    this.envelopes.push(this.#sockets.send(this.#type, this.#payload, this.#hooks, retry));
  }

  /** The next acknowledgement of this. */
  acked(): Promise<Ack> {
    return this.#sockets.acks.next((ack) => this.envelopes.includes(ack.envelope));
  }

  /** The next thing seen that answers this. */
  next(matches: (sight: Sight) => boolean = () => true): Promise<Sight> {
    return this.#world.sights.next((sight) => this.#answers(sight) && matches(sight), this.#from);
  }

  /** The next message that answers this, posted, shown to one person, or edited. */
  async message(): Promise<Message> {
    const { message } = await this.next((sight) => sight.message !== undefined && !sight.what.endsWith("deletion"));
    if (message === undefined) throw new Error("a sight without its message");
    return message;
  }

  /** The next modal or Home tab that answers this. */
  async view(): Promise<View> {
    const { view } = await this.next((sight) => sight.view !== undefined);
    if (view === undefined) throw new Error("a sight without its view");
    return view;
  }

  #answers(sight: Sight): boolean {
    if (sight.by !== undefined) return sight.by === this.id;
    const { channel, thread } = this.#where;
    if (channel === undefined || sight.channel !== channel) return false;
    return thread === undefined || sight.message?.threadTs === undefined || sight.message.threadTs === thread;
  }
}

import { createDigest, type Digest } from "#src/digest/index.ts";
import type { Corpus } from "#src/corpus/index.ts";
import type { Kysely } from "kysely";
import { memoryButtonStore } from "#src/reply/index.ts";
import type { Library } from "#src/library/index.ts";
import type { Database } from "#src/store/index.ts";
import { libraryOver } from "../../library.ts";
import type { SharedDatabase, Steps } from "./database.ts";
import type { ScriptedPlatform } from "./platform.ts";
import type { Chance } from "./random.ts";
import type { VirtualTime } from "./virtual-time.ts";

interface Surroundings {
  readonly time: VirtualTime;
  readonly chance: Chance;
  readonly database: SharedDatabase;
  readonly platform: ScriptedPlatform;
  readonly corpus: () => Corpus;
  /** What the machine's clock shows, in milliseconds. */
  readonly clock: () => number;
  readonly tell: (what: string) => void;
  /** How likely it dies at one statement. */
  readonly deadliness: number;
}

/** A process: a digest with a connection of its own, that may be slow, and may die, at any await. */
export class Worker implements Steps {
  readonly name: string;
  readonly db: Kysely<Database>;
  readonly digest: Digest;
  readonly library: Library;
  isAlive = true;
  /** Called once, when it has died. */
  onDeath: () => void = () => undefined;
  readonly #around: Surroundings;
  readonly #bornAt: number;

  constructor(name: string, around: Surroundings) {
    this.name = name;
    this.#around = around;
    this.#bornAt = around.time.now;
    this.db = around.database.connect(this);
    const store = { db: this.db, dialect: "sqlite", now: async () => around.clock() } as const;
    this.library = libraryOver({ corpus: around.corpus, store: async () => store });
    this.digest = createDigest({
      store,
      library: this.library,
      platforms: () => [around.platform.for(name)],
      buttons: memoryButtonStore(),
      payloadLimit: () => 1_000,
      random: () => around.chance.next(),
      log: { info: () => undefined, warn: () => undefined, error: (fields: object) => this.#failed(fields) },
      time: {
        now: () => around.clock(),
        elapsedMs: () => around.time.now - this.#bornAt,
        wait: (ms, signal) => this.#wait(ms, signal),
        turn: () => (around.chance.happens(0.05) ? this.step("a turn") : Promise.resolve()),
      },
    });
  }

  /** SIGKILL: what it had begun is rolled back, what it waits for never comes. */
  die(why: string): void {
    if (!this.isAlive) return;
    this.isAlive = false;
    this.#around.tell(`${this.name} dies ${why}`);
    this.#around.database.abandon(this);
    this.onDeath();
  }

  async step(statement: string): Promise<void> {
    const { chance, deadliness, time } = this.#around;
    // Most statements of a tick find nothing to do; where something is written, a death is worth more.
    const risk = /^(select|begin|a )/.test(statement) ? deadliness / 4 : deadliness * 4;
    if (this.isAlive && chance.happens(risk)) this.die(`at ${statement.trim().split(/\s+/, 3).join(" ")}`);
    if (!this.isAlive) return never();
    // Mostly quick, sometimes slow, and once in a while longer than a lease.
    if (chance.happens(0.04))
      await time.wait(chance.happens(0.2) ? chance.between(20_000, 200_000) : chance.between(1, 400));
    if (!this.isAlive) return never();
  }

  #failed(fields: object): void {
    throw new Error(`${this.name} logged an error`, { cause: "err" in fields ? fields.err : fields });
  }

  #wait(ms: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const cancel = this.#around.time.after(ms, resolve);
      signal?.addEventListener("abort", () => {
        cancel();
        resolve();
      });
    });
  }
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}

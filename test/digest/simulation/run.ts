import {
  openChannel,
  parseTopic,
  subscribe,
  unsubscribe,
  filedUnder,
  channelKey,
  type Settings,
} from "#src/channels/index.ts";
import { createCorpus, type Corpus, type Paper } from "#src/corpus/index.ts";
import { unblock } from "#src/digest/index.ts";
import { changeSettings } from "#src/digest/settings.ts";
import { Mistake } from "#src/errors.ts";
import type { ChannelRef } from "#src/platform/index.ts";
import { aPaper } from "../world.ts";
import type { SharedDatabase } from "./database.ts";
import { changeFor, commands, day, subjects, topics, type Command } from "./commands.ts";
import { headingOf, violations } from "./invariants.ts";
import { ScriptedPlatform } from "./platform.ts";
import { chanceOf, type Chance } from "./random.ts";
import { starts, VirtualTime } from "./virtual-time.ts";
import { Worker } from "./worker.ts";

export interface Outcome {
  readonly violations: readonly { readonly channel: string; readonly what: string }[];
  /** What happened, in order; of one channel, or of all. */
  story(channel?: string): string[];
  readonly posted: number;
  readonly deaths: number;
}

export interface Size {
  readonly days: number;
  readonly channels: number;
}

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** Runs some days of some channels on real code, the same for the same seed, and looks whether all promises were kept. */
export async function simulate(database: SharedDatabase, seed: number, size: Size): Promise<Outcome> {
  database.clear();
  const chance = chanceOf(seed);
  const time = new VirtualTime(chance.pick(starts) + chance.between(0, day));
  const lines: { readonly channel: string | undefined; readonly text: string }[] = [];
  const tell = (channel: string | undefined, what: string) => {
    lines.push({ channel, text: `${new Date(time.now).toISOString().slice(5, 23)} ${channel ?? "*"} ${what}` });
  };
  const platform = new ScriptedPlatform(time, chance, tell);
  const world = new World({ database, chance, time, platform, tell, size });
  world.begin();
  await time.runUntil(time.now + size.days * day);
  world.heal();
  // Whatever was due has come to its end: the grace window, and then some.
  await time.runUntil(time.now + 8 * hour);
  return {
    violations: violations(database, platform.messages, { now: world.clock(), corpora: world.corpora }),
    story: (channel) =>
      lines
        .filter((line) => line.channel === undefined || channel === undefined || line.channel === channel)
        .map(({ text }) => text),
    posted: platform.messages.length,
    deaths: world.deaths,
  };
}

interface Parts {
  readonly database: SharedDatabase;
  readonly chance: Chance;
  readonly time: VirtualTime;
  readonly platform: ScriptedPlatform;
  readonly tell: (channel: string | undefined, what: string) => void;
  readonly size: Size;
}

class World {
  deaths = 0;
  readonly corpora: Corpus[] = [];
  readonly #parts: Parts;
  readonly #workers = new Map<string, Worker>();
  readonly #channels: readonly ChannelRef[];
  /** Several processes share the database's clock; the clock of one alone may jump. */
  readonly #isAlone: boolean;
  #skewMs = 0;
  #isHealed = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#isAlone = parts.chance.happens(0.5);
    this.#channels = Array.from({ length: parts.size.channels }, (_, at) => ({
      platform: "slack",
      workspace: `T${at % 2}`,
      id: `C${at}`,
    }));
    this.#publish(12);
  }

  clock(): number {
    return this.#parts.time.now + this.#skewMs;
  }

  begin(): void {
    const { chance } = this.#parts;
    const names = this.#isAlone ? ["A"] : chance.happens(0.5) ? ["A", "B"] : ["A", "B", "C"];
    for (const name of names) this.#start(name);
    for (const ref of this.#channels) {
      this.#later(chance.between(0, minute), () => this.#command(ref, "choose"));
      this.#repeat(chance.between(4 * hour, 2 * day), () => this.#command(ref, this.#parts.chance.pick(commands)));
    }
    this.#repeat(chance.between(hour, 2 * day), () => this.#publish(chance.between(1, 8)));
    this.#repeat(chance.between(hour, 2 * day), () => this.#jump());
    this.#repeat(chance.between(hour, 2 * day), () => this.#closeOrOpen());
    this.#repeat(chance.between(hour, 2 * day), () => this.#someWorker()?.die("by a kill"));
    this.#repeat(chance.between(hour, 12 * hour), () => void this.#someWorker()?.digest.tick());
  }

  /** From here on nothing fails, and somebody works. */
  heal(): void {
    this.#isHealed = true;
    this.#parts.platform.isHealed = true;
    this.#parts.platform.gone.clear();
    this.#parts.tell(undefined, "from here on nothing fails");
    for (const [name, worker] of this.#workers) if (!worker.isAlive) this.#start(name);
  }

  #start(name: string): void {
    const { database, chance, time, platform, tell } = this.#parts;
    const worker = new Worker(name, {
      time,
      chance,
      database,
      platform,
      corpus: () => this.#corpus(),
      clock: () => this.clock(),
      tell: (what) => tell(undefined, what),
      deadliness: this.#isHealed ? 0 : 0.002,
    });
    this.#workers.set(name, worker);
    worker.onDeath = () => {
      this.deaths++;
      const pauseMs = this.#isHealed
        ? second
        : chance.happens(0.1)
          ? chance.between(hour, 9 * hour)
          : chance.between(second, 5 * minute);
      time.after(pauseMs, () => {
        if (this.#workers.get(name) === worker) this.#start(name);
      });
    };
    const loop = () => {
      void worker.digest.tick().then(() => time.after(this.#nextTickMs(), () => worker.isAlive && loop()));
    };
    loop();
  }

  /** Until something is due: where nothing is, the ticks in between would find nothing. */
  #nextTickMs(): number {
    const [row] = this.#parts.database.all(
      `
      select min(at) as at from (
        select min(next_due_at) as at from channel where next_due_at is not null
        union all select min(act_at) from edition where state in ('planned', 'sending')
        union all select min(paused_until) from workspace where paused_until > ?)`,
      this.clock(),
    );
    const at = typeof row?.["at"] === "number" ? row["at"] : Number.POSITIVE_INFINITY;
    const ticks = Math.ceil((at - this.clock()) / (5 * second));
    return 5 * second * Math.min(Math.max(ticks, 1), 4_320);
  }

  #corpus(): Corpus {
    return this.corpora.at(-1) ?? createCorpus([], "none");
  }

  /** A listing with so many new papers on top; the last ones fall out. */
  #publish(count: number): void {
    const { chance, tell } = this.#parts;
    const known =
      this.corpora.length === 0 ? 0 : Math.max(...this.#corpus().papers.map(({ id }) => Number(id.slice(6))));
    const fresh = Array.from({ length: count }, (_, at) => aPaper(known + at + 1, chance.pick(subjects)));
    const papers = [...fresh, ...this.#corpus().papers]
      .slice(0, 20)
      .map((paper, at): Paper => ({ ...paper, number: at + 1 }));
    this.corpora.push(createCorpus(papers, `v${this.corpora.length + 1}`));
    tell(undefined, `listing v${this.corpora.length} with papers ${known + 1} to ${known + count}`);
  }

  #jump(): void {
    const { chance, tell } = this.#parts;
    if (!this.#isAlone || this.#isHealed || chance.happens(0.5)) return;
    const far = chance.happens(0.2) ? 26 * hour : chance.happens(0.5) ? 2 * hour : 2 * minute;
    const jumpMs = chance.between(-far, far);
    this.#skewMs += jumpMs;
    tell(undefined, `the clock jumps by ${Math.round(jumpMs / second)} s`);
  }

  #closeOrOpen(): void {
    const { chance, platform, tell } = this.#parts;
    if (this.#isHealed) return;
    const ref = this.#someChannel();
    const name = chance.happens(0.2) ? ref.workspace : ref.id;
    if (platform.gone.delete(name)) {
      tell(undefined, `${name} is open again`);
      const where = name === ref.id ? ref : { platform: ref.platform, workspace: ref.workspace };
      if (chance.happens(0.5)) this.#unblock(where);
    } else if (chance.happens(0.4)) {
      platform.gone.add(name);
      tell(undefined, `${name} is gone`);
    }
  }

  #unblock(where: Parameters<typeof unblock>[1]): void {
    const worker = this.#someWorker();
    if (worker !== undefined) void unblock(worker.db, where);
  }

  #command(ref: ChannelRef, command: Command): void {
    const { chance, tell, time } = this.#parts;
    const worker = this.#someWorker();
    if (worker === undefined) return;
    // What is asked for is decided before anything waits, so that a retry in the code changes no chance.
    const change = changeFor(command, { chance, now: time.now });
    const topic = chance.pick(topics);
    tell(ref.id, `${worker.name}: ${command} ${change === undefined ? "" : JSON.stringify(change)}`);
    if (command === "now") {
      void worker.digest.postNow(ref).then(({ kind }) => tell(ref.id, `${worker.name}: now: ${kind}`));
    } else if (command === "again") void this.#again(worker, ref);
    else if (change !== undefined) void this.#change(worker, ref, change);
    else if (command === "subscribe" || command === "unsubscribe") void this.#subscribe(worker, ref, command, topic);
  }

  async #change(worker: Worker, ref: ChannelRef, change: Partial<Settings>): Promise<void> {
    await worker.db.transaction().execute(async (trx) => {
      await changeSettings(trx, await openChannel(trx, ref), change, { actor: "Ada", now: this.clock() });
    });
  }

  async #subscribe(
    worker: Worker,
    ref: ChannelRef,
    command: "subscribe" | "unsubscribe",
    typed: string,
  ): Promise<void> {
    await worker.library.takeIn();
    await worker.db.transaction().execute(async (trx) => {
      const newAfter = await worker.library.newestAt(trx);
      const { key } = await openChannel(trx, ref);
      const making = {
        actor: "Ada",
        now: this.clock(),
        newAfter,
        filedUnder: (topic: ReturnType<typeof parseTopic>) => filedUnder(topic, () => 0),
      };
      if (command === "subscribe") await subscribe(trx, key, [parseTopic(typed)], making);
      else await unsubscribe(trx, key, { all: true }, making);
    });
  }

  /** A person looks into the channel first, and only where the edition is not there has it posted again. */
  async #again(worker: Worker, ref: ChannelRef): Promise<void> {
    const { database, platform, tell } = this.#parts;
    const [row] = database.all(
      "select local_date from edition where channel = ? and state = 'uncertain' order by local_date desc",
      channelKey(ref),
    );
    const date = row?.["local_date"];
    if (typeof date !== "string") return;
    const isThere = platform.messages.some(
      ({ channel, heading }) => channel === ref.id && heading.includes(headingOf(date)),
    );
    if (isThere) return;
    tell(ref.id, `${worker.name}: the edition of ${date} is not there, so again`);
    try {
      await worker.digest.postAgain(ref, date);
    } catch (error) {
      if (!(error instanceof Mistake)) throw error;
    }
  }

  #someChannel(): ChannelRef {
    const [first, ...others] = this.#channels;
    if (first === undefined) throw new Error("a run needs a channel");
    return this.#parts.chance.pick([first, ...others]);
  }

  #someWorker(): Worker | undefined {
    const alive = [...this.#workers.values()].filter(({ isAlive }) => isAlive);
    return alive[this.#parts.chance.between(0, alive.length - 1)];
  }

  #later(ms: number, act: () => void): void {
    this.#parts.time.after(ms, () => {
      if (!this.#isHealed) act();
    });
  }

  #repeat(everyMs: number, act: () => void): void {
    this.#later(this.#parts.chance.between(1, everyMs), () => {
      act();
      this.#repeat(everyMs, act);
    });
  }
}

import { setTimeout as sleep } from "node:timers/promises";
import type { Chance } from "../digest/simulation/random.ts";
import type { Channel } from "../fakes/slack/index.ts";
import { until, type Rig } from "./rig.ts";

/** Where a kill found an edition. */
export const windows = [
  "planned",
  "sending before the call",
  "call in flight",
  "answered but not committed",
  "sent",
] as const;
export type Window = (typeof windows)[number];
export type Caught = Window | "not planned yet";

/** What becomes of a call whose caller is killed: the server acts before, never, or a while later. */
export type Acting = "acts" | "never" | "late";

/** A kill, what it caught, and how many editions it left in doubt that were not before. */
export interface Kill {
  readonly caught: readonly Caught[];
  readonly doubts: number;
}

const LATE_MS = 3_000;

/** A channel that a kill is aimed at. */
export interface Shot {
  readonly askable?: boolean;
  readonly acting?: Acting;
}

interface Target {
  readonly channel: Channel;
  readonly acting: Acting;
}

/** Makes channels due, starts the process, waits until the edition of each stands in this window, and kills it. */
export async function aimedKill(rig: Rig, window: Window, shots: readonly Shot[]): Promise<Kill> {
  const targets: Target[] = [];
  for (const { askable = true, acting = "acts" } of shots) {
    targets.push({ channel: await rig.addChannel({ askable }), acting });
  }
  const channels = targets.map(({ channel }) => channel);
  const aim = aims[window](rig, targets);
  await aim.prepare?.();
  await rig.makeDue(channels);
  const before = await doubtsOf(rig);
  const service = rig.start();
  const states = { longestMs: 30_000, told: () => `${window}:\n${service.log.join("\n")}` };
  for (const target of targets) {
    await until(() => {
      if (service.child.exitCode !== null) throw new Error(`it ended by itself:\n${service.log.join("\n")}`);
      return aim.isReached(target);
    }, states);
  }
  await aim.reached?.();
  await rig.kill(service);
  const caught = await Promise.all(channels.map((channel) => windowOf(rig, channel)));
  const doubts = (await doubtsOf(rig)) - before;
  await aim.after?.();
  return { caught, doubts };
}

interface Aim {
  prepare?(): Promise<void> | void;
  isReached(target: Target): Promise<boolean> | boolean;
  /** When it is so for all. */
  reached?(): Promise<void>;
  /** When the process is dead. */
  after?(): Promise<void> | void;
}

const aims: Readonly<Record<Window, (rig: Rig, targets: readonly Target[]) => Aim>> = {
  // As after a 429 that came with another post.
  planned: (rig) => {
    const key = `slack:${rig.slack.teamId}`;
    return {
      prepare: async () => {
        await rig.store.db
          .insertInto("workspace")
          .values({ key, paused_until: Date.now() + 3_600_000 })
          .execute();
      },
      isReached: ({ channel }) => isIn(rig, channel, "planned"),
      after: async () => {
        await rig.store.db.deleteFrom("workspace").where("key", "=", key).execute();
      },
    };
  },
  "sending before the call": (rig) => ({
    prepare: () => rig.gate.deafenAtNextStart(),
    isReached: ({ channel }) => isIn(rig, channel, "sending"),
    after: () => rig.gate.hear(),
  }),
  "call in flight": (rig, targets) => {
    const killed = Promise.withResolvers<void>();
    const rules = {
      acts: { after: never },
      never: { before: never },
      late: { before: () => killed.promise.then(() => sleep(LATE_MS)) },
    };
    return {
      prepare: () => {
        for (const { channel, acting } of targets) rig.gate.rule(channel.id, rules[acting]);
      },
      isReached: ({ channel, acting }) => stageOf(rig, channel) === (acting === "acts" ? "acted" : "arrived"),
      after: () => {
        killed.resolve();
        // A later call for them passes.
        for (const { channel } of targets) rig.gate.rule(channel.id, {});
      },
    };
  },
  "answered but not committed": (rig, targets) => {
    const locked = Promise.withResolvers<void>();
    let unlock: (() => Promise<void>) | undefined;
    return {
      prepare: () => {
        for (const { channel } of targets) rig.gate.rule(channel.id, { after: () => locked.promise });
      },
      isReached: ({ channel }) => stageOf(rig, channel) === "acted",
      reached: async () => {
        unlock = await rig.lock();
        locked.resolve();
        const areAnswered = () => targets.every(({ channel }) => stageOf(rig, channel) === "answered");
        await until(areAnswered, { told: () => "no answer" });
        // It may read the answers, and come as far as the lock.
        await sleep(30);
      },
      after: () => unlock?.(),
    };
  },
  sent: (rig) => ({ isReached: ({ channel }) => isIn(rig, channel, "sent") }),
};

/**
 * Kills a process at a random moment of its work: some channels due at once, a slow platform, one that takes no
 * connection, or a database that lets nobody commit for a while. `left`: earlier channels whose editions no call has
 * begun for; those of this kill are put in their place.
 */
export async function randomKill(rig: Rig, chance: Chance, left: Channel[]): Promise<Kill> {
  const fresh = await Promise.all(
    Array.from({ length: chance.between(1, 6) }, () => rig.addChannel({ askable: chance.happens(0.9) })),
  );
  const obstacle = chance.pick(["none", "slow", "slow", "deaf", "disk", "disk"]);
  if (obstacle === "deaf") rig.gate.deafenAtNextStart();
  for (const { id } of fresh) {
    const slowMs = obstacle === "none" ? 0 : 400;
    const [beforeMs, afterMs] = [chance.between(0, slowMs), chance.between(0, slowMs)];
    const before = chance.happens(0.05) ? never : () => sleep(beforeMs);
    rig.gate.rule(id, { before, after: () => sleep(afterMs) });
  }
  await rig.makeDue(fresh);
  const before = await doubtsOf(rig);
  const service = rig.start();
  // Some fall while it starts, the others when it has begun.
  if (chance.happens(0.05)) await sleep(chance.between(0, 1_000));
  else await until(() => isPlanned(rig, fresh), { told: () => service.log.join("\n") });
  const moment = sleep(chance.between(0, obstacle === "none" ? 60 : 800));
  let unlock: (() => Promise<void>) | undefined;
  if (obstacle === "disk") {
    await sleep(chance.between(0, 300));
    unlock = await rig.lock();
  }
  await moment;
  await rig.kill(service);
  const watched = [...left.splice(0), ...fresh];
  const caught = await Promise.all(watched.map((channel) => windowOf(rig, channel)));
  left.push(...watched.filter((_, at) => caught[at] === "planned" || caught[at] === "not planned yet"));
  const doubts = (await doubtsOf(rig)) - before;
  await unlock?.();
  rig.gate.hear();
  // Later calls for them pass.
  for (const { id } of watched) rig.gate.rule(id, {});
  return { caught, doubts };
}

/** Starts the process a last time and lets it bring every edition to a state that stays; on the real lease. */
export async function settleAll(rig: Rig, longestMs: number): Promise<{ readonly tookMs: number }> {
  const began = performance.now();
  const service = rig.start();
  const open = () =>
    rig.store.db
      .selectFrom("channel")
      .leftJoin("edition", "edition.channel", "channel.key")
      .select(["channel.key", "edition.state"])
      .where((row) => row.or([row("edition.state", "is", null), row("edition.state", "in", ["planned", "sending"])]))
      .execute();
  await service.logged('"ready"');
  await until(async () => (await open()).length === 0, { longestMs, told: () => service.log.slice(-40).join("\n") });
  const tookMs = Math.round(performance.now() - began);
  const code = await service.end("SIGTERM");
  if (code !== 0) throw new Error(`it ended with ${String(code)}:\n${service.log.slice(-20).join("\n")}`);
  return { tookMs };
}

/** What the database and the platform's server tell of an edition after a death. */
async function windowOf(rig: Rig, channel: Channel): Promise<Caught> {
  const [edition] = await rig.editionsOf(channel);
  if (edition === undefined) return "not planned yet";
  switch (edition.state) {
    case "planned":
    case "sent":
      return edition.state;
    case "sending": {
      const stage = stageOf(rig, channel);
      if (stage === undefined) return "sending before the call";
      return stage === "answered" ? "answered but not committed" : "call in flight";
    }
    default:
      throw new Error(`an edition is ${edition.state} (${String(edition.reason)})`);
  }
}

async function isPlanned(rig: Rig, channels: readonly Channel[]): Promise<boolean> {
  return (await Promise.all(channels.map((channel) => rig.editionsOf(channel)))).some((rows) => rows.length > 0);
}

async function isIn(rig: Rig, channel: Channel, state: "planned" | "sending" | "sent"): Promise<boolean> {
  return (await rig.editionsOf(channel))[0]?.state === state;
}

function stageOf(rig: Rig, { id }: Channel): "arrived" | "acted" | "answered" | undefined {
  return rig.gate.calls.findLast(({ channel }) => channel === id)?.stage;
}

async function doubtsOf(rig: Rig): Promise<number> {
  const { count } = await rig.store.db
    .selectFrom("edition")
    .select((row) => row.fn.countAll<number>().as("count"))
    .where("state", "=", "sending")
    .executeTakeFirstOrThrow();
  return count;
}

const never = () => new Promise<void>(() => undefined);

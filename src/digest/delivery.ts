import type { Transaction } from "kysely";
import { channelOf, type Channel } from "#src/channels/index.ts";
import type { Paper } from "#src/corpus/index.ts";
import type { Library } from "#src/library/index.ts";
import type { Log } from "#src/log.ts";
import type { Platform, PlatformName, Posted } from "#src/platform/index.ts";
import { sealButtons, type ButtonStore, type Reply } from "#src/reply/index.ts";
import type { Database, Store } from "#src/store/index.ts";
import { withDeadline, within, type Time } from "#src/time.ts";
import { claimDoubtful, claimPlanned, type Claimed, type Claiming } from "./claim.ts";
import { parseContent } from "./content.ts";
import { editionReply } from "./edition-reply.ts";
import { editionKey } from "./key.ts";
import {
  CALL_TIMEOUT_MS,
  CALLS_AT_ONCE,
  CALLS_OF_A_WORKSPACE,
  CLOCK_SET_BACK_MS,
  DOUBT_MS,
  LEASE_MS,
} from "./limits.ts";
import { settle, type CallOutcome, type EndedCall } from "./settle.ts";

export interface DeliveryOptions {
  readonly store: Pick<Store, "db" | "dialect" | "now">;
  /** Those that can be posted to now. */
  readonly platforms: () => readonly Platform[];
  readonly library: Pick<Library, "byId">;
  readonly buttons: ButtonStore;
  /** How many characters a button of this platform carries. */
  readonly payloadLimit: (platform: PlatformName) => number;
  readonly time: Time;
  readonly random: () => number;
  readonly log: Log;
}

/** Calls started between two turns of the event loop. */
const STARTS_AT_ONCE = 10;
/** Rows claimed, and results saved, in one round: a round holds up the event loop on SQLite. */
const ROWS_OF_A_ROUND = 60;

/**
 * Posts what is planned and looks for what is in doubt. It works in rounds: one transaction saves what came of the
 * calls that ended meanwhile and claims rows for new ones, so that one durable commit serves many posts, and no more
 * rows are `sending` than calls are in flight.
 */
export class Delivery {
  readonly #options: DeliveryOptions;
  /** The rows of this process, until what came of them is saved. */
  readonly #inHand = new Map<string, { readonly workspace: string; readonly isLookup: boolean }>();
  readonly #calls = new Set<Promise<void>>();
  readonly #results: EndedCall[] = [];
  readonly #startedAt: number;
  #rounds: Promise<void> | undefined;
  #isWanted = false;
  #isStopping = false;

  constructor(options: DeliveryOptions) {
    this.#options = options;
    this.#startedAt = options.time.elapsedMs();
  }

  /** Something may have become due or free: works until nothing is left to begin. */
  wake(): void {
    this.#isWanted = true;
    this.#rounds ??= this.#work().then((isDone) => {
      this.#rounds = undefined;
      // Woken after its last look.
      if (isDone && this.#isWanted) this.wake();
    });
  }

  /** Resolves when no call is in flight and nothing is left to save. */
  async idle(): Promise<void> {
    while (this.#rounds !== undefined || this.#calls.size > 0) await (this.#rounds ?? Promise.race(this.#calls));
  }

  /** Begins nothing more and finishes what is in flight, but waits no longer than this. */
  async stop(longestMs: number): Promise<void> {
    this.#isStopping = true;
    const { time } = this.#options;
    const end = time.elapsedMs() + longestMs;
    for (let leftMs = longestMs; this.#calls.size > 0 && leftMs > 0; leftMs = end - time.elapsedMs()) {
      await within(leftMs, Promise.race(this.#calls), { time, otherwise: undefined });
    }
    this.wake();
    await this.#rounds;
  }

  /** False where the database did not take part: the next tick tries again. */
  async #work(): Promise<boolean> {
    const { log, time } = this.#options;
    // A turn first: what ended together is saved together.
    for (await time.turn(); this.#isWanted; await time.turn()) {
      this.#isWanted = false;
      try {
        await this.#round();
      } catch (error) {
        // Nothing was saved or all was; either way the rows tell, and the next tick goes on.
        log.error({ err: error }, "the database did not take what came of the posts");
        return false;
      }
    }
    return true;
  }

  async #round(): Promise<void> {
    const { store, time } = this.#options;
    const results = this.#results.splice(0, ROWS_OF_A_ROUND);
    const reserved = new Set<string>();
    let begun: Begun;
    const beganAt = time.elapsedMs();
    try {
      begun = await store.db.transaction().execute(async (trx) => {
        const now = await store.now(trx);
        await settle(trx, results, { now, random: this.#options.random });
        if (this.#isStopping) return NOTHING;
        return this.#begin(trx, now, new Set(results.map(({ claimed }) => idOf(claimed))), reserved);
      });
    } catch (error) {
      this.#results.unshift(...results);
      for (const id of reserved) this.#inHand.delete(id);
      throw error;
    }
    for (const { claimed } of results) this.#inHand.delete(idOf(claimed));
    const taken = [...begun.posts, ...begun.lookups];
    const ids = new Set(taken.map(idOf));
    for (const id of reserved) if (!ids.has(id)) this.#inHand.delete(id);
    for (const [at, claimed] of taken.entries()) {
      if (at % STARTS_AT_ONCE === STARTS_AT_ONCE - 1) await time.turn();
      this.#start(claimed, at < begun.posts.length, begun, beganAt);
    }
    // Where something was taken there may be more behind it.
    if (taken.length > 0 || this.#results.length > 0) this.#isWanted = true;
  }

  async #begin(
    trx: Transaction<Database>,
    now: number,
    ending: ReadonlySet<string>,
    reserved: Set<string>,
  ): Promise<Begun> {
    const { store, platforms, library } = this.#options;
    const names = platforms().map(({ name }) => name);
    if (names.length === 0) return NOTHING;
    const room = () => Math.min(ROWS_OF_A_ROUND - reserved.size, CALLS_AT_ONCE - (this.#inHand.size - ending.size));
    const claiming = (isLookup: boolean): Claiming => {
      const limit = isLookup ? 1 : CALLS_OF_A_WORKSPACE;
      const calls = new Map<string, number>();
      for (const [id, one] of this.#inHand) {
        if (!ending.has(id) && one.isLookup === isLookup) calls.set(one.workspace, (calls.get(one.workspace) ?? 0) + 1);
      }
      return {
        now,
        dialect: store.dialect,
        platforms: names,
        room,
        full: () => [...calls].filter(([, count]) => count >= limit).map(([workspace]) => workspace),
        admit: ({ channel, localDate, workspace }) => {
          const id = idOf({ channel, localDate });
          const count = calls.get(workspace) ?? 0;
          if (room() <= 0 || this.#inHand.has(id) || count >= limit) return false;
          calls.set(workspace, count + 1);
          reserved.add(id);
          this.#inHand.set(id, { workspace, isLookup });
          return true;
        },
      };
    };
    // What a process before this one began may still be in flight, whatever the clock says of its lease.
    const isSettled = this.#options.time.elapsedMs() - this.#startedAt >= CALL_TIMEOUT_MS;
    const lookups = isSettled ? await claimDoubtful(trx, claiming(true)) : [];
    const posts = await claimPlanned(trx, claiming(false));
    const contents = posts.flatMap(({ content }) => parseContent(content).papers.map(({ id }) => id));
    return {
      posts,
      lookups,
      channels: await channelsOf(trx, [...posts, ...lookups]),
      papers: await library.byId(trx, contents),
    };
  }

  #start(claimed: Claimed, isPost: boolean, { channels, papers }: Begun, beganAt: number): void {
    const channel = channels.get(claimed.channel);
    const platform = this.#options.platforms().find(({ name }) => name === claimed.platform);
    const outcome =
      platform === undefined || channel === undefined
        ? Promise.resolve<CallOutcome>({ kind: isPost ? "unstarted" : "uncertain" })
        : isPost
          ? this.#post(claimed, { channel, papers }, platform, beganAt)
          : this.#find(claimed, channel, platform);
    const call = outcome.then((known) => {
      this.#options.log.info({ channel: claimed.channel, date: claimed.localDate, outcome: known.kind }, "edition");
      this.#calls.delete(call);
      this.#results.push({ claimed, outcome: known });
      this.wake();
    });
    this.#calls.add(call);
  }

  async #post(claimed: Claimed, drawing: Drawing, platform: Platform, beganAt: number): Promise<CallOutcome> {
    const { time, log } = this.#options;
    let edition: Reply;
    try {
      edition = await this.#draw(claimed, drawing, platform);
    } catch (error) {
      log.error({ err: error, channel: claimed.channel }, "an edition cannot be drawn");
      return { kind: "our bug", reason: "it cannot be drawn" };
    }
    // Measured from before the claim, so never less than the lease has lost.
    if (time.elapsedMs() - beganAt > LEASE_MS - CALL_TIMEOUT_MS) return { kind: "unstarted" };
    try {
      const post = withDeadline(CALL_TIMEOUT_MS, time, (deadline) =>
        platform.post(drawing.channel.ref, edition, editionKey(claimed), deadline),
      );
      return outcomeOf(await within(LEASE_MS, post, { time, otherwise: unanswered }));
    } catch (error) {
      log.error({ err: error, channel: claimed.channel }, "a platform's post threw");
      return { kind: "doubt", reason: "the call broke off" };
    }
  }

  async #find(claimed: Claimed, channel: Channel, platform: Platform): Promise<CallOutcome> {
    const { time, log } = this.#options;
    try {
      // Its age by the time that all agree on, its beginning by this machine's clock: that is the one adapters correct.
      const ageMs = claimed.fence - DOUBT_MS - claimed.calledAt;
      // Less than nothing: the clock was set back since, and how long ago the call was is not known.
      const backMs = ageMs < 0 ? CLOCK_SET_BACK_MS : ageMs;
      const since = new Date(time.now() - backMs);
      // As long as the row is this process's: Slack may let a new app look only once a minute.
      const find = withDeadline(DOUBT_MS, time, (deadline) =>
        platform.find(channel.ref, editionKey(claimed), since, deadline),
      );
      const found = await within(DOUBT_MS, find, { time, otherwise: "unknown" as const });
      if (found === "absent") return { kind: "absent" };
      return found === "unknown" ? { kind: "uncertain" } : { kind: "sent", ref: found };
    } catch (error) {
      log.error({ err: error, channel: claimed.channel }, "a platform's find threw");
      return { kind: "uncertain" };
    }
  }

  async #draw(claimed: Claimed, { channel, papers }: Drawing, platform: Platform): Promise<Reply> {
    const { buttons, payloadLimit } = this.#options;
    const reply = editionReply({
      channel,
      date: claimed.localDate,
      content: parseContent(claimed.content),
      paperOf: (id) => papers.get(id),
    });
    return sealButtons(reply, payloadLimit(platform.name), buttons);
  }
}

interface Begun {
  readonly posts: readonly Claimed[];
  readonly lookups: readonly Claimed[];
  readonly channels: ReadonlyMap<string, Channel>;
  /** Those of the posts, by the ids that were frozen. */
  readonly papers: ReadonlyMap<string, Paper>;
}

const NOTHING: Begun = { posts: [], lookups: [], channels: new Map(), papers: new Map() };

/** What an edition is drawn from beside what was frozen. */
interface Drawing {
  readonly channel: Channel;
  readonly papers: ReadonlyMap<string, Paper>;
}

const unanswered: Posted = { state: "perhaps posted", reason: "no answer" };

function outcomeOf(posted: Posted): CallOutcome {
  switch (posted.state) {
    case "sent":
      return { kind: "sent", ref: posted.ref };
    case "not posted, retry":
      return {
        kind: "retry",
        reason: posted.reason,
        pausesWorkspace: posted.scope === "workspace",
        ...(posted.afterMs === undefined ? {} : { afterMs: posted.afterMs }),
      };
    case "perhaps posted":
      return { kind: "doubt", reason: posted.reason };
    case "channel gone":
    case "workspace gone":
    case "our bug":
      return { kind: posted.state, reason: posted.reason };
  }
}

function idOf({ channel, localDate }: Pick<Claimed, "channel" | "localDate">): string {
  return `${channel} ${localDate}`;
}

async function channelsOf(trx: Transaction<Database>, claimed: readonly Claimed[]): Promise<Map<string, Channel>> {
  if (claimed.length === 0) return new Map();
  const keys = [...new Set(claimed.map(({ channel }) => channel))];
  const rows = await trx.selectFrom("channel").selectAll().where("key", "in", keys).execute();
  return new Map(rows.map((row) => [row.key, channelOf(row)]));
}

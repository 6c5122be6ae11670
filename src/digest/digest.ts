import type { Transaction } from "kysely";
import { openChannel, type Channel, type Settings } from "#src/channels/index.ts";
import { localDate } from "#src/dates.ts";
import { OperatorError } from "#src/errors.ts";
import type { Library } from "#src/library/index.ts";
import type { Log } from "#src/log.ts";
import type { ChannelRef, Notice, Platform, PlatformName } from "#src/platform/index.ts";
import type { ButtonStore, Reply } from "#src/reply/index.ts";
import type { Database, Store } from "#src/store/index.ts";
import type { Time } from "#src/time.ts";
import { askBlocked, keepCanPost } from "./blocked.ts";
import { chooseContent, type Choosing } from "./choose.ts";
import { emptyContent } from "./content.ts";
import { Delivery } from "./delivery.ts";
import { editionReply } from "./edition-reply.ts";
import { TICK_MS } from "./limits.ts";
import { missOverdue, planDue } from "./planning.ts";
import { postAgain, postNow, type PostingNow } from "./post-by-hand.ts";
import { changeSettings, followTimeZoneData, type Changing } from "./settings.ts";
import { status, whyShown, type WhyShown, type Status } from "./status.ts";

export interface DigestOptions {
  readonly store: Pick<Store, "db" | "dialect" | "now">;
  readonly library: Library;
  /** Those that can be posted to now; a console only while its prompt is open. */
  readonly platforms: () => readonly Platform[];
  readonly buttons: ButtonStore;
  /** How many characters a button of this platform carries. */
  readonly payloadLimit: (platform: PlatformName) => number;
  readonly time: Time;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly log: Log;
}

/** The daily post of all channels: plans what is due and sees each edition through to a state that stays. */
export interface Digest {
  /** Ticks every 5 s until it is stopped. */
  start(): Promise<void>;
  /** Begins nothing more, and finishes what is in flight within 10 s. */
  stop(): Promise<void>;
  /** Plans what is due and begins what can be begun; calls go on after it. Never throws. */
  tick(): Promise<void>;
  /** Resolves when nothing is in flight. */
  idle(): Promise<void>;
  /** The edition that would come now, as it would look. Changes nothing. */
  preview(ref: ChannelRef): Promise<Reply>;
  /** Posts today's edition now, unless it has gone out. */
  postNow(ref: ChannelRef): Promise<PostingNow>;
  /** Posts the edition of a local date, which is in doubt, again. Throws a Mistake where it is not. */
  postAgain(ref: ChannelRef, date: string): Promise<void>;
  /** What a channel has chosen, and what became of its last editions; undefined for a new channel. */
  status(ref: ChannelRef, limits: { readonly editions: number; readonly changes: number }): Promise<Status | undefined>;
  /** Why a paper is in the latest edition here that showed it; undefined where none did. */
  why(ref: ChannelRef, paper: string): Promise<WhyShown | undefined>;
  /** In the transaction that holds the channel; returns it as it is then. */
  changeSettings(
    trx: Transaction<Database>,
    channel: Channel,
    change: Partial<Settings>,
    changing: Changing,
  ): Promise<Channel>;
  /** Keeps what `canPost` said of a channel; one that can be posted to wakes by it. */
  keepCanPost(trx: Transaction<Database>, channel: Channel, answer: "yes" | Notice): Promise<void>;
}

const STOP_MS = 10_000;
/** How often what is too late is given up. */
const SWEEP_MS = 60_000;

export function createDigest(options: DigestOptions): Digest {
  const { store, library, platforms, time, log } = options;
  const { db, dialect } = store;
  const delivery = new Delivery(options);
  const asking = new Map<string, Promise<void>>();
  const stopped = new AbortController();
  let sweptAt = Number.NEGATIVE_INFINITY;
  let ticking: Promise<void> | undefined;
  let loop: Promise<void> | undefined;

  async function choosing(): Promise<Choosing> {
    return { corpus: (await library.listing()).corpus, library, now: await store.now() };
  }

  async function work(): Promise<void> {
    await library.takeIn();
    const now = await store.now();
    await askBlocked(db, { platforms: platforms(), asking, now, log });
    // What waits from before goes out while the rest is planned.
    delivery.wake();
    for (let planned = 1; planned > 0 && !stopped.signal.aborted;) {
      const here = await choosing();
      planned = await db.transaction().execute((trx) => planDue(trx, { ...here, dialect, log }));
      if (planned > 0) delivery.wake();
      await time.turn();
    }
    if (time.elapsedMs() - sweptAt < SWEEP_MS) return;
    sweptAt = time.elapsedMs();
    for (let missed = 1; missed > 0 && !stopped.signal.aborted;) {
      missed = await db.transaction().execute((trx) => missOverdue(trx, now));
      await time.turn();
    }
  }

  async function tick(): Promise<void> {
    ticking ??= work()
      .catch((error: unknown) => {
        // What the operator must repair is one line at each tick until it is done; a bug is logged in full.
        const told = error instanceof OperatorError ? { code: error.code, reason: error.message } : { err: error };
        log.error(told, "a tick of the daily post failed; the next one goes on");
      })
      .finally(() => (ticking = undefined));
    await ticking;
  }

  async function run(): Promise<void> {
    while (!stopped.signal.aborted) {
      await tick();
      await time.wait(TICK_MS, stopped.signal);
    }
  }

  return {
    async start() {
      await library.takeIn();
      await followTimeZoneData(db, process.versions.tz ?? "", await store.now());
      loop = run();
    },
    async stop() {
      stopped.abort();
      await delivery.stop(STOP_MS);
      await ticking;
      await loop;
    },
    tick,
    idle: async () => {
      await ticking;
      await Promise.all(asking.values());
      await delivery.idle();
    },
    async preview(ref) {
      await library.takeIn();
      const channel = await db.transaction().execute((trx) => openChannel(trx, ref));
      const here = await choosing();
      const chosen = (await chooseContent(db, [channel], here)).get(channel.key);
      const content = chosen?.content ?? emptyContent;
      const papers = await library.byId(
        db,
        content.papers.map(({ id }) => id),
      );
      const date = localDate(channel.nextDueAt ?? here.now, channel.settings.zone);
      return editionReply({ channel, date, content, paperOf: (id) => papers.get(id) });
    },
    async postNow(ref) {
      await library.takeIn();
      const here = await choosing();
      const posting = await db.transaction().execute((trx) => postNow(trx, ref, here));
      if (posting.kind === "posting") delivery.wake();
      return posting;
    },
    async postAgain(ref, date) {
      const now = await store.now();
      await db.transaction().execute((trx) => postAgain(trx, ref, { date, now }));
      delivery.wake();
    },
    status: (ref, limits) => status(db, ref, limits),
    why: async (ref, paper) => whyShown(db, ref, (await library.sameAs(db, [paper])).get(paper) ?? [paper]),
    changeSettings,
    keepCanPost,
  };
}

import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { PlatformName } from "#src/platform/index.ts";
import type { ButtonStore } from "#src/reply/index.ts";
import {
  claimEvent,
  forgetEvents,
  forgetExpiredDocuments,
  openStore,
  whileReachable,
  type Store,
  type Use,
} from "#src/store/index.ts";
import type { Config } from "./config.ts";
import type { Log } from "./log.ts";
import type { Time } from "./time.ts";

const DAY_MS = 24 * 60 * 60 * 1_000;
const BUTTON_STATE_MS = 30 * DAY_MS;
/** A platform sends an event again within minutes, at most hours. */
const CLAIMS_KEPT_MS = DAY_MS;

/** What the bot keeps in the database, which is opened when something of it is first needed. */
export interface State {
  store(): Promise<Store>;
  /** The same for what may be done twice: waits up to a minute for a database that is gone. */
  waiting<Result>(use: (store: Store) => Promise<Result>): Promise<Result>;
  readonly buttons: ButtonStore;
  claim(event: { readonly platform: PlatformName; readonly id: string }): Promise<boolean>;
  /** The same to read what is stored; undefined where nothing ever was: looking for it makes no database. */
  reading(): Promise<Store | undefined>;
  /** Forgets what has had its time: claimed events, expired documents. */
  tidy(): Promise<void>;
  close(): Promise<void>;
}

interface StateOptions {
  /** `service`, with its lock held; else a single command, which reads what there is, and writes where it must. */
  readonly use: Exclude<Use, "reading">;
  readonly time: Time;
  readonly log: Log;
  /** Aborted when the process stops: a database that is gone is waited for no longer. */
  readonly stopping?: AbortSignal;
}

/** The state of this configuration. A database that is gone for a moment is waited for (up to a minute) before an error. */
export function openState(config: Config, { use, time, log, stopping }: StateOptions): State {
  const { DATA_DIR: dataDir, DATABASE_URL: databaseUrl } = config;
  const opened = new Map<Use, Promise<Store>>();

  function open(as: Use): Promise<Store> {
    const known = opened.get(as);
    if (known !== undefined) return known;
    const opening = openStore({ dataDir, databaseUrl, log, time, use: as }).catch((error: unknown) => {
      opened.delete(as);
      throw error;
    });
    opened.set(as, opening);
    return opening;
  }

  const store = () => open(use);

  const waiting = <Result>(use: (store: Store) => Promise<Result>): Promise<Result> =>
    whileReachable(async () => use(await store()), { time, random: Math.random, signal: stopping });

  return {
    store,
    waiting,
    buttons: {
      async keep(hash, state) {
        await waiting((opened) => opened.keyv("button").set(hash, state, BUTTON_STATE_MS));
      },
      get: (hash) => waiting((opened) => opened.keyv("button").get<string>(hash)),
    },
    async claim({ platform, id }) {
      // A console's request comes from one process only; a one-shot search opens no database.
      if (platform === "console") return true;
      const claim = randomUUID();
      const now = time.now();
      return waiting(({ db }) => claimEvent(db, { platform, id, claim, now }));
    },
    async reading() {
      if (use === "service" || opened.has(use)) return store();
      const isStored = databaseUrl !== undefined || existsSync(join(dataDir, "paperboy.db"));
      return isStored ? open("reading") : undefined;
    },
    async tidy() {
      const { db } = await store();
      const now = time.now();
      await forgetEvents(db, now - CLAIMS_KEPT_MS);
      await forgetExpiredDocuments(db, now);
    },
    async close() {
      // Where one did not open, its caller got the error.
      for (const opening of opened.values()) await (await opening.catch(() => undefined))?.close();
    },
  };
}

import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { findStoredPaper } from "#src/channels/index.ts";
import type { Paper } from "#src/corpus/index.ts";
import type { PlatformName } from "#src/platform/index.ts";
import type { ButtonStore } from "#src/reply/index.ts";
import {
  claimEvent,
  forgetEvents,
  forgetExpiredDocuments,
  openStore,
  whileReachable,
  type Store,
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
  storedPaper(reference: string): Promise<Paper | undefined>;
  /** Forgets what has had its time: claimed events, expired documents. */
  tidy(): Promise<void>;
  close(): Promise<void>;
}

interface StateOptions {
  readonly time: Time;
  readonly log: Log;
  /** Aborted when the process stops: a database that is gone is waited for no longer. */
  readonly stopping?: AbortSignal;
}

/** The state of this configuration. A database that is gone for a moment is waited for (up to a minute) before an error. */
export function openState(config: Config, { time, log, stopping }: StateOptions): State {
  let opening: Promise<Store> | undefined;

  function store(): Promise<Store> {
    const { DATA_DIR: dataDir, DATABASE_URL: databaseUrl } = config;
    opening ??= openStore({ dataDir, databaseUrl, log, time }).catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return opening;
  }

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
    async storedPaper(reference) {
      // Nothing was ever stored: looking for it must not make a database.
      const stored = config.DATABASE_URL !== undefined || existsSync(join(config.DATA_DIR, "paperboy.db"));
      return stored && isName(reference) ? findStoredPaper((await store()).db, reference) : undefined;
    },
    async tidy() {
      const { db } = await store();
      const now = time.now();
      await forgetEvents(db, now - CLAIMS_KEPT_MS);
      await forgetExpiredDocuments(db, now);
    },
    async close() {
      // If it did not open, its caller got the error.
      await (await opening?.catch(() => undefined))?.close();
    },
  };
}

/** A number belongs to the listing of the day, so a stored paper is never found by one. */
function isName(reference: string): boolean {
  return !/^#?\d+$/.test(reference);
}

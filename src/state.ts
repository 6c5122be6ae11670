import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { findStoredPaper } from "#src/channels/index.ts";
import {
  claimEvent,
  forgetEvents,
  forgetExpiredDocuments,
  openStore,
  whileReachable,
  type Store,
} from "#src/store/index.ts";
import type { ButtonStore } from "#src/reply/index.ts";
import type { Paper } from "#src/corpus/index.ts";
import type { Clock } from "./clock.ts";
import type { Config } from "./config.ts";
import type { Logger } from "./log.ts";
import type { PlatformName } from "./platform.ts";

const dayMs = 24 * 60 * 60 * 1000;
const buttonStateMs = 30 * dayMs;
/** A platform sends an event again within minutes, at most hours. */
const claimsKeptMs = dayMs;

/** What the bot keeps in the database, which is opened when something of it is first needed. */
export interface State {
  store(): Promise<Store>;
  readonly buttons: ButtonStore;
  claim(event: { readonly platform: PlatformName; readonly id: string }): Promise<boolean>;
  storedPaper(reference: string): Promise<Paper | undefined>;
  /** Forgets what has had its time: claimed events, expired documents. */
  tidy(): Promise<void>;
  close(): Promise<void>;
}

/** The state of this configuration. A database that is gone for a moment is waited for (up to a minute) before an error. */
export function openState(config: Config, { clock, log }: { readonly clock: Clock; readonly log: Logger }): State {
  let opening: Promise<Store> | undefined;

  function store(): Promise<Store> {
    opening ??= openStore({ dataDir: config.DATA_DIR, databaseUrl: config.DATABASE_URL, log }).catch(
      (error: unknown) => {
        opening = undefined;
        throw error;
      },
    );
    return opening;
  }

  return {
    store,
    buttons: {
      async keep(hash, state) {
        await whileReachable(async () => (await store()).keyv("button").set(hash, state, buttonStateMs));
      },
      get: (hash) => whileReachable(async () => (await store()).keyv("button").get<string>(hash)),
    },
    async claim({ platform, id }) {
      // A console's request comes from one process only; a one-shot search opens no database.
      if (platform === "console") return true;
      const claim = randomUUID();
      const now = clock.now().getTime();
      return whileReachable(async () => claimEvent((await store()).db, { platform, id, claim, now }));
    },
    async storedPaper(reference) {
      // Nothing was ever stored: looking for it must not make a database.
      const stored = config.DATABASE_URL !== undefined || existsSync(join(config.DATA_DIR, "paperboy.db"));
      return stored && isName(reference) ? findStoredPaper((await store()).db, reference) : undefined;
    },
    async tidy() {
      const { db } = await store();
      const now = clock.now().getTime();
      await forgetEvents(db, now - claimsKeptMs);
      await forgetExpiredDocuments(db, now);
    },
    async close() {
      await (await opening)?.close();
    },
  };
}

/** A number belongs to the listing of the day, so a stored paper is never found by one. */
function isName(reference: string): boolean {
  return !/^#?\d+$/.test(reference);
}

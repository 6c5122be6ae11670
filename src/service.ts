import { recordListing } from "#src/channels/index.ts";
import { lockService } from "#src/store/index.ts";
import type { Config } from "./config.ts";
import { openLiveLibrary, type Library, type LiveLibrary } from "./library.ts";
import type { Log } from "./log.ts";
import { openState, type State } from "./state.ts";
import type { Time } from "./time.ts";

/** How often the file at CORPUS is looked at (README, Configuration). */
const LISTING_EVERY_MS = 60_000;
/** How often the database forgets what has had its time. */
const TIDY_EVERY_MS = 60 * 60_000;

/** What runs as long as the process serves, whatever platforms it serves. */
export interface Service {
  readonly library: LiveLibrary;
  readonly state: State;
  stop(): Promise<void>;
}

interface ServiceOptions {
  readonly log: Log;
  readonly time: Time;
  /** Aborted: from then on a database that is gone is waited for no longer. */
  readonly stopping: AbortSignal;
}

/**
 * Opens the library and the database, records the listing's papers as seen, and keeps all that up to date. With SQLite
 * one service runs on a DATA_DIR: a second one gets an OperatorError that names the first.
 */
export async function startService(config: Config, { log, time, stopping }: ServiceOptions): Promise<Service> {
  const state = openState(config, { time, log, stopping });
  const record = async ({ corpus }: Library): Promise<void> => {
    const { db } = await state.store();
    await db.transaction().execute((trx) => recordListing(trx, corpus, time.now()));
  };
  const library = await openLiveLibrary(config.CORPUS, { log, changed: record });
  const unlock = config.DATABASE_URL === undefined ? await lockService(config.DATA_DIR) : undefined;
  await state.waiting(() => record(library.current()));

  const stopped = new AbortController();
  async function repeat(everyMs: number, work: () => Promise<void>, failed: string): Promise<void> {
    for (;;) {
      await time.wait(everyMs, stopped.signal);
      if (stopped.signal.aborted) return;
      await work().catch((error: unknown) => log.error({ err: error }, failed));
    }
  }
  const repeating = [
    repeat(LISTING_EVERY_MS, () => library.refresh(), "the listing could not be looked at"),
    repeat(TIDY_EVERY_MS, () => state.tidy(), "the database could not be tidied"),
  ];
  return {
    library,
    state,
    async stop() {
      stopped.abort();
      await Promise.all(repeating);
      await state.close();
      unlock?.();
    },
  };
}

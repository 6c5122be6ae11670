import { recordListing } from "#src/channels/index.ts";
import { lockService } from "#src/store/index.ts";
import { systemClock } from "./clock.ts";
import { openLiveLibrary, type Library, type LiveLibrary } from "./library.ts";
import { openState, type State } from "./state.ts";
import type { Config } from "./config.ts";
import type { Logger } from "./log.ts";

/** The listing is looked at once a minute (operating: CORPUS). */
const listingEveryMs = 60_000;
const tidyEveryMs = 60 * 60_000;

/** What runs as long as the process serves, whatever platforms it serves. */
export interface Service {
  readonly library: LiveLibrary;
  readonly state: State;
  stop(): Promise<void>;
}

/**
 * Opens the library and the database, records the listing's papers as seen, and keeps all that up to date. With SQLite
 * one service runs on a DATA_DIR: a second one gets an OperatorError that names the first. `stopping`: from then on a
 * database that is gone is waited for no longer.
 */
export async function startService(config: Config, log: Logger, stopping: AbortSignal): Promise<Service> {
  const state = openState(config, { clock: systemClock, log, stopping });
  const record = async ({ corpus }: Library): Promise<void> => {
    const { db } = await state.store();
    await db.transaction().execute((trx) => recordListing(trx, corpus, systemClock.now().getTime()));
  };
  const library = await openLiveLibrary(config.CORPUS, { log, changed: record });
  const unlock = config.DATABASE_URL === undefined ? await lockService(config.DATA_DIR) : undefined;
  await state.waiting(() => record(library.current()));

  const repeat = (everyMs: number, work: () => Promise<void>, failed: string): NodeJS.Timeout => {
    const timer = setInterval(() => {
      work().catch((error: unknown) => log.error({ err: error }, failed));
    }, everyMs);
    timer.unref();
    return timer;
  };
  const timers = [
    repeat(listingEveryMs, () => library.refresh(), "the listing could not be looked at"),
    repeat(tidyEveryMs, () => state.tidy(), "the database could not be tidied"),
  ];
  return {
    library,
    state,
    async stop() {
      for (const timer of timers) clearInterval(timer);
      await state.close();
      unlock?.();
    },
  };
}

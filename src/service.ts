import { openLibrary, type Library } from "#src/library/index.ts";
import { lockService } from "#src/store/index.ts";
import { listing } from "./adapters.ts";
import type { Config } from "./config.ts";
import type { Log } from "./log.ts";
import { openState, type State } from "./state.ts";
import type { Time } from "./time.ts";

/** How often the file at CORPUS is looked at (README, Configuration). */
const LISTING_EVERY_MS = 60_000;
/** How often the database forgets what has had its time. */
const TIDY_EVERY_MS = 60 * 60_000;

/** What runs as long as the process serves, whatever platforms it serves. */
export interface Service {
  readonly library: Library;
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
 * Opens the library and the database, takes in the listing's papers, and keeps all that up to date. With SQLite
 * one service runs on a DATA_DIR: a second one gets an OperatorError that names the first.
 */
export async function startService(config: Config, { log, time, stopping }: ServiceOptions): Promise<Service> {
  const state = openState(config, { use: "service", time, log, stopping });
  const store = () => state.store();
  const library = await openLibrary({ source: listing(config.CORPUS), store, reading: store, time, log });
  const unlock = config.DATABASE_URL === undefined ? await lockService(config.DATA_DIR) : undefined;
  await state.waiting(() => library.takeIn());
  // Nobody waits for it: the first to search would.
  await (await library.listing()).engine();

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

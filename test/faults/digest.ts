import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openChannel } from "#src/channels/index.ts";
import { createDigest, unblock, type Digest, type EditionStatus } from "#src/digest/index.ts";
import { changeSettings } from "#src/digest/settings.ts";
import { status } from "#src/digest/status.ts";
import type { Bot, ChannelRef, Platform } from "#src/platform/index.ts";
import { memoryButtonStore } from "#src/reply/index.ts";
import { openStore, type Store } from "#src/store/index.ts";
import { aListing } from "../digest/world.ts";
import type { PassingTime } from "./time.ts";
import { libraryOver } from "../library.ts";

/** The daily post with the real store, and the time that passes when it is told to. */
export interface Daily {
  /** Hears that it was let in. */
  readonly bot: Bot;
  /** Turns the post on, every day at 09:00 UTC. */
  follow(channel: ChannelRef): Promise<void>;
  /** Begins to post to this platform. */
  serve(platform: Platform): void;
  /** Moves the time on, ticks, and waits until nothing is in flight. */
  pass(ms: number): Promise<void>;
  /** The newest first. */
  editions(channel: ChannelRef): Promise<readonly EditionStatus[]>;
  /** What went wrong by the digest's own account. */
  readonly errors: readonly unknown[];
  stop(): Promise<void>;
}

export async function startDaily(time: PassingTime): Promise<Daily> {
  const folder = mkdtempSync(join(tmpdir(), "paperboy-faults-"));
  const store: Store = await openStore({ dataDir: folder, log: { warn: () => undefined }, time });
  const corpus = aListing(40);
  const errors: unknown[] = [];
  let digest: Digest | undefined;
  return {
    errors,
    bot: {
      handle: async () => undefined,
      form: async () => undefined,
      complete: async () => [],
      joined: async (where) => {
        await unblock(store.db, where);
        return undefined;
      },
      moved: async () => undefined,
    },
    follow: (ref) =>
      store.db.transaction().execute(async (trx) => {
        const change = { daily: true, at: "09:00", zone: "UTC", days: "every day" };
        await changeSettings(trx, await openChannel(trx, ref), change, { actor: "Ada", now: Date.now() });
      }),
    serve: (platform) => {
      digest = createDigest({
        ...{ store, time, random: () => 0, payloadLimit: () => 100, buttons: memoryButtonStore() },
        library: libraryOver({ corpus: () => corpus, store: async () => store }),
        platforms: () => [platform],
        log: { info: () => undefined, warn: () => undefined, error: (fields: unknown) => void errors.push(fields) },
      });
    },
    async pass(ms) {
      time.pass(ms);
      await digest?.tick();
      await digest?.idle();
    },
    editions: async (ref) => (await status(store.db, ref, { editions: 3, changes: 0 }))?.editions ?? [],
    async stop() {
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
}

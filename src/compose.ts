import type { Digest } from "#src/digest/index.ts";
import type { Library } from "#src/library/index.ts";
import type { Bot, Platform, PlatformName } from "#src/platform/index.ts";
import { createBot } from "./bot.ts";
import type { Log } from "./log.ts";
import type { State } from "./state.ts";
import type { Time } from "./time.ts";
import { readVersion } from "./version.ts";

/** What the bot and its daily post are made of. */
export interface Parts {
  readonly library: Library;
  readonly state: State;
  /** Those that can be posted to now. */
  readonly platforms: () => readonly Platform[];
  /** How many characters a button of this platform carries. */
  readonly payloadLimit: (platform: PlatformName) => number;
  /** Whether this process posts what is planned; a one-shot does not. */
  readonly isServing: boolean;
  readonly time: Time;
  readonly log: Log;
}

export interface Composed {
  readonly bot: Bot;
  /** Made when it is first needed: it needs the database. */
  readonly digest: () => Promise<Digest>;
}

/** Puts the bot and the daily post together. Opens nothing. */
export function compose(parts: Parts): Composed {
  const { library, state, platforms, payloadLimit, isServing, time, log } = parts;
  const { buttons } = state;
  let opening: Promise<Digest> | undefined;

  async function openDigest(): Promise<Digest> {
    const { createDigest } = await import("#src/digest/index.ts");
    const store = await state.store();
    return createDigest({ store, library, platforms, payloadLimit, buttons, time, random: Math.random, log });
  }

  const digest = (): Promise<Digest> =>
    (opening ??= openDigest().catch((error: unknown) => {
      opening = undefined;
      throw error;
    }));
  const bot = createBot({
    ...{ library, buttons, payloadLimit, digest, isServing, time, log },
    claim: (event) => state.claim(event),
    store: () => state.store(),
    canPost: async (channel) =>
      platforms()
        .find(({ name }) => name === channel.platform)
        ?.canPost(channel) ?? "yes",
    wake: async (where) => {
      const { unblock } = await import("#src/digest/index.ts");
      await state.waiting(({ db }) => unblock(db, where));
    },
    random: Math.random,
    version: readVersion(),
  });
  return { bot, digest };
}

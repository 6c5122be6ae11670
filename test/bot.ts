import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createBot } from "#src/bot.ts";
import type { Corpus } from "#src/corpus/index.ts";
import { createDigest, unblock, type Digest } from "#src/digest/index.ts";
import { OperatorError } from "#src/errors.ts";
import { memoryButtonStore, type ButtonStore } from "#src/reply/index.ts";
import { openStore, type Store } from "#src/store/index.ts";
import type { Library } from "#src/library/index.ts";
import type { Bot, Platform } from "#src/platform/index.ts";
import type { State } from "#src/state.ts";
import { systemTime, type Time } from "#src/time.ts";
import { libraryOver, openEmbeddedListing } from "./library.ts";

export interface LogLine {
  readonly level: "info" | "error";
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface TestBotOptions {
  readonly payloadLimit?: number;
  readonly log?: LogLine[];
  readonly claim?: State["claim"];
  /** Else in memory. */
  readonly buttons?: ButtonStore;
  /** Else a new SQLite of its own, opened when it is first needed. */
  readonly store?: Store | "gone";
  /** Else over `corpus` or the embedded listing. */
  readonly library?: Library;
  readonly corpus?: Corpus;
  /** Those that it can post to; none: it answers like a one-shot. */
  readonly platforms?: readonly Platform[];
  /** Else one that is never started. */
  readonly digest?: Digest;
  readonly now?: () => Date;
  /** Else always 0.5. */
  readonly random?: () => number;
}

/** The bot over the embedded listing, with a fixed clock and fixed chance. */
export async function createTestBot(options: TestBotOptions = {}): Promise<Bot> {
  const listed =
    options.corpus === undefined ? await openEmbeddedListing() : { corpus: options.corpus, title: "listing.txt" };
  const buttons = options.buttons ?? memoryButtonStore();
  const now = options.now ?? (() => new Date("2026-11-24T09:00:00Z"));
  const time: Time = { ...systemTime, now: () => now().getTime() };
  const platforms = options.platforms ?? [];
  const random = options.random ?? (() => 0.5);
  let opened: Promise<Store> | undefined;
  const open = async (): Promise<Store> => {
    if (options.store === "gone") throw new OperatorError("DATABASE_UNREACHABLE", "the database is gone");
    // Whatever clock the store was opened with: the bot knows one time.
    return { ...(options.store ?? (await openTemporaryStore(time))), now: async () => time.now() };
  };
  const store = () => (opened ??= open());
  const library =
    options.library ?? libraryOver({ ...listed, corpus: () => listed.corpus, store, reading: async () => undefined });
  const payloadLimit = () => options.payloadLimit ?? Number.POSITIVE_INFINITY;
  return createBot({
    library,
    buttons,
    payloadLimit,
    claim: options.claim ?? (async () => true),
    store,
    digest: async () =>
      options.digest ??
      createDigest({
        ...{ store: await store(), library, platforms: () => platforms, payloadLimit, buttons, time, random },
        log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      }),
    isServing: platforms.length > 0,
    canPost: async (channel) => platforms.find(({ name }) => name === channel.platform)?.canPost(channel) ?? "yes",
    wake: async (where) => unblock((await store()).db, where),
    time,
    random,
    version: "0.0.0-test",
    log: {
      info: (fields) => void options.log?.push({ level: "info", fields }),
      warn: () => undefined,
      error: (fields) => void options.log?.push({ level: "error", fields }),
    },
  });
}

const folders: string[] = [];

/** A SQLite that is gone when this process ends. */
export function openTemporaryStore(time: Time = systemTime): Promise<Store> {
  if (folders.length === 0) {
    process.once("exit", () => {
      for (const folder of folders) rmSync(folder, { recursive: true, force: true });
    });
  }
  const dataDir = mkdtempSync(join(tmpdir(), "paperboy-bot-"));
  folders.push(dataDir);
  return openStore({ dataDir, log: { warn: () => undefined }, time });
}

import { createBot } from "#src/bot.ts";
import { memoryButtonStore } from "#src/reply/index.ts";
import type { Bot } from "#src/platform.ts";
import { openEmbeddedLibrary } from "./library.ts";

export interface LogLine {
  readonly level: "info" | "error";
  readonly fields: Readonly<Record<string, unknown>>;
}

/** The bot over the embedded listing, with a fixed clock and fixed chance. */
export async function createTestBot(
  options: { payloadLimit?: number; log?: LogLine[]; claim?: () => Promise<boolean> } = {},
): Promise<Bot> {
  const library = await openEmbeddedLibrary();
  return createBot({
    library: () => library,
    buttons: memoryButtonStore(),
    payloadLimit: () => options.payloadLimit ?? Number.POSITIVE_INFINITY,
    claim: options.claim ?? (async () => true),
    store: () => Promise.reject(new Error("this test has no database")),
    storedPaper: async () => undefined,
    clock: { now: () => new Date("2026-11-24T09:00:00Z") },
    random: () => 0.5,
    version: "0.0.0-test",
    log: {
      info: (fields) => options.log?.push({ level: "info", fields }),
      error: (fields) => options.log?.push({ level: "error", fields }),
    },
  });
}

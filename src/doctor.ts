import type { Check } from "#src/platform/index.ts";
import { listing, loadAdapters } from "./adapters.ts";
import type { Config } from "./config.ts";
import { OperatorError } from "./errors.ts";
import { createLog } from "./log.ts";
import { openState } from "./state.ts";
import { systemTime } from "./time.ts";

/** Says what is configured, what is missing and what to do about it. Not well where something configured does not work. */
export async function doctor(config: Config): Promise<{ readonly report: string; readonly isWell: boolean }> {
  const checks = [await checkListing(config), await checkDatabase(config)];
  for (const adapter of await loadAdapters()) {
    if (adapter.isSetUp(config)) checks.push(...(await adapter.check(config)));
    else checks.push({ name: capital(adapter.name), ok: true, detail: "off", fix: adapter.howToSetUp });
  }
  return { report: drawChecks(checks), isWell: checks.every(({ ok }) => ok) };
}

/** One line a check, and what to do where there is something to do. */
export function drawChecks(checks: readonly Check[]): string {
  const width = Math.max(...checks.map(({ name }) => name.length));
  return checks
    .map(({ name, ok, detail = "", fix }) => {
      const todo =
        fix === undefined ? "" : `${detail === "" ? "" : "; "}${ok ? "to turn it on: " : "to repair it: "}${fix}`;
      return `${ok ? "ok  " : "FAIL"}  ${name.padEnd(width)}  ${detail}${todo}\n`;
    })
    .join("");
}

function checkListing({ CORPUS }: Config): Promise<Check> {
  const fix = "give CORPUS the path of a listing: a title on one line, its abstract on the next";
  return checked("listing", fix, async () => {
    const source = listing(CORPUS);
    return `${(await source.read()).sightings.length} papers in ${source.title}`;
  });
}

function checkDatabase(config: Config): Promise<Check> {
  return checked("database", "see DATA_DIR and DATABASE_URL in the README", async () => {
    const state = openState(config, { use: "command", time: systemTime, log: createLog("silent", () => undefined) });
    const { dialect } = await state.store();
    await state.close();
    return dialect === "sqlite" ? `SQLite in ${config.DATA_DIR}` : "PostgreSQL by DATABASE_URL";
  });
}

async function checked(name: string, fix: string, run: () => Promise<string>): Promise<Check> {
  try {
    return { name, ok: true, detail: await run() };
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    return { name, ok: false, detail: error.message, fix };
  }
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

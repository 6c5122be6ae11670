import { openState } from "./state.ts";
import { systemClock } from "./clock.ts";
import { OperatorError } from "./errors.ts";
import { openLibrary } from "./library.ts";
import type { Config } from "./config.ts";
import type { Logger } from "./log.ts";
import type { Check } from "./platform.ts";

/** What can be checked without a platform: the listing, the database, and which platforms are set up at all. */
export async function checkHouse(config: Config, log: Logger): Promise<Check[]> {
  const checks = [
    await tried(
      "listing",
      "give CORPUS the path of a listing: a title on one line, its abstract on the next",
      async () => {
        const { corpus, name } = await openLibrary(config.CORPUS);
        return `${corpus.papers.length} papers in ${name}`;
      },
    ),
    await tried("database", "see DATA_DIR and DATABASE_URL in the README", async () => {
      const state = openState(config, { clock: systemClock, log });
      const { dialect } = await state.store();
      await state.close();
      return dialect === "sqlite" ? `SQLite in ${config.DATA_DIR}` : "PostgreSQL by DATABASE_URL";
    }),
  ];
  if (config.SLACK_BOT_TOKEN === undefined) {
    checks.push({
      name: "Slack",
      ok: true,
      detail: "off",
      fix: "set SLACK_BOT_TOKEN and SLACK_APP_TOKEN (README, Slack)",
    });
  }
  if (config.DISCORD_TOKEN === undefined) {
    checks.push({ name: "Discord", ok: true, detail: "off", fix: "set DISCORD_TOKEN (README, Discord)" });
  }
  return checks;
}

/** One line a check, and what to do where there is something to do. */
export function drawChecks(checks: readonly Check[]): string {
  const width = Math.max(...checks.map(({ name }) => name.length));
  return checks
    .map(({ name, ok, detail = "", fix }) => {
      const todo =
        fix === undefined ? "" : `${detail === "" ? "" : "; "}${ok ? "to turn it on: " : "to mend it: "}${fix}`;
      return `${ok ? "ok  " : "FAIL"}  ${name.padEnd(width)}  ${detail}${todo}\n`;
    })
    .join("");
}

async function tried(name: string, fix: string, run: () => Promise<string>): Promise<Check> {
  try {
    return { name, ok: true, detail: await run() };
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    return { name, ok: false, detail: error.message, fix };
  }
}

import type { Migration } from "kysely/migration";
import * as firstTables from "./2026-11-24-first-tables.ts";
import * as theDailyPost from "./2026-11-24-the-daily-post.ts";
import * as theLibrary from "./2026-11-28-the-library.ts";

/** By name, which is its date: a new one comes after all that were released, and none is changed afterwards. */
export const migrations: Readonly<Record<string, Migration>> = {
  "2026-11-24-first-tables": firstTables,
  "2026-11-24-the-daily-post": theDailyPost,
  "2026-11-28-the-library": theLibrary,
};

import type { ColumnType, Kysely } from "kysely";
import type { Database } from "#src/store/index.ts";

/** The tables that only the library touches: its door does not hand these types out, and the store's do not have them. */
type LibraryTables = { paper: PaperTable; alias: AliasTable };

/** Every paper ever seen. */
interface PaperTable {
  id: string;
  /** The paper as JSON, without its number, which belongs to one listing. */
  document: string;
  /** Never goes back: later than that of every paper taken in before. */
  first_seen_at: number;
  /** Its `first_seen_at` where it was news when it came; null: it belongs to the stock that its source began with. */
  news_at: ColumnType<number | null, number | null, number | null>;
  /** Moved on with each change: who read up to one misses nothing by asking for what is beyond it. */
  revision: number;
}

/** What leads to a paper (names.ts). Two papers that turned out to be one share one `paper`; no row of theirs is rewritten. */
interface AliasTable {
  name: string;
  /** Its id; empty where several papers have this name. */
  paper: string;
}

/** The database, or a transaction, with the library's own tables. */
export function withPapers(db: Kysely<Database>) {
  return db.withTables<LibraryTables>();
}

export type LibraryDatabase = ReturnType<typeof withPapers>;

/** A statement takes a limited number of parameters (SQLite 32,766, PostgreSQL 65,535). */
export const NAMES_AT_ONCE = 1_000;

/** Pieces of a list that one statement can take. */
export function pagesOf<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, page) =>
    items.slice(page * size, (page + 1) * size),
  );
}

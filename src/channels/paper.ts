import type { Kysely, Selectable, Transaction } from "kysely";
import { z } from "zod";
import { foldTitle, paperId, type Corpus, type Paper } from "#src/corpus/index.ts";
import type { Database } from "#src/store/index.ts";

/** A paper with the instant at which it was first seen, in milliseconds. */
export interface SeenPaper {
  readonly paper: Paper;
  readonly firstSeenAt: number;
}

/** A statement takes a limited number of parameters (SQLite 32,766, PostgreSQL 65,535). */
const rowsAtOnce = 500;

/**
 * Keeps the papers of a listing that were never seen before; returns the newest `first_seen_at` of all. Recorded by the
 * service at its start and at each change of the listing, and before a subscription is saved, in the same transaction.
 * The first to record makes the others wait.
 */
export async function recordListing(
  trx: Transaction<Database>,
  { papers, version }: Pick<Corpus, "papers" | "version">,
  now: number,
): Promise<number> {
  const { value } = await trx
    .insertInto("fact")
    .values({ name: "listing", value: "" })
    // An update of nothing takes the row's lock.
    .onConflict((conflict) => conflict.column("name").doUpdateSet({ name: "listing" }))
    .returning("value")
    .executeTakeFirstOrThrow();
  const newest = await newestPaperAt(trx);
  if (value === version) return newest;

  // Not the clock's word alone: it may go back, and what is new must stay newer than what was there.
  const first_seen_at = Math.max(now, newest + 1);
  for (let at = 0; at < papers.length; at += rowsAtOnce) {
    await trx
      .insertInto("paper")
      .values(
        papers.slice(at, at + rowsAtOnce).map(({ number: _, ...paper }) => ({
          id: paper.id,
          aliases: JSON.stringify(paper.aliases),
          document: JSON.stringify(paper),
          first_seen_at,
        })),
      )
      .onConflict((conflict) =>
        conflict
          .column("id")
          .doUpdateSet((written) => ({
            aliases: written.ref("excluded.aliases"),
            document: written.ref("excluded.document"),
          }))
          .whereRef("paper.document", "<>", "excluded.document"),
      )
      .execute();
  }
  await trx.updateTable("fact").set({ value: version }).where("name", "=", "listing").execute();
  return newestPaperAt(trx);
}

/** The newest `first_seen_at`; 0 where no paper was ever seen. */
export async function newestPaperAt(db: Kysely<Database>): Promise<number> {
  const { newest } = await db
    .selectFrom("paper")
    .select((row) => row.fn.max("first_seen_at").as("newest"))
    .executeTakeFirstOrThrow();
  return newest ?? 0;
}

/** A paper that was seen once, by id, title or another alias. Its number is 0: it stands in no listing. */
export async function findStoredPaper(db: Kysely<Database>, reference: string): Promise<Paper | undefined> {
  const typed = reference.trim();
  const ids = [typed, typed.toLowerCase(), paperId(typed)];
  const [byId] = await db.selectFrom("paper").selectAll().where("id", "in", ids).limit(1).execute();
  if (byId !== undefined) return storedPaper(byId);
  const names = [typed.toLowerCase(), foldTitle(typed)];
  // A first sieve: `%` of a name finds more, never less, and the names are compared below.
  const patterns = names.map((name) => `%${JSON.stringify(name).slice(1, -1).replaceAll(/[%\\]/g, "_")}%`);
  const rows = await db
    .selectFrom("paper")
    .selectAll()
    .where((row) => row.or(patterns.map((pattern) => row(row.fn("lower", ["aliases"]), "like", pattern))))
    .limit(50)
    .execute();
  return rows.map(storedPaper).find(({ aliases }) => aliases.some((alias) => names.includes(alias.toLowerCase())));
}

/** The stored papers with these ids. */
export async function storedPapers(db: Kysely<Database>, ids: readonly string[]): Promise<Paper[]> {
  if (ids.length === 0) return [];
  const rows = await db.selectFrom("paper").selectAll().where("id", "in", ids).execute();
  return rows.map(storedPaper);
}

/** The papers first seen after `after` and no later than `upTo`, the newest first, at most `limit`. */
export async function papersFirstSeenSince(
  db: Kysely<Database>,
  { after, upTo, limit }: { readonly after: number; readonly upTo: number; readonly limit: number },
): Promise<SeenPaper[]> {
  const rows = await db
    .selectFrom("paper")
    .selectAll()
    .where("first_seen_at", ">", after)
    .where("first_seen_at", "<=", upTo)
    .orderBy("first_seen_at", "desc")
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map((row) => ({ paper: storedPaper(row), firstSeenAt: row.first_seen_at }));
}

const document = z.object({
  id: z.string(),
  aliases: z.array(z.string()),
  title: z.string(),
  abstract: z.string(),
  links: z.array(z.object({ kind: z.enum(["code", "project"]), url: z.string() })),
  acronyms: z.array(z.object({ short: z.string(), long: z.string() })),
  published: z.string().exactOptional(),
  authors: z.array(z.string()).exactOptional(),
  arxiv: z.string().exactOptional(),
  doi: z.string().exactOptional(),
  venue: z.string().exactOptional(),
  category: z.string().exactOptional(),
  url: z.string().exactOptional(),
  source: z.string(),
});

function storedPaper(row: Pick<Selectable<Database["paper"]>, "document">): Paper {
  return { ...document.parse(JSON.parse(row.document)), number: 0 };
}

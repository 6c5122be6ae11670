import type { Kysely } from "kysely";
import type { Paper } from "#src/corpus/index.ts";
import type { Database } from "#src/store/index.ts";
import { loadKnown, samePapers } from "./known.ts";
import { idName, idOfName, namesMeant } from "./names.ts";
import type { Sighting } from "./source.ts";
import { storedPaper } from "./stored-paper.ts";
import { NAMES_AT_ONCE, pagesOf, withPapers } from "./tables.ts";

/**
 * All ids of the paper that has one of these, by the id asked for: two papers may turn out to be one, and what was written
 * under one id counts for the other. Whoever compares ids compares them so. An id that nobody knows is alone.
 */
export async function sameAs(
  db: Kysely<Database>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const same = new Map(ids.map((id): [string, string[]] => [id, [id]]));
  for (const page of pagesOf([...same.keys()], NAMES_AT_ONCE)) {
    const rows = await withPapers(db)
      .selectFrom("alias as asked")
      .innerJoin("alias as other", "other.paper", "asked.paper")
      .select(["asked.name as asked", "other.name as other"])
      .where("asked.name", "in", page.map(idName))
      .whereRef("other.name", "<>", "asked.name")
      .where("other.name", "like", idName("%"))
      .execute();
    for (const { asked, other } of rows) same.get(idOfName(asked) ?? "")?.push(idOfName(other) ?? "");
  }
  return same;
}

/** The stored papers that have these ids, by the id asked for. */
export async function storedById(db: Kysely<Database>, ids: readonly string[]): Promise<Map<string, Paper>> {
  const found = new Map<string, Paper>();
  for (const page of pagesOf([...new Set(ids)], NAMES_AT_ONCE)) {
    const rows = await withPapers(db)
      .selectFrom("alias")
      .innerJoin("paper", "paper.id", "alias.paper")
      .select(["alias.name", "paper.document"])
      .where("alias.name", "in", page.map(idName))
      .execute();
    for (const row of rows) found.set(idOfName(row.name) ?? "", storedPaper(row));
  }
  return found;
}

/** The stored paper that a person named: by id, title, arXiv id, DOI or an address of one of these. */
export async function findStored(db: Kysely<Database>, reference: string): Promise<Paper | undefined> {
  const names = namesMeant(reference);
  if (names.length === 0) return undefined;
  const rows = await withPapers(db)
    .selectFrom("alias")
    .innerJoin("paper", "paper.id", "alias.paper")
    .select(["alias.name", "paper.document"])
    .where("alias.name", "in", names)
    .execute();
  const [row] = rows.sort((one, other) => names.indexOf(one.name) - names.indexOf(other.name));
  return row && storedPaper(row);
}

/** The ids under which the library knows these, in their order; what it does not know keeps its own. */
export async function idsOf(
  db: Kysely<Database>,
  sightings: readonly Sighting[],
  turn: () => Promise<void>,
): Promise<string[]> {
  const ids: string[] = [];
  for (const [at, page] of pagesOf(sightings, SIGHTINGS_AT_ONCE).entries()) {
    if (at > 0) await turn();
    const known = await loadKnown(withPapers(db), page);
    ids.push(...page.map((sighting) => samePapers(known, sighting)[0] ?? sighting.id));
  }
  return ids;
}

/** Between two turns of the event loop. */
const SIGHTINGS_AT_ONCE = 50;

import { hash } from "node:crypto";
import { contradict, idName, outsideNames, titleName } from "./names.ts";
import type { Sighting } from "./source.ts";
import { readDocument } from "./stored-paper.ts";
import { NAMES_AT_ONCE, pagesOf, type LibraryDatabase } from "./tables.ts";

/** A paper as the database holds it. */
export interface KnownPaper {
  readonly paper: Sighting;
  readonly firstSeenAt: number;
  readonly newsAt: number | null;
  readonly revision: number;
}

/** What the database knows of some sightings: the papers that they may be, and which names lead where. */
export interface Known {
  readonly papers: Map<string, KnownPaper>;
  /** As the table `alias` has it: a paper's id, or empty where several papers have the name. */
  readonly names: Map<string, string>;
}

/** Looks up all that may be the same as one of these. */
export async function loadKnown(db: LibraryDatabase, sightings: readonly Sighting[]): Promise<Known> {
  const wanted = new Set(
    sightings.flatMap((sighting) => [
      ...outsideNames(sighting),
      titleName(sighting.title),
      // Who holds the id that it would get, and the one that it gets where that is taken.
      ...idsToTry(sighting).map(idName),
    ]),
  );
  const names = new Map<string, string>();
  for (const page of pagesOf([...wanted], NAMES_AT_ONCE)) {
    const rows = await db.selectFrom("alias").selectAll().where("name", "in", page).execute();
    for (const { name, paper } of rows) names.set(name, paper);
  }
  const papers = new Map<string, KnownPaper>();
  for (const page of pagesOf([...new Set(names.values())], NAMES_AT_ONCE)) {
    const rows = await db.selectFrom("paper").selectAll().where("id", "in", page).execute();
    for (const row of rows) {
      papers.set(row.id, {
        paper: readDocument(row.document),
        firstSeenAt: row.first_seen_at,
        newsAt: row.news_at,
        revision: row.revision,
      });
    }
  }
  return { papers, names };
}

/**
 * The papers that a sighting is of, the oldest first: by arXiv id and DOI, and by title where no id contradicts. More than
 * one: it shows that they are the same.
 */
export function samePapers(known: Known, sighting: Sighting): readonly string[] {
  const named = outsideNames(sighting).flatMap((name) => known.names.get(name) ?? []);
  const titled = sameTitle(known, sighting);
  const others = [sighting, ...named.flatMap((id) => known.papers.get(id)?.paper ?? [])];
  const isContradicted = titled !== undefined && others.some((other) => contradict(other, titled));
  const ids = titled === undefined || isContradicted ? named : [...named, titled.id];
  return oldestFirst(known.papers, [...new Set(ids)]);
}

/** The paper with the same title. Where several have it, a sighting that tells no other name is of the first of them. */
function sameTitle({ papers, names }: Known, sighting: Sighting): Sighting | undefined {
  const holder = names.get(titleName(sighting.title));
  const isOfFirst = holder === "" && outsideNames(sighting).length === 0;
  return papers.get((isOfFirst ? names.get(idName(sighting.id)) : holder) ?? "")?.paper;
}

/** The ids that a new paper may get, in this order: its own, then the same with hex digits of what else names it. */
export function idsToTry(sighting: Sighting): readonly string[] {
  const [name] = outsideNames(sighting);
  const digits = hash("sha256", name ?? titleName(sighting.title));
  return [sighting.id, `${sighting.id}-${digits.slice(0, 6)}`, `${sighting.id}-${digits}`];
}

function oldestFirst(papers: Known["papers"], ids: readonly string[]): readonly string[] {
  const age = (id: string) => papers.get(id)?.firstSeenAt ?? Number.POSITIVE_INFINITY;
  return ids.toSorted((one, other) => age(one) - age(other) || (one < other ? -1 : 1));
}

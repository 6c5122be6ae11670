import { foldTitle, paperId, parseReference } from "#src/corpus/index.ts";
import type { Sighting } from "./source.ts";

/** The name by which an id stands in the table `alias`. */
export function idName(id: string): string {
  return `${ID}${id}`;
}

/** The id that a name stands for; undefined where it is a name of another kind. */
export function idOfName(name: string): string | undefined {
  return name.startsWith(ID) ? name.slice(ID.length) : undefined;
}

const ID = "id:";

/** What a paper is known by outside: `arxiv:2110.11309`, `doi:10.1109/5.771073`. Two papers never share one. */
export function outsideNames({ aliases, arxiv, doi }: Pick<Sighting, "aliases" | "arxiv" | "doi">): readonly string[] {
  const told = [...(arxiv === undefined ? [] : [`arxiv:${arxiv}`]), ...(doi === undefined ? [] : [`doi:${doi}`])];
  return [...new Set([...told, ...aliases.filter((alias) => /^(?:arxiv|doi):/.test(alias))])].sort();
}

/** Two papers may share it. */
export function titleName(title: string): string {
  return `title:${foldTitle(title)}`;
}

/** Whether two papers cannot be the same: each has an arXiv id, or each a DOI, and these differ. */
export function contradict(
  one: Parameters<typeof outsideNames>[0],
  other: Parameters<typeof outsideNames>[0],
): boolean {
  return ["arxiv:", "doi:"].some((kind) => {
    const [mine, theirs] = [one, other].map((paper) => outsideNames(paper).filter((name) => name.startsWith(kind)));
    return mine?.length !== 0 && theirs?.length !== 0 && !mine?.some((name) => theirs?.includes(name));
  });
}

/** What a person may mean by a reference, the likeliest first. A number belongs to the listing of the day: it is none. */
export function namesMeant(reference: string): readonly string[] {
  const typed = reference.trim();
  if (/^#?\d+$/.test(typed)) return [];
  const outside = parseReference(typed);
  const named =
    outside === undefined
      ? []
      : [outside.kind === "title" ? titleName(outside.title) : `${outside.kind}:${outside.id}`];
  return [...new Set([idName(typed), idName(typed.toLowerCase()), ...named, titleName(typed), idName(paperId(typed))])];
}

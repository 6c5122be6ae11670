import { paperPage, type Paper } from "#src/corpus/index.ts";
import type { Card } from "./reply.ts";
import type { Text } from "./text.ts";

interface Shown {
  readonly excerpt: Text;
  readonly why: Text;
}

/** A paper as lists and editions show it: what it is, the sentence that matters, why it is here, and More. */
export function paperCard(paper: Paper, { excerpt, why }: Shown): Card {
  const number = numberOf(paper);
  const page = paperPage(paper);
  const code = paper.links.find(({ kind }) => kind === "code")?.url;
  return {
    id: paper.id,
    ...(number === undefined ? {} : { number }),
    title: paper.title,
    ...(page === undefined ? {} : { url: page }),
    excerpt,
    why,
    ...(code === undefined ? {} : { code }),
    buttons: [{ label: "More", press: "answer", call: { command: "show", args: { paper: paper.id } } }],
  };
}

/** A paper in a list for machines (`--json`); rank from 1, score null where there is none. */
export function paperLine(
  paper: Pick<Card, "id" | "number" | "title">,
  { rank, score }: { readonly rank: number; readonly score: number | null },
): Readonly<Record<string, unknown>> {
  return { rank, id: paper.id, number: numberOf(paper) ?? null, title: paper.title, score };
}

/** A paper that left the listing has no number. */
export function numberOf({ number }: Pick<Card, "number">): number | undefined {
  return number === 0 ? undefined : number;
}

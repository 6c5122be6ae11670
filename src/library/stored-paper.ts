import { z } from "zod";
import type { Paper } from "#src/corpus/index.ts";
import type { Sighting } from "./source.ts";

const schema = z.object({
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

/** A paper as the column `document` holds it. */
export function readDocument(document: string): Sighting {
  return schema.parse(JSON.parse(document));
}

/** The same paper is always the same text. */
export function writeDocument(paper: Sighting): string {
  return JSON.stringify(schema.parse(paper));
}

/** A stored paper for those who ask: its number is 0, it stands in no listing. */
export function storedPaper({ document }: { readonly document: string }): Paper {
  return { ...readDocument(document), number: 0 };
}

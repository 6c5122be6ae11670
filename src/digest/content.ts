import { z } from "zod";

/** What an edition holds: frozen when it is planned, so that a retry, and `why`, tell the same. */
export interface EditionContent {
  readonly papers: readonly EditionPaper[];
  /** New papers on its topics that will not come any more, since no edition came for a week. */
  readonly leftOut: number;
  /** It says that the channel has now seen the whole listing. */
  readonly usedUp: boolean;
}

/** A paper of an edition and why it is in it. */
export interface EditionPaper {
  readonly id: string;
  readonly topics: readonly {
    /** As typed. */
    readonly topic: string;
    /** The words that brought it, as the paper writes them. */
    readonly words: readonly string[];
  }[];
  /** Its place among the trending papers, in words. */
  readonly place?: string;
}

export const emptyContent: EditionContent = { papers: [], leftOut: 0, usedUp: false };

const schema = z.object({
  papers: z.array(
    z.object({
      id: z.string(),
      topics: z.array(z.object({ topic: z.string(), words: z.array(z.string()) })),
      place: z.string().exactOptional(),
    }),
  ),
  leftOut: z.number(),
  usedUp: z.boolean(),
});

export function parseContent(json: string): EditionContent {
  return schema.parse(JSON.parse(json));
}

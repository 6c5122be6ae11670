import { monthOfArxivId } from "./arxiv-id.ts";
import type { Paper } from "./paper.ts";

/** When a paper came out, as far as it is known: its date, else the month of its arXiv id (`2021-10`). */
export function dateOf({ published, arxiv }: Pick<Paper, "published" | "arxiv">): string | undefined {
  return published ?? (arxiv === undefined ? undefined : monthOfArxivId(arxiv));
}

/**
 * Whether a date is not before `since`; either may be a year, a month or a day. They are compared as far as the date
 * goes: a paper of `2021-10` passes `2021-10-05`, since one a few days too old is a smaller mistake than one left out.
 */
export function isSince(date: string, since: string): boolean {
  return date >= since.slice(0, date.length);
}

import type { Kysely } from "kysely";
import { papersFirstSeenSince, readPaper, type ReadPaper } from "#src/channels/index.ts";
import type { Database } from "#src/store/index.ts";

/** How far back topics look: the newest papers, some months of them. */
const LOOK_BACK_PAPERS = 10_000;

export interface RecentPaper {
  readonly paper: ReadPaper;
  readonly firstSeenAt: number;
}

/** The newest stored papers, read once and kept in memory: all due channels look at the same ones. */
export class RecentPapers {
  /** The newest first: all that were first seen after `#from` and no later than `#upTo`. */
  #papers: readonly RecentPaper[] = [];
  #from = 0;
  #upTo = 0;

  /** The papers first seen after `after` and no later than `upTo`, the newest first. */
  async since(db: Kysely<Database>, after: number, upTo: number): Promise<readonly RecentPaper[]> {
    if (after >= upTo) return [];
    if (this.#upTo === 0 || after < this.#from) {
      this.#papers = await load(db, after, upTo);
      this.#from = after;
      this.#upTo = upTo;
    } else if (upTo > this.#upTo) {
      this.#papers = [...(await load(db, this.#upTo, upTo)), ...this.#papers].slice(0, LOOK_BACK_PAPERS);
      this.#upTo = upTo;
    }
    const end = this.#papers.findIndex(({ firstSeenAt }) => firstSeenAt <= after);
    return end === -1 ? this.#papers : this.#papers.slice(0, end);
  }
}

async function load(db: Kysely<Database>, after: number, upTo: number): Promise<RecentPaper[]> {
  const seen = await papersFirstSeenSince(db, { after, upTo, limit: LOOK_BACK_PAPERS });
  return seen.map(({ paper, firstSeenAt }) => ({ paper: readPaper(paper), firstSeenAt }));
}

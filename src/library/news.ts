import type { Kysely } from "kysely";
import type { Paper } from "#src/corpus/index.ts";
import type { Database } from "#src/store/index.ts";
import { currentRevision } from "./intake.ts";
import { idName } from "./names.ts";
import { storedPaper } from "./stored-paper.ts";
import { withPapers } from "./tables.ts";

/** How far back topics look: the newest papers, some months of them. */
const LOOK_BACK_PAPERS = 10_000;

/** A paper with the instant at which it was first seen, in milliseconds. */
export interface RecentPaper {
  readonly paper: Paper;
  readonly firstSeenAt: number;
  /** Whether it was new when it came; else it belongs to the stock that its source began with. */
  readonly isNews: boolean;
}

interface Entry extends RecentPaper {
  /** Its row's id: where two papers turned out to be one, two rows have the same paper. */
  readonly id: string;
}

/** The newest papers, read once and kept in memory: all due channels look at the same ones. */
export class News {
  /** Those first seen after `#from`, the newest first, as they were at `#revision`. */
  #entries: readonly Entry[] = [];
  #from = Number.POSITIVE_INFINITY;
  #revision = 0;

  /** The papers first seen after `after` and no later than `upTo`, each once, the newest first. */
  async since(db: Kysely<Database>, after: number, upTo: number): Promise<readonly RecentPaper[]> {
    if (after >= upTo) return [];
    const revision = await currentRevision(db);
    if (after < this.#from) {
      this.#entries = await load(db, after, 0);
      this.#from = after;
    } else if (revision > this.#revision) {
      const changed = await load(db, this.#from, this.#revision);
      const fresh = new Set(changed.map(({ id }) => id));
      this.#entries = [...changed, ...this.#entries.filter(({ id }) => !fresh.has(id))]
        .sort(newestFirst)
        .slice(0, LOOK_BACK_PAPERS);
    }
    this.#revision = revision;
    const wanted = this.#entries.filter(({ firstSeenAt }) => firstSeenAt > after && firstSeenAt <= upTo);
    const taken = new Set<string>();
    return wanted.filter(({ paper }) => !taken.has(paper.id) && taken.add(paper.id));
  }
}

/** The newest of the papers first seen after this instant that are new or changed since this revision. */
async function load(db: Kysely<Database>, after: number, revision: number): Promise<Entry[]> {
  const rows = await withPapers(db)
    .selectFrom("paper as seen")
    .innerJoin("alias", (join) =>
      join.on("alias.name", "=", (row) => row(row.val(idName("")), "||", row.ref("seen.id"))),
    )
    .innerJoin("paper", "paper.id", "alias.paper")
    .select(["seen.id", "seen.first_seen_at", "seen.news_at", "paper.document"])
    .where("seen.first_seen_at", ">", after)
    .where((row) => row.or([row("seen.revision", ">", revision), row("paper.revision", ">", revision)]))
    .orderBy("seen.first_seen_at", "desc")
    .orderBy("seen.id")
    .limit(LOOK_BACK_PAPERS)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    paper: storedPaper(row),
    firstSeenAt: row.first_seen_at,
    isNews: row.news_at !== null,
  }));
}

function newestFirst(one: Entry, other: Entry): number {
  return other.firstSeenAt - one.firstSeenAt || (one.id < other.id ? -1 : 1);
}

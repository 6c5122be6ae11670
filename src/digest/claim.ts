import { sql, type RawBuilder, type Transaction } from "kysely";
import type { PlatformName } from "#src/platform/index.ts";
import type { Database, Store } from "#src/store/index.ts";
import { DOUBT_MS, GRACE_MS } from "./limits.ts";

/** A row that this process may act on until its lease ends. */
export interface Claimed {
  readonly channel: string;
  readonly localDate: string;
  readonly workspace: string;
  readonly platform: PlatformName;
  readonly attempt: number;
  readonly content: string;
  readonly tries: number;
  /** When the call whose message is in question began. */
  readonly calledAt: number;
  /** The row's `act_at`, which no other claim has: a result counts only while the row still shows it. */
  readonly fence: number;
  readonly reason: string | undefined;
}

export interface Claiming {
  readonly now: number;
  readonly dialect: Store["dialect"];
  /** Whose messages this process can post now. */
  readonly platforms: readonly PlatformName[];
  /** Whether there is room for one more of this workspace and row. */
  readonly admit: (row: {
    readonly channel: string;
    readonly localDate: string;
    readonly workspace: string;
  }) => boolean;
  /** How many more rows this process takes now. */
  readonly room: () => number;
  /** Workspaces that take no more now. */
  readonly full: () => readonly string[];
}

interface Columns {
  readonly state: RawBuilder<unknown>;
  readonly actAt: RawBuilder<unknown>;
}

const indexed: Columns = { state: sql`state`, actAt: sql`act_at` };
/** The same values, but no index: a hundred rows known by their keys are not looked for among all that are ripe. */
const plain: Columns = { state: sql`(state || '')`, actAt: sql`(act_at + 0)` };

type Place = { readonly channel: string; readonly local_date: string };

/** Candidates read at once; more are read where these were mostly of full workspaces. */
const PAGE = 250;

/** Claims planned editions whose call is about to start: they are `sending` from here on. */
export async function claimPlanned(trx: Transaction<Database>, claiming: Claiming): Promise<Claimed[]> {
  const { now } = claiming;
  const ripe = ({ state, actAt }: Columns) =>
    sql`${state} = 'planned' and ${actAt} <= ${now} and due_at > ${now - GRACE_MS}`;
  const chosen = await choose(claiming, (full) =>
    trx
      .selectFrom("edition")
      .select(["channel", "local_date", "workspace"])
      .where(sql<boolean>`${ripe(indexed)}`)
      .where("platform", "in", claiming.platforms)
      .where("workspace", "not in", (paused) =>
        paused.selectFrom("workspace").select("key").where("paused_until", ">", now),
      )
      .$if(full.length > 0, (query) => query.where("workspace", "not in", full))
      .orderBy("act_at")
      .limit(PAGE)
      .execute(),
  );
  return claim(trx, chosen, claiming, {
    ripe,
    set: sql`state = 'sending', called_at = ${now}, act_at = ${now + DOUBT_MS}`,
  });
}

/** Takes over editions whose call nobody can still be making, to look for their messages. */
export async function claimDoubtful(trx: Transaction<Database>, claiming: Claiming): Promise<Claimed[]> {
  const { now, dialect } = claiming;
  // A lease that ends later than one made now is one from before the clock was set back.
  const fromTheFuture = (actAt: Columns["actAt"]) =>
    dialect === "sqlite" ? sql`or ${actAt} > ${now + DOUBT_MS}` : sql``;
  const ripe = ({ state, actAt }: Columns) =>
    sql`${state} = 'sending' and (${actAt} <= ${now} ${fromTheFuture(actAt)})`;
  const chosen = await choose(claiming, (full) =>
    trx
      .selectFrom("edition")
      .select(["channel", "local_date", "workspace"])
      .where(sql<boolean>`${ripe(indexed)}`)
      .where("platform", "in", claiming.platforms)
      .$if(full.length > 0, (query) => query.where("workspace", "not in", full))
      .orderBy("act_at")
      .limit(PAGE)
      .execute(),
  );
  return claim(trx, chosen, claiming, { ripe, set: sql`act_at = ${now + DOUBT_MS}` });
}

async function choose(
  { admit, room, full }: Claiming,
  read: (full: readonly string[]) => Promise<(Place & { readonly workspace: string })[]>,
): Promise<Place[]> {
  const chosen: Place[] = [];
  while (room() > 0) {
    const page = await read(full());
    const admitted = page.filter(({ channel, local_date, workspace }) =>
      admit({ channel, localDate: local_date, workspace }),
    );
    chosen.push(...admitted);
    if (page.length < PAGE || admitted.length === 0) break;
  }
  return chosen;
}

/**
 * One update, with its condition repeated outside: at READ COMMITTED PostgreSQL evaluates the inner select before it
 * waits for a row, and the outer condition again after.
 */
async function claim(
  trx: Transaction<Database>,
  places: readonly Place[],
  { dialect }: Claiming,
  { ripe, set }: { readonly ripe: (columns: Columns) => RawBuilder<unknown>; readonly set: RawBuilder<unknown> },
): Promise<Claimed[]> {
  if (places.length === 0) return [];
  const chosen = sql.join(places.map(({ channel, local_date }) => sql`(${channel}, ${local_date})`));
  const skipLocked = dialect === "postgres" ? sql`for update skip locked` : sql``;
  const { rows } = await sql<Row>`
    update edition set ${set}
    where (channel, local_date) in (
      select channel, local_date from edition where (channel, local_date) in (values ${chosen}) and ${ripe(plain)} ${skipLocked}
    ) and ${ripe(plain)}
    returning channel, local_date, workspace, platform, attempt, content, tries, called_at, act_at, reason`.execute(
    trx,
  );
  return rows.map(({ local_date, called_at, act_at, reason, ...row }) => ({
    ...row,
    localDate: local_date,
    calledAt: called_at,
    fence: act_at,
    reason: reason ?? undefined,
  }));
}

interface Row extends Pick<Claimed, "channel" | "workspace" | "platform" | "attempt" | "content" | "tries"> {
  readonly local_date: string;
  readonly called_at: number;
  readonly act_at: number;
  readonly reason: string | null;
}

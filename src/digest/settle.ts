import { sql, type Transaction } from "kysely";
import type { PostedRef } from "#src/platform/index.ts";
import type { Database } from "#src/store/index.ts";
import type { Claimed } from "./claim.ts";
import { giveBack, type Unshown } from "./give-back.ts";
import { FIRST_PAUSE_MS, LONGEST_PAUSE_MS, ROWS_AT_ONCE } from "./limits.ts";

/** What came of a claimed edition. */
export type CallOutcome =
  | { readonly kind: "sent"; readonly ref: PostedRef }
  /** Not posted, for sure. */
  | { readonly kind: "retry"; readonly afterMs?: number; readonly pausesWorkspace: boolean; readonly reason: string }
  /** No call was made: the claim took so long that the lease would not have outlived it. */
  | { readonly kind: "unstarted" }
  /** Perhaps posted: the row stays `sending` until it can be looked for. */
  | { readonly kind: "doubt"; readonly reason: string }
  /** Looked for and not found. */
  | { readonly kind: "absent" }
  /** The platform cannot tell. */
  | { readonly kind: "uncertain" }
  | { readonly kind: "channel gone" | "workspace gone" | "our bug"; readonly reason: string };

/** A call that ended, and what is known by it. */
export interface EndedCall {
  readonly claimed: Claimed;
  readonly outcome: CallOutcome;
}

interface Settling {
  readonly now: number;
  /** From 0 up to 1. */
  readonly random: () => number;
}

/** Saves what came of calls, in one transaction. A result whose row belongs to somebody else by now changes nothing. */
export async function settle(
  trx: Transaction<Database>,
  results: readonly EndedCall[],
  settling: Settling,
): Promise<void> {
  const unshown: Unshown[] = [];
  for (let at = 0; at < results.length; at += ROWS_AT_ONCE) {
    unshown.push(...(await save(trx, results.slice(at, at + ROWS_AT_ONCE), settling)));
  }
  await giveBack(trx, unshown);
  for (const { claimed, outcome } of results) {
    if (outcome.kind === "channel gone") await block(trx, "key", claimed.channel, outcome.reason);
    if (outcome.kind === "workspace gone") await giveUp(trx, claimed.workspace, outcome.reason, settling.now);
    if (outcome.kind === "retry" && outcome.pausesWorkspace) {
      await pause(trx, claimed.workspace, settling.now + waitMs(claimed, outcome, settling.random));
    }
  }
}

async function save(
  trx: Transaction<Database>,
  results: readonly EndedCall[],
  settling: Settling,
): Promise<readonly Unshown[]> {
  const rows = results.map((result) => {
    const { channel, localDate, fence } = result.claimed;
    const next = nextRow(result, settling);
    return sql`(${channel}, ${localDate}, cast(${fence} as bigint), ${next.state}, cast(${next.actAt ?? null} as bigint),
      cast(${next.tries} as integer), ${next.ref?.message ?? null}, ${next.ref?.url ?? null}, ${next.reason ?? null})`;
  });
  const { rows: saved } = await sql<Unshown & { state: string }>`
    with result (channel, local_date, fence, state, act_at, tries, message, url, reason) as (values ${sql.join(rows)})
    update edition set
      state = case when result.state = 'planned' and stopped = 1 then 'cancelled' else result.state end,
      act_at = case when result.state = 'planned' and stopped = 1 then null else result.act_at end,
      settled_at = case when result.state = 'sending' or (result.state = 'planned' and stopped = 0)
        then null else cast(${settling.now} as bigint) end,
      tries = result.tries, message = result.message, url = result.url, reason = result.reason
    from result
    where edition.channel = result.channel and edition.local_date = result.local_date
      and edition.state = 'sending' and edition.act_at = result.fence
    returning edition.channel, edition.local_date, edition.state, edition.content, edition.caught_from`.execute(trx);
  return saved.filter(({ state }) => state === "failed" || state === "cancelled");
}

interface NextRow {
  readonly state: "planned" | "sending" | "sent" | "failed" | "uncertain";
  readonly actAt?: number;
  readonly tries: number;
  readonly ref?: PostedRef;
  readonly reason?: string;
}

function nextRow({ claimed, outcome }: EndedCall, { now, random }: Settling): NextRow {
  const { tries, fence } = claimed;
  const known = claimed.reason === undefined ? {} : { reason: claimed.reason };
  switch (outcome.kind) {
    case "sent":
      return { state: "sent", tries, ref: outcome.ref };
    case "retry":
      return {
        state: "planned",
        tries: tries + 1,
        actAt: now + waitMs(claimed, outcome, random),
        reason: outcome.reason,
      };
    case "absent":
      return { state: "planned", tries: tries + 1, actAt: now + waitMs(claimed, {}, random), ...known };
    case "unstarted":
      return { state: "planned", tries, actAt: now, ...known };
    case "doubt":
      return { state: "sending", tries, actAt: fence, reason: outcome.reason };
    case "uncertain":
      return { state: "uncertain", tries, ...known };
    case "channel gone":
    case "workspace gone":
    case "our bug":
      return { state: "failed", tries, reason: outcome.reason };
  }
}

/** The longer of what the platform asked for and 5 s x 2^n, at most 10 minutes, up to half of it by chance. */
function waitMs({ tries }: Claimed, { afterMs = 0 }: { readonly afterMs?: number }, random: () => number): number {
  const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** tries, LONGEST_PAUSE_MS);
  return Math.ceil(Math.max(afterMs, pauseMs * (1 - random() / 2)));
}

async function block(
  trx: Transaction<Database>,
  column: "key" | "workspace",
  value: string,
  reason: string,
): Promise<void> {
  await trx.updateTable("channel").set({ blocked: reason }).where(column, "=", value).execute();
}

/** A workspace that is gone takes no calls any more, so what was planned there fails at once. */
async function giveUp(trx: Transaction<Database>, workspace: string, reason: string, now: number): Promise<void> {
  await block(trx, "workspace", workspace, reason);
  const failed = await trx
    .updateTable("edition")
    .set({ state: "failed", settled_at: now, act_at: null, reason })
    .where("state", "=", "planned")
    .where("workspace", "=", workspace)
    .returning(["channel", "local_date", "content", "caught_from"])
    .execute();
  await giveBack(trx, failed);
}

async function pause(trx: Transaction<Database>, workspace: string, until: number): Promise<void> {
  await trx
    .insertInto("workspace")
    .values({ key: workspace, paused_until: until })
    .onConflict((conflict) =>
      conflict.column("key").doUpdateSet({ paused_until: until }).where("workspace.paused_until", "<", until),
    )
    .execute();
}

import type { Kysely, Selectable, Transaction } from "kysely";
import { momentInWords } from "#src/dates.ts";
import type { ChannelRef, PlatformName, WorkspaceRef } from "#src/platform/index.ts";
import type { Database } from "#src/store/index.ts";

/** What people choose for a channel. */
export interface Settings {
  /** Whether the daily post comes. */
  readonly daily: boolean;
  /** `09:00`. */
  readonly at: string;
  /** IANA name. */
  readonly zone: string;
  /** `weekdays`, `every day` or `mon,wed`. */
  readonly days: string;
  /** Papers in an edition, 1 to 10. */
  readonly count: number;
  /** What the daily post holds. */
  readonly posts: "everything" | "topics only";
  readonly nothingNew: "say so" | "stay quiet";
  /** The local date (`2026-12-01`) on which the daily post comes again; undefined: it is not paused. */
  readonly pausedUntil: string | undefined;
  /** Whether only managers change things here. */
  readonly managers: boolean;
}

export interface Channel {
  readonly ref: ChannelRef;
  readonly key: string;
  readonly settings: Settings;
  /** Why nothing can be posted here; undefined: it can, as far as is known. */
  readonly blocked: string | undefined;
  readonly nextDueAt: number | undefined;
  /** The local date of the last edition planned. */
  readonly lastDate: string | undefined;
  /** Papers first seen until then were looked at for its topics. */
  readonly caughtUpTo: number;
  readonly saidUsedUp: boolean;
}

/** What holds in a channel where nobody chose anything. */
const defaults = {
  daily: 0,
  at: "09:00",
  zone: "UTC",
  days: "weekdays",
  count: 5,
  content: "everything",
  nothing_new: "stay quiet",
  managers: 0,
  caught_up_to: 0,
  said_used_up: 0,
} as const;

export async function findChannel(db: Kysely<Database>, ref: ChannelRef): Promise<Channel | undefined> {
  const row = await db.selectFrom("channel").selectAll().where("key", "=", channelKey(ref)).executeTakeFirst();
  return row && channelOf(row);
}

/** The channel, made with defaults where it is new, and nobody else's to change until this transaction ends. */
export async function openChannel(trx: Transaction<Database>, ref: ChannelRef): Promise<Channel> {
  const key = channelKey(ref);
  const row = await trx
    .insertInto("channel")
    .values({ key, workspace: workspaceKey(ref), ...defaults })
    // An update, and of nothing: it takes the row's lock on both databases.
    .onConflict((conflict) => conflict.column("key").doUpdateSet({ key }))
    .returningAll()
    .executeTakeFirstOrThrow();
  return channelOf(row);
}

/** The one text that names a channel in the database and in the log. */
export function channelKey(ref: ChannelRef): string {
  return `${workspaceKey(ref)}:${ref.id}`;
}

export function workspaceKey({ platform, workspace }: WorkspaceRef): string {
  return `${platform}:${workspace}`;
}

/** A row as the program uses it. */
export function channelOf(row: Selectable<Database["channel"]>): Channel {
  const start = row.workspace.indexOf(":");
  return {
    ref: {
      platform: row.workspace.slice(0, start) as PlatformName,
      workspace: row.workspace.slice(start + 1),
      id: row.key.slice(row.workspace.length + 1),
    },
    key: row.key,
    settings: {
      daily: row.daily === 1,
      at: row.at,
      zone: row.zone,
      days: row.days,
      count: row.count,
      posts: row.content,
      nothingNew: row.nothing_new,
      pausedUntil: row.paused_until ?? undefined,
      managers: row.managers === 1,
    },
    blocked: row.blocked ?? undefined,
    nextDueAt: row.next_due_at ?? undefined,
    lastDate: row.last_date ?? undefined,
    caughtUpTo: row.caught_up_to,
    saidUsedUp: row.said_used_up === 1,
  };
}

/** When the next daily post of a channel comes, in its own time: `Wed 25 November, 09:00 (Europe/Berlin)`. */
export function nextInWords(nextDueAt: number, zone: string): string {
  return `${momentInWords(nextDueAt, zone)} (${zone})`;
}

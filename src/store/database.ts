import type { ColumnType } from "kysely";

/**
 * The rows of both databases. An instant is an integer of milliseconds since 1970 (column type `bigint`), a yes or no
 * is 0 or 1, a document is JSON as text: these read and compare the same on SQLite and on PostgreSQL. The tables of papers
 * are the library's own (`src/library/tables.ts`): nobody else reads or writes them.
 */
export interface Database {
  event: EventTable;
  document: DocumentTable;
  channel: ChannelTable;
  subscription: SubscriptionTable;
  change: ChangeTable;
  fact: FactTable;
  workspace: WorkspaceTable;
  edition: EditionTable;
  shown: ShownTable;
}

/** A column that may be empty. */
type Optional<Value> = ColumnType<Value | null, Value | null, Value | null>;

/** Incoming events, each claimed by one process and answered once; kept a day. */
interface EventTable {
  platform: string;
  id: string;
  /** Names the attempt that claimed it, so that it may ask again after a lost connection. */
  claim: string;
  claimed_at: number;
}

/** What Keyv keeps. */
interface DocumentTable {
  namespace: string;
  key: string;
  value: string;
  expires_at: ColumnType<number | null, number | null, number | null>;
}

/** What a channel has chosen, and where its daily post stands. */
interface ChannelTable {
  /** `platform:workspace:id`. */
  key: string;
  /** `platform:workspace`. */
  workspace: string;
  daily: number;
  /** `09:00`. */
  at: string;
  /** IANA name. */
  zone: string;
  /** `weekdays`, `every day` or `mon,wed`. */
  days: string;
  /** Papers in an edition, 1 to 10. */
  count: number;
  content: "everything" | "topics only";
  nothing_new: "say so" | "stay quiet";
  /** The local date on which the daily post comes again. */
  paused_until: Optional<string>;
  /** Whether only managers change things here. */
  managers: number;
  /** Why nothing can be posted here. */
  blocked: Optional<string>;
  next_due_at: Optional<number>;
  /** The local date of the last edition planned: the next one is of a later date. */
  last_date: Optional<string>;
  /** Papers first seen until then were looked at for its topics; those that matched are in an edition. */
  caught_up_to: number;
  said_used_up: number;
}

interface SubscriptionTable {
  channel: string;
  /** What two topics are compared by (channels/topic.ts). */
  canonical: string;
  typed: string;
  /** Terms of which a matching paper has at least one, separated by spaces; the rarest that there are. */
  filed_under: string;
  made_by: string;
  made_at: number;
  /** Papers first seen after this are new to it: an instant of `paper.first_seen_at`, whatever the clock did. */
  new_after: number;
  caught_at: Optional<number>;
}

/** Who changed what in a channel, in order. */
interface ChangeTable {
  channel: string;
  number: number;
  at: number;
  actor: string;
  what: string;
  before: string;
  after: string;
}

/** What the installation knows of itself, e.g. which time-zone data its schedules were worked out with. */
interface FactTable {
  name: string;
  value: string;
}

/** Workspaces whose platform asked for a pause. */
interface WorkspaceTable {
  key: string;
  paused_until: number;
}

/** What one channel gets on one local date, and how its posting stands (digest/delivery.ts). */
interface EditionTable {
  channel: string;
  /** `2026-11-24`, of its due moment in the channel's zone. */
  local_date: string;
  workspace: string;
  platform: string;
  state: "planned" | "sending" | "sent" | "failed" | "uncertain" | "skipped" | "missed" | "cancelled";
  /** From 1; a new one plans the same row again. */
  attempt: number;
  due_at: number;
  /** Frozen at planning, as JSON. */
  content: string;
  /** The channel's `caught_up_to` before it was planned; its papers given back, it is that again. */
  caught_from: number;
  /** planned: not to be posted before. sending: not to be looked for before (lease end + timeout). */
  act_at: Optional<number>;
  /** When its last call began. */
  called_at: Optional<number>;
  /** Calls of this attempt that did not post it. */
  tries: number;
  /** Set while it is `sending` in a channel that was switched off or paused: not tried again. */
  stopped: number;
  settled_at: Optional<number>;
  message: Optional<string>;
  url: Optional<string>;
  reason: Optional<string>;
}

/** A paper comes in a channel once. */
interface ShownTable {
  channel: string;
  paper: string;
  /** Of the edition that showed it, or that left it out for good. */
  local_date: string;
}

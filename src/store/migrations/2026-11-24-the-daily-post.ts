import type { Kysely } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("channel")
    .addColumn("key", "text", (column) => column.primaryKey())
    .addColumn("workspace", "text", (column) => column.notNull())
    .addColumn("daily", "integer", (column) => column.notNull())
    .addColumn("at", "text", (column) => column.notNull())
    .addColumn("zone", "text", (column) => column.notNull())
    .addColumn("days", "text", (column) => column.notNull())
    .addColumn("count", "integer", (column) => column.notNull())
    .addColumn("content", "text", (column) => column.notNull())
    .addColumn("nothing_new", "text", (column) => column.notNull())
    .addColumn("paused_until", "text")
    .addColumn("managers", "integer", (column) => column.notNull())
    .addColumn("blocked", "text")
    .addColumn("next_due_at", "bigint")
    .addColumn("last_date", "text")
    .addColumn("caught_up_to", "bigint", (column) => column.notNull())
    .addColumn("said_used_up", "integer", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("channel_next_due_at").on("channel").column("next_due_at").execute();
  await db.schema.createIndex("channel_workspace").on("channel").column("workspace").execute();

  await db.schema
    .createTable("subscription")
    .addColumn("channel", "text", (column) => column.notNull())
    .addColumn("canonical", "text", (column) => column.notNull())
    .addColumn("typed", "text", (column) => column.notNull())
    .addColumn("filed_under", "text", (column) => column.notNull())
    .addColumn("made_by", "text", (column) => column.notNull())
    .addColumn("made_at", "bigint", (column) => column.notNull())
    .addColumn("new_after", "bigint", (column) => column.notNull())
    .addColumn("caught_at", "bigint")
    .addPrimaryKeyConstraint("subscription_key", ["channel", "canonical"])
    .execute();

  await db.schema
    .createTable("change")
    .addColumn("channel", "text", (column) => column.notNull())
    .addColumn("number", "integer", (column) => column.notNull())
    .addColumn("at", "bigint", (column) => column.notNull())
    .addColumn("actor", "text", (column) => column.notNull())
    .addColumn("what", "text", (column) => column.notNull())
    .addColumn("before", "text", (column) => column.notNull())
    .addColumn("after", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("change_key", ["channel", "number"])
    .execute();

  await db.schema
    .createTable("paper")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("aliases", "text", (column) => column.notNull())
    .addColumn("document", "text", (column) => column.notNull())
    .addColumn("first_seen_at", "bigint", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("paper_first_seen_at").on("paper").column("first_seen_at").execute();

  await db.schema
    .createTable("fact")
    .addColumn("name", "text", (column) => column.primaryKey())
    .addColumn("value", "text", (column) => column.notNull())
    .execute();

  await db.schema
    .createTable("workspace")
    .addColumn("key", "text", (column) => column.primaryKey())
    .addColumn("paused_until", "bigint", (column) => column.notNull())
    .execute();

  await db.schema
    .createTable("edition")
    .addColumn("channel", "text", (column) => column.notNull())
    .addColumn("local_date", "text", (column) => column.notNull())
    .addColumn("workspace", "text", (column) => column.notNull())
    .addColumn("platform", "text", (column) => column.notNull())
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("attempt", "integer", (column) => column.notNull())
    .addColumn("due_at", "bigint", (column) => column.notNull())
    .addColumn("content", "text", (column) => column.notNull())
    .addColumn("caught_from", "bigint", (column) => column.notNull())
    .addColumn("act_at", "bigint")
    .addColumn("called_at", "bigint")
    .addColumn("tries", "integer", (column) => column.notNull())
    .addColumn("stopped", "integer", (column) => column.notNull())
    .addColumn("settled_at", "bigint")
    .addColumn("message", "text")
    .addColumn("url", "text")
    .addColumn("reason", "text")
    .addPrimaryKeyConstraint("edition_key", ["channel", "local_date"])
    .execute();
  await db.schema.createIndex("edition_act_at").on("edition").columns(["state", "act_at"]).execute();

  await db.schema
    .createTable("shown")
    .addColumn("channel", "text", (column) => column.notNull())
    .addColumn("paper", "text", (column) => column.notNull())
    .addColumn("local_date", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("shown_key", ["channel", "paper"])
    .execute();
}

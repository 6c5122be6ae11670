import type { Kysely } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("event")
    .addColumn("platform", "text", (column) => column.notNull())
    .addColumn("id", "text", (column) => column.notNull())
    .addColumn("claim", "text", (column) => column.notNull())
    .addColumn("claimed_at", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("event_key", ["platform", "id"])
    .execute();
  await db.schema.createIndex("event_claimed_at").on("event").column("claimed_at").execute();

  await db.schema
    .createTable("document")
    .addColumn("namespace", "text", (column) => column.notNull())
    .addColumn("key", "text", (column) => column.notNull())
    .addColumn("value", "text", (column) => column.notNull())
    .addColumn("expires_at", "bigint")
    .addPrimaryKeyConstraint("document_key", ["namespace", "key"])
    .execute();
  await db.schema.createIndex("document_expires_at").on("document").column("expires_at").execute();
}

import { sql, type Kysely } from "kysely";

/** What this migration reads and writes, as the tables are then. */
interface Tables {
  paper: { id: string; aliases: string; first_seen_at: number };
  alias: { name: string; paper: string };
  fact: { name: string; value: string };
}

/**
 * A name of its own for everything that leads to a paper, a revision for each paper, and what of them is news: only what a
 * topic still waits for, so that nothing becomes news by the upgrade, and nothing is lost by it.
 */
export async function up(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable("alias")
    .addColumn("name", "text", (column) => column.primaryKey())
    .addColumn("paper", "text", (column) => column.notNull())
    .execute();
  const papers = await db
    .selectFrom("paper")
    .select(["id", "aliases"])
    .orderBy("first_seen_at")
    .orderBy("id")
    .execute();
  const aliases = aliasesOf(papers);
  for (let at = 0; at < aliases.length; at += ROWS_AT_ONCE) {
    await db
      .insertInto("alias")
      .values(aliases.slice(at, at + ROWS_AT_ONCE))
      .execute();
  }
  await db.schema.createIndex("alias_paper").on("alias").column("paper").execute();

  await db.schema.alterTable("paper").addColumn("news_at", "bigint").execute();
  await sql`
    update paper set news_at = first_seen_at where first_seen_at > (
      select min(case when subscription.new_after > channel.caught_up_to then subscription.new_after
        else channel.caught_up_to end)
      from subscription join channel on channel.key = subscription.channel)`.execute(db);
  await db.schema
    .alterTable("paper")
    .addColumn("revision", "bigint", (column) => column.notNull().defaultTo(0))
    .execute();
  await sql`
    update paper set revision = numbered.revision
    from (select id, row_number() over (order by first_seen_at, id) as revision from paper) as numbered
    where numbered.id = paper.id`.execute(db);
  await db.schema.createIndex("paper_revision").on("paper").column("revision").execute();
  await db
    .insertInto("fact")
    .values({ name: "revision", value: String(papers.length) })
    .execute();
  await db.schema.alterTable("paper").dropColumn("aliases").execute();
}

const ROWS_AT_ONCE = 500;

/** From the oldest paper on: one that has the arXiv id or DOI of an older one is the same, one that has its title is not. */
function aliasesOf(papers: readonly Pick<Tables["paper"], "id" | "aliases">[]): Tables["alias"][] {
  const names = new Map<string, string>();
  const age = new Map(papers.map(({ id }, at) => [id, at]));
  const older = (one: string, other: string) => (age.get(one) ?? 0) - (age.get(other) ?? 0);
  for (const { id, aliases } of papers) {
    const told = JSON.parse(aliases) as readonly string[];
    const outside = told.filter((alias) => OUTSIDE.test(alias));
    const [paper = id, ...others] = [...new Set(outside.flatMap((name) => names.get(name) ?? []))].sort(older);
    if (others.length > 0) for (const [name, known] of names) if (others.includes(known)) names.set(name, paper);
    for (const name of [`id:${id}`, ...outside]) names.set(name, paper);
    for (const title of told.filter((alias) => !OUTSIDE.test(alias)).map((alias) => `title:${alias}`)) {
      const holder = names.get(title);
      names.set(title, holder === undefined || holder === paper ? paper : "");
    }
  }
  return [...names].map(([name, paper]) => ({ name, paper }));
}

const OUTSIDE = /^(?:arxiv|doi):/;

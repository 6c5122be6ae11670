// Makes the database that an upgrade is tested on, with the program as it stands: `node test/store/earlier/make.ts NAME`
// runs the real service on each database, lets people use it, and keeps what it wrote as NAME.db and NAME.sql beside this
// file. What is kept is never made again by a later program.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import pg from "pg";
import { until } from "../../daily/town.ts";
import { startPostgres } from "../../fakes/postgres.ts";
import { startSlack, type FakeSlack } from "../../fakes/slack/index.ts";
import { runPaperboy } from "../../process.ts";
import { startService } from "../../service-process.ts";

interface Listed {
  readonly title: string;
  readonly abstract: string;
  readonly arxiv?: string;
  readonly doi?: string;
  readonly authors?: readonly string[];
}

const first: readonly Listed[] = [
  { title: "Editing Models Fast", abstract: "We edit models. Code: https://github.com/x/edit", arxiv: "2110.11309" },
  { title: "Diffusion for Weather", abstract: "We use diffusion to tell the weather.", doi: "10.1109/5.771073" },
  { title: "Un été à l’École", abstract: "We study accents (SSA).", authors: ["Zoë Ångström", "李明"] },
  { title: "Graph Transformers", abstract: "We study graphs.", arxiv: "2611.00001", authors: ["Ada Lovelace"] },
  { title: "Low-Rank Adapters", abstract: "We adapt models at low rank." },
  { title: "Linear Attention Revisited", abstract: "We revisit attention.", arxiv: "cs/0112017" },
];
/** One has another title under its arXiv id, one another abstract, one left, and two are new. */
const second: readonly Listed[] = [
  { title: "Diffusion for Proteins", abstract: "We use diffusion to fold proteins.", arxiv: "2611.00002" },
  { title: "Graph Transformers, Revised", abstract: "We study graphs.", arxiv: "2611.00001" },
  { title: "Weaving Baskets", abstract: "We let a robot weave." },
  ...first
    .filter(({ title }) => !/Graph|Linear/.test(title))
    .map((paper) => ({ ...paper, abstract: `${paper.abstract} More.` })),
];

/** Two channels and the console: topics, a posted edition, a paper that a topic still waits for, changes. */
async function use(slack: FakeSlack, folder: string, database: Readonly<Record<string, string>>): Promise<void> {
  const listing = join(folder, "listing.txt");
  const publish = (papers: readonly Listed[]) => {
    writeFileSync(listing, papers.map(({ title, abstract }) => `${title}\n${abstract}\n`).join(""));
    writeFileSync(join(folder, "listing.json"), JSON.stringify(papers));
  };
  const env = {
    ...{ ...database, CORPUS: listing, DATA_DIR: folder, SLACK_API_URL: slack.apiUrl },
    ...{ SLACK_BOT_TOKEN: slack.botToken, SLACK_APP_TOKEN: slack.appToken },
  };
  const user = slack.addUser({ name: "ada" });
  const [busy, quiet] = [slack.addChannel(), slack.addChannel()];
  /** Runs the service until people have said this. */
  async function serve(said: readonly (readonly [channel: typeof busy, line: string])[], posts: number): Promise<void> {
    const service = startService(env, mkdtempSync(join(tmpdir(), "paperboy-made-")));
    await service.logged('"ready"');
    for (const [channel, line] of said) await slack.slash(line, { user, channel }).message();
    await until(() => slack.messages(busy).filter(({ metadata }) => metadata !== undefined).length >= posts, 20_000);
    await service.end("SIGTERM");
  }

  publish(first);
  await serve(
    [
      [busy, "subscribe diffusion, weather -survey"],
      [busy, "daily count 2 every day at 09:00 Europe/Berlin"],
      [busy, "daily now"],
      [quiet, 'subscribe "low-rank" has:code, graphs, diffusion'],
      [quiet, "daily topics only nothing new: say so mon,wed"],
      [quiet, "unsubscribe graphs"],
      [quiet, "pause until 2099-01-02"],
      [quiet, "managers on"],
    ],
    1,
  );
  await runPaperboy(["subscribe", "attention"], { env: { ...database, CORPUS: listing, DATA_DIR: folder } });
  publish(second);
  await serve([], 1);
}

async function dump(databaseUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: databaseUrl, types: { getTypeParser: () => String } });
  await client.connect();
  const rowsOf = async (sql: string) => (await client.query<Record<string, string | null>>(sql)).rows;
  const lines: string[] = [];
  const tables = await rowsOf(
    "select table_name as name from information_schema.tables where table_schema = 'public' order by table_name",
  );
  for (const { name } of tables) {
    const columns = await rowsOf(
      `select column_name as name, case when is_nullable = 'NO' then ' not null' else '' end as needed,
         case when data_type = 'character varying' then 'varchar(' || character_maximum_length || ')' else data_type end as type,
         case when column_default is null then '' else ' default ' || column_default end as otherwise
       from information_schema.columns where table_schema = 'public' and table_name = '${name}' order by ordinal_position`,
    );
    const made = columns.map(
      (column) => `"${column["name"]}" ${column["type"]}${column["otherwise"]}${column["needed"]}`,
    );
    lines.push(`create table "${name}" (${made.join(", ")});`);
    for (const row of await rowsOf(`select * from "${name}"`)) {
      const values = Object.values(row).map((value) => (value === null ? "null" : pg.escapeLiteral(value)));
      lines.push(`insert into "${name}" values (${values.join(", ")});`);
    }
    const keys = await rowsOf(
      `select conname as name, pg_get_constraintdef(oid) as rule from pg_constraint where contype = 'p' and conrelid = '"${name}"'::regclass`,
    );
    for (const key of keys) lines.push(`alter table "${name}" add constraint "${key["name"]}" ${key["rule"]};`);
    const indexes = await rowsOf(
      `select indexdef as made from pg_indexes where schemaname = 'public' and tablename = '${name}'
         and indexname not in (select conname from pg_constraint) order by indexname`,
    );
    for (const { made: index } of indexes) lines.push(`${index};`);
  }
  await client.end();
  return `${lines.join("\n")}\n`;
}

const name = process.argv[2];
if (name === undefined) throw new Error("which name shall it have?");
const slack = await startSlack();
const postgres = await startPostgres();
for (const dialect of ["sqlite", "postgres"]) {
  const folder = mkdtempSync(join(tmpdir(), "paperboy-make-"));
  const databaseUrl = await postgres.createDatabase();
  await use(slack, folder, dialect === "sqlite" ? {} : { DATABASE_URL: databaseUrl });
  if (dialect === "postgres") writeFileSync(join(import.meta.dirname, `${name}.sql`), await dump(databaseUrl));
  else {
    const made = new DatabaseSync(join(folder, "paperboy.db"));
    // In small pages and without a log beside it: one file of some kilobytes.
    made.exec(
      `pragma journal_mode = delete; pragma page_size = 1024; vacuum into '${join(import.meta.dirname, `${name}.db`)}'`,
    );
    made.close();
  }
  rmSync(folder, { recursive: true });
}
await postgres.stop();
await slack.stop();

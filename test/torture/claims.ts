// Two claims at a barrier on the PostgreSQL of DATABASE_URL: the first holds its rows and has not committed when the
// second begins. Run as a process, so that a copy of the source with a broken line can be run as well (claims.test.ts).
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { claimDoubtful, claimPlanned, type Claiming } from "#src/digest/claim.ts";
import { openStore, type Database } from "#src/store/index.ts";
import { systemTime } from "#src/time.ts";

/** What the two came to. */
export interface Claims {
  readonly first: number;
  readonly second: number;
  /** Whether the second had to wait until the first was over. */
  readonly waited: boolean;
}

if (import.meta.main) {
  const databaseUrl = process.env["DATABASE_URL"];
  const store = await openStore({ dataDir: ".", databaseUrl, log: { warn: () => undefined }, time: systemTime });
  const { db, dialect } = store;
  const now = Date.now();
  const claiming: Claiming = { now, dialect, platforms: ["slack"], admit: () => true, room: () => 100, full: () => [] };

  async function together(state: Database["edition"]["state"], claim: typeof claimPlanned): Promise<Claims> {
    await db.deleteFrom("edition").execute();
    const rows = [1, 2, 3].map((number) => ({ ...edition(now), state, channel: `slack:T1:C${number}` }));
    await db.insertInto("edition").values(rows).execute();
    const [one, two] = [await db.startTransaction().execute(), await db.startTransaction().execute()];
    const { rows: backends } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(two);
    const first = await claim(one, claiming);
    let isDone = false;
    const second = claim(two, claiming).finally(() => (isDone = true));
    let waited = false;
    for (; !isDone && !waited; await sleep(5)) {
      const { rows: waiting } = await sql`
        select 1 from pg_stat_activity where pid = ${backends[0]?.pid} and wait_event_type = 'Lock'`.execute(db);
      waited = waiting.length > 0;
    }
    await one.commit().execute();
    const claims = { first: first.length, second: (await second).length, waited };
    await two.commit().execute();
    return claims;
  }

  const planned = await together("planned", claimPlanned);
  const doubtful = await together("sending", claimDoubtful);
  await store.close();
  console.log(JSON.stringify({ planned, doubtful }));
}

function edition(now: number) {
  return {
    ...{ local_date: "2026-11-24", workspace: "slack:T1", platform: "slack", attempt: 1, tries: 0, stopped: 0 },
    ...{ due_at: now, act_at: now - 1, called_at: now, caught_from: 0, content: "{}" },
  };
}

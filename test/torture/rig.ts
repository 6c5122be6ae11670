import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { sql, type Selectable } from "kysely";
import { openStore, type Database, type Store } from "#src/store/index.ts";
import { systemTime } from "#src/time.ts";
import { createDatabaseAt, startPostgres, type PostgresServer } from "../fakes/postgres.ts";
import { ALL_SCOPES, startSlack, type Channel, type FakeSlack, type Message } from "../fakes/slack/index.ts";
import { patience } from "../patience.ts";
import { startService, type RunningService } from "../service-process.ts";
import { openGate, type Gate } from "./gate.ts";

export type Dialect = Store["dialect"];
export type Edition = Selectable<Database["edition"]>;

export interface RigOptions {
  readonly dialect: Dialect;
  /** Where state is kept, e.g. on a small file system; a folder of its own unless told. */
  readonly dataDir?: string;
  /** The address of a PostgreSQL server; one of its own unless told. */
  readonly postgres?: string;
}

/** One installation: its database, the Slack that it posts to, and the processes that are started on it and killed. */
export interface Rig {
  readonly dialect: Dialect;
  readonly slack: FakeSlack;
  readonly gate: Gate;
  readonly store: Store;
  /** The server, where it has one of its own. */
  readonly server: PostgresServer | undefined;
  /** Channels made due so far, in order. */
  readonly due: readonly Channel[];
  /** A channel whose daily post is on and due at no time; `askable: false`: its history cannot be read. */
  addChannel(options?: { readonly askable?: boolean }): Promise<Channel>;
  /** Writes `next_due_at`. */
  makeDue(channels: readonly Channel[]): Promise<void>;
  /** Starts the real process; it has not begun yet when this returns. */
  start(env?: Readonly<Record<string, string>>): RunningService;
  /** SIGKILL to its whole process group; resolves when it is gone. */
  kill(service: RunningService): Promise<void>;
  editionsOf(channel: Channel): Promise<Edition[]>;
  /** What the platform shows of the bot in this channel. */
  posted(channel: Channel): Message[];
  /** Takes a lock under which nobody commits; returns what releases it. */
  lock(): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

/** A private channel's history needs a scope that this app was not given. */
const scopes = ALL_SCOPES.filter((scope) => scope !== "groups:history");

export async function openRig({ dialect, dataDir, postgres }: RigOptions): Promise<Rig> {
  const folder = mkdtempSync(join(tmpdir(), "paperboy-torture-"));
  const [slack, server] = await Promise.all([
    startSlack({ scopes }),
    dialect === "postgres" && postgres === undefined ? startPostgres() : undefined,
  ]);
  const gate = await openGate(slack.apiUrl);
  const address = server?.url ?? (dialect === "postgres" ? postgres : undefined);
  const databaseUrl = address === undefined ? undefined : await createDatabaseAt(address);
  const place = { dataDir: dataDir ?? join(folder, "data"), databaseUrl };
  const options = { ...place, log: { warn: () => undefined }, time: systemTime };
  const [store, locker] = [await openStore(options), await openStore(options)];
  const { db } = store;
  const due: Channel[] = [];
  const running = new Set<RunningService>();
  const keyOf = ({ id }: Channel) => `slack:${slack.teamId}:${id}`;

  async function kill(service: RunningService): Promise<void> {
    const { child } = service;
    if (child.pid === undefined) throw new Error("the process did not start");
    const gone = once(child, "close");
    if (!isAlive(service)) {
      throw new Error(
        `the process had ended already (${String(child.exitCode ?? child.signalCode)}):\n${service.log.join("\n")}`,
      );
    }
    // Its group has its own id.
    process.kill(-child.pid, "SIGKILL");
    await gone;
    running.delete(service);
  }

  return {
    ...{ dialect, slack, gate, store, server, due, kill },
    async addChannel({ askable = true } = {}) {
      const channel = slack.addChannel({ isPrivate: !askable });
      await db
        .insertInto("channel")
        .values({
          ...{ key: keyOf(channel), workspace: `slack:${slack.teamId}`, daily: 1, at: farFromNow(), zone: "UTC" },
          ...{ days: "every day", count: 3, content: "everything", nothing_new: "stay quiet", managers: 0 },
          ...{ caught_up_to: 0, said_used_up: 0 },
        })
        .execute();
      return channel;
    },
    async makeDue(channels) {
      due.push(...channels);
      const next_due_at = Date.now() - 1_000;
      await db.updateTable("channel").set({ next_due_at }).where("key", "in", channels.map(keyOf)).execute();
    },
    start(env = {}) {
      const service = startService(
        {
          ...{ SLACK_BOT_TOKEN: slack.botToken, SLACK_APP_TOKEN: slack.appToken, SLACK_API_URL: gate.apiUrl },
          ...{ DATA_DIR: place.dataDir, SECRET_KEY: "k".repeat(32) },
          ...(place.databaseUrl === undefined ? {} : { DATABASE_URL: place.databaseUrl }),
          ...env,
        },
        mkdtempSync(join(folder, "run-")),
      );
      running.add(service);
      return service;
    },
    editionsOf: (channel) => db.selectFrom("edition").selectAll().where("channel", "=", keyOf(channel)).execute(),
    posted: (channel) => slack.messages(channel).filter(({ metadata }) => metadata !== undefined),
    async lock() {
      const transaction = await locker.db.startTransaction().execute();
      if (dialect === "postgres") await sql`lock table edition in share mode`.execute(transaction);
      return async () => {
        await transaction.rollback().execute();
      };
    },
    async close() {
      await Promise.all([...running].filter(isAlive).map(kill));
      await Promise.all([store.close(), locker.close()]);
      await gate.close();
      await Promise.all([slack.stop(), server?.stop()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function isAlive({ child }: RunningService): boolean {
  return child.exitCode === null && child.signalCode === null;
}

/** Looks again after 5 ms, then ever less often, until it is so; throws what `told` says after `longestMs` of a quiet machine. */
export async function until(
  isSo: () => Promise<boolean> | boolean,
  { longestMs = 60_000, told }: { readonly longestMs?: number; readonly told: () => string },
): Promise<void> {
  const end = performance.now() + patience(longestMs);
  for (let pauseMs = 5; !(await isSo()); pauseMs = Math.min(pauseMs * 1.2, 200)) {
    await sleep(pauseMs);
    if (performance.now() > end) throw new Error(`it took more than ${patience(longestMs)} ms: ${told()}`);
  }
}

/** An hour twelve hours away: no second edition comes due while this runs, midnight or not. */
function farFromNow(): string {
  return `${String((new Date().getUTCHours() + 12) % 24).padStart(2, "0")}:00`;
}

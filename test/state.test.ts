import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { readConfig } from "#src/config.ts";
import { createLog } from "#src/log.ts";
import { plain, type Reply } from "#src/reply/index.ts";
import { openState, type State } from "#src/state.ts";
import { systemTime, type Time } from "#src/time.ts";
import type { Bot, Input, Request } from "#src/platform/index.ts";
import { createTestBot, type LogLine } from "./bot.ts";
import { startPostgres, type PostgresServer } from "./fakes/postgres.ts";

const log = createLog("silent", () => undefined);
let events = 0;

function ask(bot: Bot, input: Input, id = `E${(events += 1)}`): Promise<Reply | undefined> {
  const actor = { id: "U1", name: async () => "Ada", timeZone: async () => undefined, isManager: async () => true };
  const request: Request = {
    ...{ id, actor, input },
    channel: { platform: "slack", workspace: "T1", id: "C1" },
    visibility: "public",
  };
  return bot.handle(request);
}

/** The bot with its state where `env` says, as the process composes it. */
async function botOn(env: Record<string, string>, time: Time = systemTime, lines: LogLine[] = []) {
  const folder = mkdtempSync(join(tmpdir(), "paperboy-state-"));
  const config = readConfig({ env: { DATA_DIR: join(folder, "data"), ...env }, cwd: folder });
  const state: State = openState(config, { use: "service", time, log });
  onTestFinished(async () => {
    await state.close();
    rmSync(folder, { recursive: true });
  });
  const bot = await createTestBot({
    payloadLimit: 100,
    claim: (event) => state.claim(event),
    buttons: state.buttons,
    log: lines,
  });
  return { bot, state, lines };
}

const oneLine = (reply: Reply | undefined): string => {
  expect(reply?.outcome).toBe("failure");
  expect(reply?.blocks).toHaveLength(1);
  const [block] = reply?.blocks ?? [];
  const words = block?.kind === "notice" ? plain(block.text) : "";
  expect(words).toMatch(/^My database does not answer right now\. .* noted under \w{8}\.$/);
  return words;
};

describe("PostgreSQL that is gone", () => {
  let postgres: PostgresServer;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres.stop());

  const env = async () => ({ DATABASE_URL: await postgres.createDatabase(), SECRET_KEY: "k".repeat(32) });

  it("is waited for: what is asked meanwhile is answered when it is back, each once", async () => {
    const { bot, state } = await botOn(await env());
    expect((await ask(bot, { text: "trending" }))?.outcome).toBe("answered");
    await postgres.halt();
    let answered = 0;
    const asked = ["again", "again", "other"].map(async (id) => {
      const reply = await ask(bot, { text: "grokking" }, id);
      answered += 1;
      return reply?.outcome;
    });
    const welcome = bot.joined({ platform: "slack", workspace: "T1", id: "C2" });
    await expect(sql`select 1`.execute((await state.store()).db)).rejects.toMatchObject({
      code: "DATABASE_UNREACHABLE",
    });
    expect(answered).toBe(0);
    await postgres.resume();
    expect((await Promise.all(asked)).filter((outcome) => outcome === "answered")).toHaveLength(2);
    expect((await welcome)?.outcome).toBe("answered");
  });

  it("is waited for where it was gone at the first question", async () => {
    const place = await env();
    await postgres.halt();
    const { bot } = await botOn(place);
    const asked = ask(bot, { text: "grokking" });
    await postgres.resume();
    expect((await asked)?.outcome).toBe("answered");
  });

  it("is waited for no longer than a minute, then said in one line, and the log tells where it was", async () => {
    let leapMs = 0;
    const time: Time = { ...systemTime, elapsedMs: () => systemTime.elapsedMs() + leapMs };
    const { bot, state, lines } = await botOn(await env(), time);
    await state.store();
    await postgres.halt();
    let waiting = true;
    const asked = ask(bot, { text: "my secret" }).finally(() => (waiting = false));
    for (; waiting && leapMs < 59_000; leapMs += 20_000) {
      await expect(sql`select 1`.execute((await state.store()).db)).rejects.toThrow();
    }
    expect(waiting).toBe(true);
    leapMs = 61_000;
    const words = oneLine(await asked);
    const failed = lines.find(({ level }) => level === "error");
    expect(words).toContain(String(failed?.fields["reference"]));
    expect(String(failed?.fields["err"])).toMatch(/PostgreSQL at 127\.0\.0\.1:\d+\/test_\w+ does not answer/);
    expect(JSON.stringify(lines)).not.toContain("secret");
    await postgres.resume();
    leapMs = 0;
    expect((await ask(bot, { text: "grokking" }))?.outcome).toBe("answered");
  });
});

describe("SQLite in trouble", () => {
  it.each([
    { name: "without room on its disk", pragma: "max_page_count = 1", healed: "max_page_count = 1000000" },
    { name: "that became read-only", pragma: "query_only = on", healed: "query_only = off" },
  ])("$name is said in one line at once, and what is asked afterwards is answered", async ({ pragma, healed }) => {
    const { bot, state } = await botOn({});
    const { db } = await state.store();
    await sql.raw(`pragma ${pragma}`).execute(db);
    const replies: (Reply | undefined)[] = [];
    // Pages that there are take a few more.
    while (replies.at(-1)?.outcome !== "failure") replies.push(await ask(bot, { text: "help" }));
    oneLine(replies.at(-1));
    await sql.raw(`pragma ${healed}`).execute(db);
    expect((await ask(bot, { text: "grokking" }))?.outcome).toBe("answered");
  });
});

describe("the state of a long button", () => {
  const long = `low-rank ${"adapters ".repeat(54)}`.trim();
  const nextOf = (reply: Reply | undefined): string => {
    const buttons = reply?.blocks.flatMap((block) => (block.kind === "buttons" ? block.buttons : [])) ?? [];
    const next = buttons.find(({ label }) => label === "Next");
    return next !== undefined && "payload" in next ? (next.payload ?? "") : "";
  };

  it("is kept for thirty days, and then the button tells what to type", async () => {
    const { bot, state } = await botOn({});
    const payload = nextOf(await ask(bot, { text: `search ${long}` }));
    expect(payload).toMatch(/^p~search~/);
    expect((await ask(bot, { payload }))?.outcome).toBe("answered");

    const { db } = await state.store();
    const [row] = await db.selectFrom("document").select("expires_at").execute();
    expect(Math.round(((row?.expires_at ?? 0) - Date.now()) / 86_400_000)).toBe(30);
    await db
      .updateTable("document")
      .set({ expires_at: Date.now() - 1 })
      .execute();
    await state.tidy();
    expect(await db.selectFrom("document").selectAll().execute()).toEqual([]);
    const reply = await ask(bot, { payload });
    expect(reply?.outcome).toBe("mistake");
    const [block] = reply?.blocks ?? [];
    expect(block?.kind === "notice" ? plain(block.text) : "").toMatch(/too old.*Try: `?search QUERY/);
  });
});

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readConfig } from "#src/config.ts";
import { checkHouse, drawChecks } from "#src/doctor.ts";
import { createLog } from "#src/log.ts";

const cwd = mkdtempSync(join(tmpdir(), "paperboy-doctor-"));
afterAll(() => rmSync(cwd, { recursive: true }));

const check = (env: Readonly<Record<string, string>>) =>
  checkHouse(
    readConfig({ env, cwd }),
    createLog("silent", () => undefined),
  );

describe("what doctor draws", () => {
  it("tells apart what is broken, what is off and what works, in columns", () => {
    const lines = drawChecks([
      { name: "listing", ok: true, detail: "119 papers" },
      { name: "Discord", ok: true, detail: "off", fix: "set DISCORD_TOKEN" },
      { name: "Slack bot token", ok: false, detail: "invalid_auth", fix: "copy it again" },
      { name: "socket", ok: false, fix: "try again" },
    ]).split("\n");
    expect(lines[0]).toMatch(/^ok {4}listing {10}119 papers$/);
    expect(lines[1]).toMatch(/^ok {4}Discord {10}off; to turn it on: set DISCORD_TOKEN$/);
    expect(lines[2]).toMatch(/^FAIL {2}Slack bot token {2}invalid_auth; .*copy it again$/);
    expect(lines[2]).not.toContain("turn it on");
    expect(lines[3]).toMatch(/^FAIL {2}socket {11}to .*: try again$/);
    expect(lines).toHaveLength(5);
    expect(lines[4]).toBe("");
  });
});

describe("what doctor checks of the house", () => {
  it("is the listing and the database, and which platforms are off", async () => {
    const checks = await check({});
    expect(checks.map(({ name, ok }) => [name, ok])).toEqual([
      ["listing", true],
      ["database", true],
      ["Slack", true],
      ["Discord", true],
    ]);
    expect(checks[0]?.detail).toBe("119 papers in trending-papers.txt");
    expect(checks[2]?.fix).toContain("SLACK_BOT_TOKEN");
  });

  it("leaves platforms that are set up to their own checks", async () => {
    const tokens = { SLACK_BOT_TOKEN: "xoxb-1", SLACK_APP_TOKEN: "xapp-1", DISCORD_TOKEN: "t" };
    expect((await check(tokens)).map(({ name }) => name)).toEqual(["listing", "database"]);
  });

  it("says what to do where the listing or the database is not there", async () => {
    const [listing, database] = await check({
      ...{ CORPUS: "nowhere.txt", SECRET_KEY: "k".repeat(32) },
      DATABASE_URL: "postgres://nobody@127.0.0.1:1/none",
    });
    expect(listing).toMatchObject({ name: "listing", ok: false });
    expect(listing?.detail).toContain("nowhere.txt");
    expect(listing?.fix).toContain("CORPUS");
    expect(database).toMatchObject({ name: "database", ok: false });
    expect(database?.fix).toContain("DATABASE_URL");
  });
});

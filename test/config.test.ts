import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseEnv } from "node:util";
import { afterAll, describe, expect, it } from "vitest";
import { configTable, readConfig } from "#src/config.ts";

const cwd = mkdtempSync(join(tmpdir(), "paperboy-config-"));
afterAll(() => rmSync(cwd, { recursive: true }));

const read = (env: Readonly<Record<string, string>>) => readConfig({ env, cwd });

describe(".env.example", () => {
  const content = readFileSync(resolve(import.meta.dirname, "../.env.example"), "utf8");

  it("has every variable that is read, once, and no other", () => {
    const named = content.split("\n").flatMap((line) => /^([A-Z_]+)=/.exec(line)?.[1] ?? []);
    expect(named.toSorted()).toEqual(
      configTable()
        .map(({ name }) => name)
        .toSorted(),
    );
  });

  it("may be copied as it stands: every line is empty, which is as good as unset", () => {
    expect(new Set(Object.values(parseEnv(content)))).toEqual(new Set([""]));
    writeFileSync(join(cwd, ".env"), content);
    const copied = read({});
    rmSync(join(cwd, ".env"));
    expect(copied).toEqual(read({}));
  });
});

describe("the configuration", () => {
  it.each([
    [{ SLACK_BOT_TOKEN: "xoxb-1" }, "SLACK_APP_TOKEN"],
    [{ SLACK_APP_TOKEN: "xapp-1" }, "SLACK_BOT_TOKEN"],
  ])("%j is not enough: %s is needed too", (env, needed) => {
    expect(() => read(env)).toThrow(expect.objectContaining({ code: "variable_missing" }) as Error);
    expect(() => read(env)).toThrow(needed);
  });

  it.each([
    ["PORT", "65535", "65536"],
    ["PORT", "0", "-1"],
    ["SECRET_KEY", "k".repeat(32), "k".repeat(31)],
    ["SLACK_API_URL", "https://proxy.example/api/", "ftp://proxy.example/"],
    ["LOG_LEVEL", "trace", "TRACE"],
    ["DISCORD_TOKEN", "a.b.c", "a b"],
  ])("%s takes %s and not %s", (name, right, wrong) => {
    expect(() => read({ [name]: right })).not.toThrow();
    expect(() => read({ [name]: wrong })).toThrow(name);
    expect(() => read({ [name]: wrong })).not.toThrow(wrong);
  });

  it("takes paths from where it is started, and the listing of the package where none is named", () => {
    expect(read({ DATA_DIR: "state", CORPUS: "papers.txt" })).toMatchObject({
      DATA_DIR: join(cwd, "state"),
      CORPUS: join(cwd, "papers.txt"),
    });
    expect(read({}).CORPUS).toBe(resolve(import.meta.dirname, "../data/trending-papers.txt"));
    expect(read({}).DATA_DIR).toBe(join(cwd, ".paperboy"));
  });

  it("takes the environment before .env, and an empty value for none", () => {
    writeFileSync(join(cwd, ".env"), "PORT=4000\nLOG_LEVEL=debug\n");
    try {
      expect(read({ PORT: "5000", LOG_LEVEL: "" })).toMatchObject({ PORT: 5000, LOG_LEVEL: "debug" });
    } finally {
      rmSync(join(cwd, ".env"));
    }
  });
});

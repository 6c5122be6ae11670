import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { PassThrough } from "node:stream";
import { describe, expect, it, onTestFinished } from "vitest";
import { runCommandLine } from "#src/command-line.ts";
import type { Surroundings } from "#src/surroundings.ts";
import { startDiscord } from "./fakes/discord/index.ts";
import { startSlack } from "./fakes/slack/index.ts";

/** Runs the program in this process, in an empty folder, until it ends; `stop` is the signal. */
function start(words: readonly string[], env: Readonly<Record<string, string>> = {}, given = "") {
  const cwd = mkdtempSync(join(tmpdir(), "paperboy-line-"));
  onTestFinished(() => rmSync(cwd, { recursive: true, force: true }));
  const streams = { input: new PassThrough(), output: new PassThrough(), error: new PassThrough() };
  const said = { output: "", error: "" };
  for (const name of ["output", "error"] as const) {
    streams[name].on("data", (piece: Buffer) => (said[name] += piece.toString()));
  }
  streams.input.end(given);
  const { promise: stopped, resolve: stop } = Promise.withResolvers<void>();
  const around: Surroundings = { env, cwd, stopped, ...streams };
  return { said, stop, ended: runCommandLine(words, around) };
}

async function run(...args: Parameters<typeof start>) {
  const { said, ended } = start(...args);
  return { code: await ended, ...said };
}

describe("the command line", () => {
  it("answers one command and gives its exit code", async () => {
    expect(await run(["show", "#9999"])).toMatchObject({ code: 2, output: "" });
    const { code, output, error } = await run(["search", "grokking", "--json", "--limit", "1"]);
    expect({ code, error }).toEqual({ code: 0, error: "" });
    expect(JSON.parse(output)).toMatchObject({ rank: 1 });
  });

  it("answers the commands of its input, and exits with the highest code", async () => {
    const { code, output, error } = await run(["-"], {}, "about\nshow #9999\nabout\n");
    expect(code).toBe(2);
    expect(output.match(/Paperboy/g)).toHaveLength(2);
    expect(error).toContain("#9999");
  });

  it("says what the operator must repair in one line, with its exit code", async () => {
    const { code, output, error } = await run(["about"], { CORPUS: "nowhere.txt" });
    expect({ code, output }).toEqual({ code: 2, output: "" });
    expect(error.trimEnd().split("\n")).toHaveLength(1);
    expect(error).toContain("nowhere.txt");
  });

  it("refuses to serve nothing, and says what could be served", async () => {
    const { code, error } = await run([]);
    expect(code).toBe(2);
    expect(error).toMatch(/nothing to serve.*SLACK_BOT_TOKEN.*DISCORD_TOKEN/);
  });
});

describe("the operator's commands", () => {
  it("are the adapters' own: the manifest of Slack, the invitation to Discord", async () => {
    const manifest = await run(["slack", "manifest"]);
    expect(JSON.parse(manifest.output)).toMatchObject({ display_information: { name: "Paperboy" } });
    expect(await run(["discord", "invite"])).toMatchObject({ code: 2, output: "" });
    const discord = await startDiscord();
    const env = { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl };
    expect((await run(["discord", "invite"], env)).output).toContain("https://discord.com/oauth2/authorize?");
    await discord.stop();
  });

  it("need all their words: another line is a search", async () => {
    expect((await run(["slack", "manifestos"])).output).toContain("slack manifestos");
  });

  it("doctor says what is off and how to turn it on, and is well", async () => {
    const { code, output } = await run(["doctor"]);
    expect(code).toBe(0);
    expect(output).toMatch(/ok +listing +119 papers/);
    expect(output).toMatch(/ok +database +SQLite in /);
    expect(output).toMatch(/ok +Slack +off; to turn it on: set SLACK_BOT_TOKEN/);
    expect(output).toMatch(/ok +Discord +off; to turn it on: set DISCORD_TOKEN/);
  });

  it("doctor asks each platform that is set up, and is not well where one refuses", async () => {
    const discord = await startDiscord();
    const env = { DISCORD_TOKEN: "wrong.token.here", DISCORD_API_URL: discord.apiUrl, CORPUS: "nowhere.txt" };
    const { code, output } = await run(["doctor"], env);
    expect(code).toBe(1);
    expect(output).toMatch(/FAIL +listing .*; to repair it: give CORPUS/);
    expect(output).toMatch(/FAIL +Discord token +401; to repair it: copy the bot's token/);
    expect(output).not.toContain("wrong.token.here");
    await discord.stop();
  });
});

describe("serving", () => {
  it("runs every platform that is set up, says when it is ready, and leaves with 0 when told to stop", async () => {
    const [slack, discord] = await Promise.all([startSlack(), startDiscord()]);
    const env = {
      ...{ SLACK_BOT_TOKEN: slack.botToken, SLACK_APP_TOKEN: slack.appToken, SLACK_API_URL: slack.apiUrl },
      ...{ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl, CORPUS: resolve("data/trending-papers.txt") },
    };
    const { said, stop, ended } = start([], env);
    await expect.poll(() => said.error).toContain('"platforms":["slack","discord"],"msg":"ready"');
    const user = slack.addUser();
    const answer = await slack.slash("about", { user, channel: slack.addChannel() }).message();
    expect(JSON.stringify(answer.blocks)).toContain("Paperboy");
    stop();
    expect(await ended).toBe(0);
    expect(said.output).toBe("");
    await Promise.all([slack.stop(), discord.stop()]);
  });

  it("stops with one line and a code where a platform refuses its token, and leaves nothing running", async () => {
    const discord = await startDiscord();
    const env = { DISCORD_TOKEN: "wrong.token.here", DISCORD_API_URL: discord.apiUrl, LOG_LEVEL: "silent" };
    const { code, error } = await run([], env);
    expect(code).toBe(2);
    expect(error.trimEnd().split("\n")).toHaveLength(1);
    expect(error).toContain("DISCORD_TOKEN");
    await discord.stop();
  });
});

import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { startDiscord } from "./fakes/discord/index.ts";
import { startSlack } from "./fakes/slack/index.ts";
import { runHere, startHere } from "./process.ts";

describe("the command line", () => {
  it("answers one command and gives its exit code", async () => {
    expect(await runHere(["show", "#9999"])).toMatchObject({ code: 2, output: "" });
    const { code, output, error } = await runHere(["search", "grokking", "--json", "--limit", "1"]);
    expect({ code, error }).toEqual({ code: 0, error: "" });
    expect(JSON.parse(output)).toMatchObject({ rank: 1 });
  });

  it("answers the commands of its input, and exits with the highest code", async () => {
    const { code, output, error } = await runHere(["-"], { input: "about\nshow #9999\nabout\n" });
    expect(code).toBe(2);
    expect(output.match(/Paperboy/g)).toHaveLength(2);
    expect(error).toContain("#9999");
  });

  it("says what the operator must repair in one line, with its exit code", async () => {
    const { code, output, error } = await runHere(["about"], { env: { CORPUS: "nowhere.txt" } });
    expect({ code, output }).toEqual({ code: 2, output: "" });
    expect(error.trimEnd().split("\n")).toHaveLength(1);
    expect(error).toContain("nowhere.txt");
  });

  it("refuses to serve nothing, and says what could be served", async () => {
    const { code, error } = await runHere([]);
    expect(code).toBe(2);
    expect(error).toMatch(/nothing to serve.*SLACK_BOT_TOKEN.*DISCORD_TOKEN/);
  });
});

describe("the operator's commands", () => {
  it("are the adapters' own: the manifest of Slack, the invitation to Discord", async () => {
    const manifest = await runHere(["slack", "manifest"]);
    expect(JSON.parse(manifest.output)).toMatchObject({ display_information: { name: "Paperboy" } });
    expect(await runHere(["discord", "invite"])).toMatchObject({ code: 2, output: "" });
    const discord = await startDiscord();
    const env = { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl };
    expect((await runHere(["discord", "invite"], { env })).output).toContain("https://discord.com/oauth2/authorize?");
    await discord.stop();
  });

  it("need all their words: another line is a search", async () => {
    expect((await runHere(["slack", "manifestos"])).output).toContain("slack manifestos");
  });

  it("doctor says what is off and how to turn it on, and is well", async () => {
    const { code, output } = await runHere(["doctor"]);
    expect(code).toBe(0);
    expect(output).toMatch(/ok +listing +119 papers/);
    expect(output).toMatch(/ok +database +SQLite in /);
    expect(output).toMatch(/ok +Slack +off; to turn it on: set SLACK_BOT_TOKEN/);
    expect(output).toMatch(/ok +Discord +off; to turn it on: set DISCORD_TOKEN/);
  });

  it("doctor asks each platform that is set up, and is not well where one refuses", async () => {
    const discord = await startDiscord();
    const env = { DISCORD_TOKEN: "wrong.token.here", DISCORD_API_URL: discord.apiUrl, CORPUS: "nowhere.txt" };
    const { code, output } = await runHere(["doctor"], { env });
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
    const { said, stop, ended } = startHere([], { env });
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
    const { code, error } = await runHere([], { env });
    expect(code).toBe(2);
    expect(error.trimEnd().split("\n")).toHaveLength(1);
    expect(error).toContain("DISCORD_TOKEN");
    await discord.stop();
  });
});

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { runHere, runPaperboy } from "./process.ts";

const folder = mkdtempSync(join(tmpdir(), "paperboy-main-"));
afterAll(() => rmSync(folder, { recursive: true }));

const hit = z.strictObject({
  rank: z.number(),
  id: z.string(),
  number: z.number(),
  title: z.string(),
  score: z.number().nullable(),
});
const lines = (output: string): unknown[] =>
  output
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as unknown);

describe("a one-shot", () => {
  it("answers a search for people", async () => {
    const { code, output, error } = await runPaperboy(["low-rank", "adapters"]);
    expect(code).toBe(0);
    expect(error).toBe("");
    expect(output).toContain("Low-Rank Adaptation");
    expect(output).not.toContain("\u001b");
  });

  it("answers in JSON, one hit a line, ranks from 1, at most the limit", async () => {
    const { code, output } = await runHere(["search", "gradient descent", "--json", "--limit", "3"]);
    expect(code).toBe(0);
    expect(
      z
        .array(hit)
        .parse(lines(output))
        .map(({ rank }) => rank),
    ).toEqual([1, 2, 3]);
  });

  it("gives ten hits where nobody asked for another number", async () => {
    expect(lines((await runHere(["gradient", "--json"])).output)).toHaveLength(10);
    expect(lines((await runHere(["trending", "--json", "--limit", "100"])).output)).toHaveLength(100);
  });

  it("says score null where there is none", async () => {
    const { output } = await runHere(["has:code", "--json", "--limit", "2"]);
    expect(
      z
        .array(hit)
        .parse(lines(output))
        .map(({ score }) => score),
    ).toEqual([null, null]);
  });

  it("prints no line where nothing was found, and that is an answer", async () => {
    expect(await runHere(["sourdough starter recipe", "--json"])).toEqual({ code: 0, output: "", error: "" });
  });

  const gone = { DATABASE_URL: "postgres://nobody@127.0.0.1:1/none", SECRET_KEY: "x".repeat(32) };
  const goneLine = /^PostgreSQL at 127\.0\.0\.1:1\/none does not answer[^\n]*; meanwhile the listing alone answers\n$/;

  it.each(["search grokking", "show #1", "similar tasks", "trending", "grokking"])(
    "answers %s from the listing where the database is gone, and says so in one line",
    async (line) => {
      const { code, output, error } = await runHere(line.split(" "), { env: gone });
      expect({ code, error }).toEqual({ code: 0, error: expect.stringMatching(goneLine) as string });
      expect(output).not.toBe("");
    },
  );

  it("fails where the database is gone and the listing lacks what is to be shown", async () => {
    const { code, output, error } = await runHere(["show", "anything"], { env: gone });
    expect({ code, output }).toEqual({ code: 1, output: "" });
    expect(error.split("does not answer")).toHaveLength(3);
  });

  it("asks no database for what needs no papers", async () => {
    expect(await runHere(["help"], { env: gone })).toMatchObject({ code: 0, error: "" });
  });

  it("shows one paper as one object", async () => {
    const { code, output } = await runHere(["show", "#1", "--json"]);
    expect(code).toBe(0);
    expect(lines(output)).toEqual([
      {
        id: "fast-model-editing-at-scale",
        number: 1,
        title: "Fast Model Editing at Scale",
        abstract: expect.stringContaining("MEND") as unknown,
        links: [{ kind: "project", url: "https://sites.google.com/view/mend-editing" }],
        acronyms: ["MEND"],
        authors: ["Eric Mitchell", "Charles Lin", "Antoine Bosselut", "Chelsea Finn", "Christopher D. Manning"],
        arxiv: "2110.11309",
        venue: "ICLR 2022",
        url: "https://arxiv.org/abs/2110.11309",
      },
    ]);
  });

  it.each([
    [["show", "#9999"], "#9999"],
    [["similar", "#9999"], "#9999"],
    [["search"], "needs QUERY"],
    [["x".repeat(501)], "500"],
    [["search", "x", "--limit", "0"], "--limit"],
    [["search", "x", "--limit", "101"], "--limit"],
    [["search", "x", "--limit"], "--limit"],
    [["search", "x", "--colour"], "--colour"],
    [["search", "x", "--json=1"], "--json=1"],
    [["search", "--queries=", "--json"], "--queries"],
    [["help", "simliar"], "“simliar”"],
    [["help", "--json"], "--json"],
    [["help", "--limit", "3"], "--limit"],
    [["search", "--queries", "no-such-file.txt", "--json"], "no-such-file.txt"],
    [["trending", "--queries", "x.txt", "--json"], "--queries"],
  ])("%j is a mistake: exit 2, nothing on standard output, at most 6 lines with an example", async (words, named) => {
    const { code, output, error } = await runHere(words);
    expect(code).toBe(2);
    expect(output).toBe("");
    expect(error).toContain(named);
    expect(error).toContain("Try:");
    expect(error.trimEnd().split("\n").length).toBeLessThanOrEqual(6);
  });

  it("answers a file of queries with exactly one line each, blank ones too", async () => {
    const file = join(folder, "queries.txt");
    writeFileSync(
      file,
      ["grokking", "", "   ", `${"long ".repeat(120)}`, '"unbalanced', "sourdough starter recipe", "MEND"].join("\r\n"),
    );
    const { code, output } = await runHere(["search", "--queries", file, "--json", "--limit", "2"]);
    expect(code).toBe(0);
    const answers = z
      .array(z.strictObject({ q: z.string(), hits: z.array(hit), error: z.string().optional() }))
      .parse(lines(output));
    expect(answers.map(({ q }) => q.slice(0, 12))).toEqual([
      "grokking",
      "",
      "",
      "long long lo",
      '"unbalanced',
      "sourdough st",
      "MEND",
    ]);
    expect(answers.map(({ hits }) => hits.length > 0)).toEqual([true, false, false, false, false, false, true]);
    expect(answers[3]?.error).toContain("500");
    expect(answers.filter(({ error }) => error !== undefined)).toHaveLength(1);
  });
});

describe("commands on standard input", () => {
  it("answers each line, and exits with the highest code", async () => {
    const { code, output, error } = await runPaperboy(["-"], {
      input: "grokking --json --limit 1\n\nshow #9999\nabout\n",
    });
    expect(code).toBe(2);
    expect(output).toContain('"rank":1');
    expect(output).toContain("Paperboy");
    expect(error).toContain("#9999");
  });

  it("exits 0 where every line was answered, also without a last line end", async () => {
    expect((await runHere(["-"], { input: "grokking\nabout" })).code).toBe(0);
  });
});

describe("the set-up", () => {
  it.each([
    [{ PORT: "eighty" }, "PORT"],
    [{ PORT: "0x50" }, "PORT"],
    [{ PORT: "65536" }, "PORT"],
    [{ DATABASE_URL: "mysql://root:hunter2@localhost/x" }, "DATABASE_URL"],
    [{ SLACK_BOT_TOKEN: "xoxb-hunter2" }, "SLACK_APP_TOKEN"],
    [{ SLACK_BOT_TOKEN: "hunter2", SLACK_APP_TOKEN: "xapp-1" }, "SLACK_BOT_TOKEN"],
    [{ SMTP_URL: "smtp://hunter2" }, "SMTP_URL"],
    [{ LOG_LEVEL: "loud" }, "LOG_LEVEL"],
    [{ CORPUS: "/no/such/listing.txt" }, "/no/such/listing.txt"],
  ])("%j stops a one-shot with one line that names it and no secret", async (env, named) => {
    const { code, output, error } = await runHere(["grokking"], { env });
    expect(code).toBe(2);
    expect(output).toBe("");
    expect(error).toContain(named);
    expect(error).not.toContain("hunter2");
    expect(error.trimEnd().split("\n")).toHaveLength(1);
  });

  it("takes an empty value for an unset one, and the environment before .env", async () => {
    writeFileSync(join(folder, ".env"), "LOG_LEVEL=loud\nCORPUS=nowhere.txt\n");
    expect((await runHere(["grokking"], { folder })).code).toBe(2);
    expect(
      (
        await runHere(["grokking"], {
          folder,
          env: { LOG_LEVEL: "error", CORPUS: resolve("data/trending-papers.txt") },
        })
      ).code,
    ).toBe(0);
    writeFileSync(join(folder, ".env"), "LOG_LEVEL=\n");
    expect((await runHere(["grokking"], { folder, env: { CORPUS: "" } })).code).toBe(0);
  });

  it("says that there is nothing to serve without a terminal and without tokens", async () => {
    const { code, output, error } = await runPaperboy([]);
    expect({ code, output }).toEqual({ code: 2, output: "" });
    expect(error).toContain("nothing to serve");
  });

  it("refuses a damaged listing by file and line", async () => {
    writeFileSync(join(folder, "damaged.txt"), "A title\nIts abstract\n\nAn abstract without title\n");
    const { code, error } = await runHere(["grokking"], { folder, env: { CORPUS: "damaged.txt", LOG_LEVEL: "" } });
    expect(code).toBe(2);
    expect(error).toMatch(/damaged\.txt.*line 3/);
  });
});

it("leaves with 2 where the words are a mistake", async () => {
  expect(await runPaperboy(["show", "#9999"])).toMatchObject({ code: 2, output: "" });
});

it("ends quietly where the reader closed the pipe", async () => {
  const child = spawn("sh", ["-c", `"${process.execPath}" src/main.ts trending --limit 100 | head -n 1; exit 0`], {
    env: { PATH: process.env["PATH"] },
  });
  let error = "";
  child.stderr.on("data", (piece: Buffer) => (error += piece.toString()));
  await new Promise((done) => child.on("close", done));
  expect(error).toBe("");
});

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { PassThrough } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import { afterAll, describe, expect, it } from "vitest";
import { withDeadlines } from "../with-deadlines.ts";
import { openPrompt } from "#adapters/console/prompt.ts";
import { createTestBot } from "../../bot.ts";

const folder = mkdtempSync(join(tmpdir(), "paperboy-prompt-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** The prompt on streams of the test's own. */
async function open() {
  const input = new PassThrough();
  const output = Object.assign(new PassThrough(), { columns: 80 });
  let raw = "";
  output.on("data", (piece: Buffer) => (raw += piece.toString()));
  const prompt = openPrompt(await createTestBot(), { input, output, colour: false });
  const until = async (wanted: string | RegExp): Promise<string> => {
    for (;;) {
      const seen = stripVTControlCharacters(raw);
      if (typeof wanted === "string" ? seen.includes(wanted) : wanted.test(seen)) return seen;
      await new Promise((again) => output.once("data", again));
    }
  };
  return { prompt, input, until, shown: () => raw };
}

describe("the prompt", () => {
  it("completes a command, and a paper by its title, with Tab", async () => {
    const { prompt, input, until } = await open();
    input.write("tren\t");
    await until("paperboy> trending ");
    input.write("\u0015show without backp\t");
    await until("show gradients-without-backpropagation");
    await prompt.stop();
  });

  it("completes what was begun, in any case, and never takes away what was typed", async () => {
    const { prompt, input, until } = await open();
    input.write("SHOW Fast Mo\t");
    await until("SHOW fast-model-editing-at-scale");
    input.write("\u0015show iterative\t");
    input.write("\t");
    await until("accelerated-training-through-iterative");
    input.write("!");
    await until("show iterative!");
    await prompt.stop();
  });

  it("takes words for a search where no button has their number", async () => {
    const { prompt, input, until } = await open();
    input.write("57\r");
    await until("Gradients without Backpropagation #57");
    await prompt.stop();
  });

  it("prints a log line above what is being typed, and what is typed stays", async () => {
    const { prompt, input, until } = await open();
    input.write("low-rank");
    await until("paperboy> low-rank");
    prompt.printAbove('{"level":"warn"}\n');
    expect(await until(/\{"level":"warn"\}\n.*paperboy> low-rank$/s)).toContain("low-rank");
    await prompt.stop();
  });

  it("clears the line on Ctrl-C, and stops on Ctrl-C on an empty line", async () => {
    const { prompt, input, until } = await open();
    input.write("half a thought");
    await until("half a thought");
    input.write("\u0003");
    await until("^C");
    input.write("\u0003");
    await prompt.closed;
  });

  it.each(["\u0004", "quit\r", "exit\r"])("stops on %j", async (typed) => {
    const { prompt, input } = await open();
    input.write(typed);
    await prompt.closed;
  });

  it("answers what was asked before it stops", async () => {
    const { prompt, input, until } = await open();
    input.write("grokking\rquit\r");
    await prompt.closed;
    expect(await until("Grokfast")).toContain("Papers on “grokking”");
  });

  it("posts an edition while it is open, and not afterwards", async () => {
    const { prompt, until } = await open();
    const platform = withDeadlines(prompt.platform);
    const channel = { platform: "console", workspace: "console", id: "local" } as const;
    const edition = { blocks: [{ kind: "text", text: ["Good morning"] }], outcome: "answered", summary: "" } as const;
    expect(await platform.post(channel, edition, "k1")).toMatchObject({ state: "sent" });
    await until("Good morning");
    await prompt.stop();
    expect(await platform.post(channel, edition, "k2")).toMatchObject({ state: "not posted, retry" });
  });
});

/** The real process on a pseudo-terminal of util-linux' `script`. */
function atTerminal() {
  const child = spawn("script", ["-qefc", `exec ${process.execPath} ${resolve("src/main.ts")}`, "/dev/null"], {
    cwd: folder,
    env: { PATH: process.env["PATH"], TERM: "xterm" },
    detached: true,
  });
  let raw = "";
  child.stdout.on("data", (piece: Buffer) => (raw += piece.toString()));
  return {
    child,
    closed: new Promise<number | null>((done) => child.on("close", done)),
    until: async (wanted: string) => {
      while (!stripVTControlCharacters(raw).includes(wanted))
        await new Promise((again) => child.stdout.once("data", again));
    },
  };
}

describe("npm start at a terminal", () => {
  it("answers and exits 0 on Ctrl-D", async () => {
    const { child, closed, until } = atTerminal();
    await until("paperboy> ");
    child.stdin.write("mend\r");
    await until("Fast Model Editing at Scale");
    child.stdin.write("\u0004");
    expect(await closed).toBe(0);
  });

  it("exits 0 on Ctrl-C on an empty line", async () => {
    const { child, closed, until } = atTerminal();
    await until("paperboy> ");
    child.stdin.write("\u0003");
    expect(await closed).toBe(0);
  });

  it("exits 0 on SIGTERM", async () => {
    const { closed, until, child } = atTerminal();
    await until("paperboy> ");
    const pids = spawn("pgrep", ["-P", String(child.pid)]);
    let found = "";
    for await (const piece of pids.stdout) found += String(piece);
    process.kill(Number(found.trim().split("\n")[0]), "SIGTERM");
    expect(await closed).toBe(0);
  });
});

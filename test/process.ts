import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { PassThrough } from "node:stream";
import { onTestFinished } from "vitest";
import { runCommandLine } from "#src/command-line.ts";

export interface Ran {
  readonly code: number | null;
  readonly output: string;
  readonly error: string;
}

/** What a command is given: an environment of its own, its standard input, and a folder (an empty one unless told). */
export interface Given {
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  readonly folder?: string;
}

/** Begins the program's work in this process, which is ten times as fast as a process of its own; `stop` is the signal. */
export function startHere(words: readonly string[], { env = {}, input = "", folder }: Given = {}) {
  const cwd = folder ?? mkdtempSync(join(tmpdir(), "paperboy-test-"));
  if (folder === undefined) onTestFinished(() => rmSync(cwd, { recursive: true, force: true }));
  const streams = { input: new PassThrough(), output: new PassThrough(), error: new PassThrough() };
  const said = { output: "", error: "" };
  for (const name of ["output", "error"] as const) {
    streams[name].on("data", (piece: Buffer) => (said[name] += piece.toString()));
  }
  streams.input.end(input);
  const { promise: stopped, resolve: stop } = Promise.withResolvers<void>();
  return { said, stop, ended: runCommandLine(words, { env, cwd, stopped, ...streams }) };
}

/** Does what `runPaperboy` does, in this process. */
export async function runHere(words: readonly string[], given: Given = {}): Promise<Ran> {
  const { said, ended } = startHere(words, given);
  return { code: await ended, ...said };
}

const main = resolve(import.meta.dirname, "../src/main.ts");

/** Runs the real process and waits for its end. */
export async function runPaperboy(words: readonly string[], options: Given = {}): Promise<Ran> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), "paperboy-test-"));
  const child = spawn(process.execPath, [main, ...words], {
    cwd: folder,
    env: { PATH: process.env["PATH"], ...options.env },
    stdio: ["pipe", "pipe", "pipe"],
  });
  child.stdin.on("error", () => undefined);
  child.stdin.end(options.input ?? "");
  const [output, error, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((done) => child.on("close", done)),
  ]);
  if (options.folder === undefined) rmSync(folder, { recursive: true });
  return { code, output, error };
}

async function text(stream: NodeJS.ReadableStream): Promise<string> {
  let all = "";
  stream.setEncoding("utf8");
  for await (const piece of stream) all += String(piece);
  return all;
}

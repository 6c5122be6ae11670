import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

export interface Ran {
  readonly code: number | null;
  readonly output: string;
  readonly error: string;
}

const main = resolve(import.meta.dirname, "../src/main.ts");

/** Runs the real process in an empty folder with an environment of its own, gives it `input`, and waits for its end. */
export async function runPaperboy(
  words: readonly string[],
  options: { env?: Readonly<Record<string, string>>; input?: string; folder?: string } = {},
): Promise<Ran> {
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

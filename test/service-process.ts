import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

/** A real service, started in a folder of its own, its log read line by line. */
export interface RunningService {
  readonly child: ChildProcess;
  readonly folder: string;
  /** The lines of standard error so far. */
  readonly log: readonly string[];
  /** Resolves with the first line of the log, from now or before, that contains this; rejects where the process ends first. */
  logged(part: string): Promise<string>;
  /** Ends it with a signal and gives its exit code. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

const main = resolve(import.meta.dirname, "../src/main.ts");

/** Starts `src/main.ts` without words and without a terminal, in its own process group. */
export function startService(
  env: Readonly<Record<string, string>>,
  folder = mkdtempSync(join(tmpdir(), "paperboy-service-")),
): RunningService {
  const child = spawn(process.execPath, [main], {
    cwd: folder,
    env: { PATH: process.env["PATH"], ...env },
    stdio: ["ignore", "ignore", "pipe"],
    detached: true,
  });
  const log: string[] = [];
  const waiting = new Set<() => void>();
  const closed = new Promise<number | null>((done) => child.on("close", done));
  createInterface({ input: child.stderr }).on("line", (line) => {
    log.push(line);
    for (const look of waiting) look();
  });
  return {
    child,
    folder,
    log,
    logged: (part) =>
      new Promise((found, failed) => {
        const look = () => {
          const line = log.find((known) => known.includes(part));
          if (line === undefined) return;
          waiting.delete(look);
          found(line);
        };
        waiting.add(look);
        void closed.then((code) =>
          failed(new Error(`the service ended (${String(code)}) before it logged “${part}”:\n${log.join("\n")}`)),
        );
        look();
      }),
    end: async (signal) => {
      child.kill(signal);
      const code = await closed;
      rmSync(folder, { recursive: true, force: true });
      return code;
    },
  };
}

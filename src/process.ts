import { runCommandLine } from "./command-line.ts";

/** Work in hand is finished within 10 s of a signal; then the process leaves whatever still hangs. */
const LEAVE_WITHIN_MS = 11_000;

/** Runs the program in this process: its words, streams, signals and exit code. */
export async function runProcess(): Promise<void> {
  // A reader that closed the pipe (`| head`) has seen enough: that is no failure.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EPIPE") process.exit(0);
      if (stream === process.stdout) {
        process.stderr.write(`standard output cannot be written (${error.code ?? "unknown error"})\n`);
      }
      process.exit(1);
    });
  }
  process.exitCode = await runCommandLine(process.argv.slice(2), {
    env: process.env,
    cwd: process.cwd(),
    input: process.stdin,
    output: process.stdout,
    error: process.stderr,
    stopped: signalled(),
    stopping: () => void setTimeout(() => process.exit(process.exitCode ?? 0), LEAVE_WITHIN_MS).unref(),
  });
  // A terminal that is still read from would hold the process.
  process.stdin.destroy();
}

/** Listened for before anything is shown: a signal may come with the first prompt. */
function signalled(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.once(signal, () => resolve());
  });
}

// The one gate: format, lint, types, dependency rules, unused exports, tests. Each check counts as one; the last line is "N passed, N failed".
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What is known of files that did not change since the last run. */
const cache = "node_modules/.cache";
const checks: [name: string, command: string, ...args: string[]][] = [
  ["lint", "eslint", "--max-warnings", "0", "."],
  ["types", "tsc", "--incremental", "--tsBuildInfoFile", `${cache}/types.tsbuildinfo`],
  ["format", "prettier", "--check", "--cache", "--cache-location", `${cache}/format`, "--log-level", "warn", "."],
  ["dependency rules", "depcruise", "--no-progress", "src", "adapters", "test"],
  ["unused exports", "node", "test/unused-exports.ts"],
];

let passed = 0;
let failed = 0;
const folder = mkdtempSync(join(tmpdir(), "paperboy-report-"));
// Tests wait for real leases and minutes: the checks run meanwhile, one after the other.
await Promise.all([runChecks(), runTests()]);
rmSync(folder, { recursive: true });
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

async function runChecks(): Promise<void> {
  for (const [name, command, ...args] of checks) {
    const started = Date.now();
    const { code, output } = await run(command, args);
    count(code === 0 ? 1 : 0, code === 0 ? 0 : 1);
    console.log(`${output}${code === 0 ? "ok" : "FAILED"}: ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  }
}

async function runTests(): Promise<void> {
  const report = join(folder, "tests.json");
  const args = ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const { code } = await run("vitest", args, { stdio: "inherit" });
  const result = readReport(report);
  count(result.numPassedTests, result.numFailedTests);
  // A file that fails to load, or an error outside a test, fails the run though no test of it is counted.
  if (code !== 0 && result.numFailedTests === 0) count(0, 1);
}

/** Runs it to its end. What it prints is collected, unless it inherits our own output. */
function run(
  command: string,
  args: readonly string[],
  { stdio = "pipe" }: { readonly stdio?: "pipe" | "inherit" } = {},
) {
  const child = spawn(command, args, { stdio: ["ignore", stdio, stdio] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (piece: string) => {
      output += piece;
    });
  }
  return new Promise<{ readonly code: number | null; readonly output: string }>((done) => {
    child.on("error", (error) => done({ code: null, output: `${error.message}\n` }));
    child.on("close", (code) => done({ code, output }));
  });
}

function count(more: number, fewer: number): void {
  passed += more;
  failed += fewer;
}

function readReport(report: string): { numPassedTests: number; numFailedTests: number } {
  try {
    return JSON.parse(readFileSync(report, "utf8")) as { numPassedTests: number; numFailedTests: number };
  } catch (error) {
    console.error(`no test report: ${String(error)}`);
    return { numPassedTests: 0, numFailedTests: 0 };
  }
}

// The one gate: format, lint, types, dependency rules, unused exports, tests. Each check counts as one; the last line is "N passed, N failed".
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const checks: [name: string, command: string, ...args: string[]][] = [
  ["format", "prettier", "--check", "--log-level", "warn", "."],
  ["lint", "eslint", "--max-warnings", "0", "."],
  ["types", "tsc"],
  ["dependency rules", "depcruise", "--no-progress", "src", "adapters", "test"],
  ["unused exports", "node", "test/unused-exports.ts"],
];

let passed = 0;
let failed = 0;
for (const [name, command, ...args] of checks) {
  const started = Date.now();
  const { status, error } = spawnSync(command, args, { stdio: "inherit" });
  if (error) console.error(error.message);
  count(status === 0 ? 1 : 0, status === 0 ? 0 : 1);
  console.log(`${status === 0 ? "ok" : "FAILED"}: ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
}

const folder = mkdtempSync(join(tmpdir(), "paperboy-report-"));
const report = join(folder, "tests.json");
const tests = spawnSync("vitest", ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`], {
  stdio: "inherit",
});
const result = readReport();
count(result.numPassedTests, result.numFailedTests);
// A file that fails to load, or an error outside a test, fails the run though no test of it is counted.
if (tests.status !== 0 && result.numFailedTests === 0) count(0, 1);
rmSync(folder, { recursive: true });

console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

function count(more: number, fewer: number): void {
  passed += more;
  failed += fewer;
}

function readReport(): { numPassedTests: number; numFailedTests: number } {
  try {
    return JSON.parse(readFileSync(report, "utf8")) as { numPassedTests: number; numFailedTests: number };
  } catch (error) {
    console.error(`no test report: ${String(error)}`);
    return { numPassedTests: 0, numFailedTests: 0 };
  }
}

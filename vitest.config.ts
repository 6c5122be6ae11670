import { defineConfig } from "vitest/config";
import { patience, slowness } from "./test/patience.ts";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: "test/shared-postgres.ts",
    env: { TEST_SLOWNESS: String(slowness) },
    // A file's modules are loaded once a worker, not once a file: half of the run's work was loading them.
    isolate: false,
    // Kills and days wait for real leases and minutes most of their time: others run meanwhile.
    maxWorkers: 4,
    // Tests start real processes and servers; on a small machine they share two cores.
    testTimeout: patience(60_000),
    hookTimeout: patience(60_000),
    expect: { poll: { timeout: patience() } },
  },
});

import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Kills and days wait for real leases and minutes most of their time: others run meanwhile.
    maxWorkers: 4,
    // Tests start real processes and servers; on a small machine they share two cores.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});

import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Tests start real processes and servers; on a small machine they share two cores.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});

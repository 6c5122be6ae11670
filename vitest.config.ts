import { tmpdir } from "node:os";
import { join } from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { defineConfig } from "vitest/config";
import { patience, slowness } from "./test/patience.ts";

/** What waits for real leases and minutes, or works longest: it begins first, and the others run meanwhile. */
const LONGEST = [
  ...["torture/kills", "daily/end-to-end", "digest/simulation", "torture/outages", "adapters/discord/platform"],
  ...["adapters/slack/posting", "faults/slack", "faults/discord", "test/service"],
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const at = LONGEST.findIndex((name) => moduleId.includes(`${name}.test.ts`));
      return at === -1 ? LONGEST.length : at;
    };
    return (await super.sort(files)).toSorted((a, b) => place(a) - place(b));
  }
}

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: "test/shared-postgres.ts",
    env: {
      TEST_SLOWNESS: String(slowness),
      // Processes that tests start compile our modules once, not each.
      NODE_COMPILE_CACHE: join(tmpdir(), "node-compile-cache"),
    },
    // A file's modules are loaded once a worker, not once a file: half of the run's work was loading them.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    maxWorkers: 4,
    // Tests start real processes and servers; on a small machine they share two cores.
    testTimeout: patience(60_000),
    hookTimeout: patience(60_000),
    expect: { poll: { timeout: patience() } },
  },
});

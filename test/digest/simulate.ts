// npm run simulate -- --seed N --days D --channels C [--seeds K] [--story]: runs K seeds from N on. Where a promise is
// broken it prints the shortest story that it finds for that seed, and exits 1.
import { parseArgs } from "node:util";
import { SharedDatabase } from "./simulation/database.ts";
import { simulate, type Outcome } from "./simulation/run.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    seeds: { type: "string", default: "1" },
    days: { type: "string", default: "30" },
    channels: { type: "string", default: "5" },
    story: { type: "boolean", default: false },
  },
});
const database = await SharedDatabase.open();
const days = Number(values.days);
const channels = Number(values.channels);
const first = Number(values.seed);
let posted = 0;
let deaths = 0;

for (let seed = first; seed < first + Number(values.seeds); seed++) {
  const outcome = await simulate(database, seed, { days, channels });
  posted += outcome.posted;
  deaths += outcome.deaths;
  if (values.story) console.log(outcome.story().join("\n"));
  if (outcome.violations.length > 0) {
    printStory(seed, await shortest(seed, outcome));
    process.exit(1);
  }
}
console.log(`kept: ${values.seeds} seeds from ${first}, ${posted} editions posted, ${deaths} deaths`);

/** The same seed in a smaller world often breaks the same promise sooner. */
async function shortest(seed: number, found: Outcome): Promise<Outcome> {
  let best = found;
  for (let size = 1; size < days * channels; size++) {
    for (let fewer = 1; fewer <= Math.min(size, channels); fewer++) {
      const smaller = await simulate(database, seed, { days: Math.ceil(size / fewer), channels: fewer });
      const [violation] = smaller.violations;
      if (violation !== undefined && smaller.story(violation.channel).length < told(best)) best = smaller;
    }
    if (size > 12) break;
  }
  return best;
}

function told(outcome: Outcome): number {
  return outcome.story(outcome.violations[0]?.channel).length;
}

function printStory(seed: number, outcome: Outcome): void {
  const [violation] = outcome.violations;
  for (const line of outcome.story(violation?.channel)) console.log(line);
  console.log(`seed ${seed}: ${violation?.channel}: ${violation?.what}`);
}

import { describe, expect, it } from "vitest";
import { patience } from "../patience.ts";
import { findSeed, mutations, size } from "./mutations.ts";
import { SharedDatabase } from "./simulation/database.ts";
import { simulate } from "./simulation/run.ts";

/** By hand there are more: `npm run simulate -- --seeds 10000`. */
const seeds = 100;

describe("the simulation", () => {
  it(
    `keeps every promise in ${seeds} seeds, with faults, deaths and jumps of the clock`,
    { timeout: patience(300_000) },
    async () => {
      const database = await SharedDatabase.open();
      let posted = 0;
      let deaths = 0;
      for (let seed = 1; seed <= seeds; seed++) {
        const outcome = await simulate(database, seed, size);
        const told = `seed ${seed} (node test/digest/simulate.ts --seed ${seed} --days ${size.days} --channels ${size.channels})`;
        expect(outcome.violations, told).toEqual([]);
        posted += outcome.posted;
        deaths += outcome.deaths;
      }
      // A world in which little happens proves little.
      expect(posted).toBeGreaterThan(2 * seeds);
      expect(deaths).toBeGreaterThan(2 * seeds);
    },
  );

  it("tells the same story for the same seed", async () => {
    const database = await SharedDatabase.open();
    const first = await simulate(database, 7, size);
    const between = await simulate(database, 8, size);
    const second = await simulate(database, 7, size);
    expect(second.story()).toEqual(first.story());
    expect(between.story()).not.toEqual(first.story());
  });

  it.each(mutations)("finds $what by seed $seed", { timeout: patience(120_000) }, (mutation) => {
    expect(findSeed(mutation, { from: mutation.seed, seeds: 1 })?.seed).toBe(mutation.seed);
  });
});

// Prints how well search does on judged collections: npm run eval -- FILE… (also .json.gz)
import { fileURLToPath } from "node:url";
import { evaluate, mean, readCollection, table, type Outcome } from "./measure.ts";

/** nDCG@10 with the floor and without. */
type Level = Readonly<Record<"floor" | "open", number>>;

/** What a collection of this name must reach: below it the exit code is 1. */
const levels: Readonly<Record<string, Level>> = { scifact: { floor: 0.69, open: 0.695 } };

const own = fileURLToPath(new URL("trending-dev.json", import.meta.url));
const files = process.argv.slice(2);

for (const file of files.length === 0 ? [own] : files) {
  const collection = await readCollection(file);
  console.log(`${collection.name}: ${collection.papers.length} papers, ${collection.queries.length} queries\n`);
  const outcomes = await evaluate(collection);
  console.log(table(outcomes));
  const level = levels[collection.name];
  if (level) checkLevel(outcomes, level);
}
console.log(
  "nDCG's gain is the judged grade, as in trec_eval. Floor: with it, what users get; without it, the ranking alone.",
);

function checkLevel(outcomes: Readonly<Record<keyof Level, readonly Outcome[]>>, level: Level): void {
  for (const side of ["floor", "open"] as const) {
    const reached = mean(outcomes[side], ({ ndcg }) => ndcg);
    const isReached = reached >= level[side];
    if (!isReached) process.exitCode = 1;
    const at = `nDCG@10 ${side === "floor" ? "with" : "without"} the floor is ${reached.toFixed(4)}`;
    console.log(`${isReached ? "ok" : "FAILED"}: ${at}, at least ${level[side]} is wanted`);
  }
}

// Prints how well search does on judged collections: npm run eval -- FILE… (also .json.gz)
import { fileURLToPath } from "node:url";
import { evaluate, readCollection, table } from "./measure.ts";

const own = fileURLToPath(new URL("trending-dev.json", import.meta.url));
const files = process.argv.slice(2);

for (const file of files.length === 0 ? [own] : files) {
  const collection = await readCollection(file);
  console.log(`${collection.name}: ${collection.papers.length} papers, ${collection.queries.length} queries\n`);
  console.log(table(await evaluate(collection)));
}
console.log(
  "nDCG's gain is the judged grade, as in trec_eval. Floor: with it, what users get; without it, the ranking alone.",
);

// Tunes the ranking's weights on the dev judgments by folds: npm run tune. What a fold reports, it was not tuned on.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { DEFAULT_WEIGHTS, type Weights } from "../../src/search/weights.ts";
import { aligned, evaluate, mean, readCollection, type Judged, type Outcome } from "./measure.ts";

const foldCount = 5;
const splitFile = fileURLToPath(new URL("folds.json", import.meta.url));
const splitSchema = z.object({ seed: z.string(), folds: z.array(z.array(z.string())) });

const collection = await readCollection(fileURLToPath(new URL("trending-dev.json", import.meta.url)));
const folds = readSplit(collection.queries, "paperboy");
const tried = await tryAll(candidates());

const heldOut: Outcome[] = [];
for (const [number, fold] of folds.entries()) {
  const chosen = best(tried, (outcome) => !fold.includes(outcome.query.id));
  console.log(`fold ${number + 1}, chosen on the others: ${described(chosen.weights)}`);
  heldOut.push(...chosen.outcomes.filter((outcome) => fold.includes(outcome.query.id)));
}
const chosen = best(tried, () => true);
console.log(`on all: ${described(chosen.weights)}; in use: ${described(DEFAULT_WEIGHTS)}\n`);

const inUse = tried[0]?.outcomes ?? [];
const columns = { "held out": heldOut, "tuned on all": chosen.outcomes, "in use": inUse };
const kinds = [...new Set(collection.queries.map((query) => query.kind))];
console.log(
  aligned([
    ["nDCG@10 (negative: answered with nothing)", ...Object.keys(columns)],
    ...kinds.map((kind) => [kind, ...Object.values(columns).map((outcomes) => score(outcomes, kind).toFixed(3))]),
    ["mean of kinds", ...Object.values(columns).map((outcomes) => total(outcomes).toFixed(3))],
  ]),
);

interface Tried {
  readonly weights: Weights;
  readonly outcomes: readonly Outcome[];
}

/** The weights in use first: they win where others are only as good. */
function candidates(): Weights[] {
  const grid = [DEFAULT_WEIGHTS];
  for (const title of [1, 2, 3])
    for (const inTitle of [0.1, 0.3, 0.6])
      for (const relative of [0, 0.3, 0.5])
        for (const relevantWords of [1, 1.2, 1.5])
          grid.push({ ...DEFAULT_WEIGHTS, title, inTitle, relative, relevantWords });
  return grid;
}

async function tryAll(grid: readonly Weights[]): Promise<Tried[]> {
  const results: Tried[] = [];
  for (const weights of grid) results.push({ weights, outcomes: (await evaluate(collection, weights)).floor });
  return results;
}

function best(results: readonly Tried[], isIn: (outcome: Outcome) => boolean): Tried {
  const scored = results.map((result) => ({ result, score: total(result.outcomes.filter(isIn)) }));
  const first = scored.reduce((winner, next) => (next.score > winner.score + 1e-9 ? next : winner));
  return first.result;
}

/** Every kind counts the same, however many its queries. */
function total(outcomes: readonly Outcome[]): number {
  const own = [...new Set(outcomes.map((outcome) => outcome.query.kind))];
  return own.reduce((sum, kind) => sum + score(outcomes, kind), 0) / own.length;
}

function score(outcomes: readonly Outcome[], kind: string): number {
  return mean(
    outcomes.filter((outcome) => outcome.query.kind === kind),
    (outcome) => (kind === "negative" ? (outcome.nothing ? 1 : 0) : outcome.ndcg),
  );
}

function described({ title, inTitle, relative, relevantWords }: Weights): string {
  return `title ${title}, inTitle ${inTitle}, relative ${relative}, relevant words ${relevantWords}`;
}

/** The committed split; made anew where there is none: every kind dealt out in the order of a hash. */
function readSplit(queries: readonly Judged[], seed: string): string[][] {
  if (!existsSync(splitFile)) {
    const dealt: string[][] = Array.from({ length: foldCount }, () => []);
    const order = (query: Judged) => query.kind + createHash("sha256").update(`${seed} ${query.id}`).digest("hex");
    for (const [at, query] of queries.toSorted((a, b) => (order(a) < order(b) ? -1 : 1)).entries())
      dealt[at % foldCount]?.push(query.id);
    writeFileSync(splitFile, `${JSON.stringify({ seed, folds: dealt }, undefined, 2)}\n`);
  }
  return splitSchema.parse(JSON.parse(readFileSync(splitFile, "utf8"))).folds;
}

import { createReadStream, existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { createGunzip } from "node:zlib";
import MiniSearch from "minisearch";
import { z } from "zod";
import { type Paper } from "#src/corpus/index.ts";
import { createEngine } from "#src/search/index.ts";
import { aligned, paperOf } from "../eval/measure.ts";
import { loadCorpus } from "../listing.ts";

const listing = new URL("../../data/trending-papers.txt", import.meta.url).pathname;
const many = join(process.cwd(), "../shared/eval/arxiv-30k.jsonl.gz");
const document = z.object({ id: z.string(), title: z.string(), abstract: z.string() });

/** Queries of each form, and how often each is asked: often where it is cheap, so that p99 is more than one pause. */
const queryCount = 50;
const roundsOf = (papers: readonly Paper[]) => (papers.length > 1_000 ? 2 : 20);

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/** Search with everything on beside plain MiniSearch (title and abstract, its own defaults), on growing listings. */
export async function bench(): Promise<void> {
  const { papers } = await loadCorpus(listing);
  const all = existsSync(many) ? await readMany(many) : [];
  if (all.length === 0)
    console.log("Skipped 1,000, 10,000 and 30,000 papers: there is no ../shared/eval/arxiv-30k.jsonl.gz.");
  const rows = [["papers", "what", "Paperboy", "MiniSearch", "ratio"]];
  for (const some of [
    papers,
    ...[1_000, 10_000, 30_000].filter((size) => size <= all.length).map((size) => all.slice(0, size)),
  ])
    rows.push(...(await compare(some)));
  console.log(aligned(rows));
}

async function compare(papers: readonly Paper[]): Promise<string[][]> {
  const plain = await built(async () => plainSearch(papers));
  const own = await built(async () => {
    const engine = await createEngine(papers);
    return async (query: string) => void (await engine.search(query, { limit: 10 }));
  });
  const forms = [
    ["short", shortQueries(papers)],
    ["sentence", sentenceQueries(papers)],
  ] as const;
  const rows: string[][] = [
    row(papers.length, "build", own.ms, plain.ms, "ms"),
    row("", "memory", own.megabytes, plain.megabytes, "MB"),
  ];
  for (const [form, queries] of forms) {
    const [ours, theirs] = await timed(queries, roundsOf(papers), own.search, plain.search);
    for (const percent of [50, 99])
      rows.push(row("", `${form} p${percent}`, percentile(ours, percent), percentile(theirs, percent), "ms"));
  }
  return rows;
}

type Search = (query: string) => Promise<void>;

async function built(build: () => Promise<Search>): Promise<{ search: Search; ms: number; megabytes: number }> {
  const before = heap();
  const started = performance.now();
  const search = await build();
  const ms = performance.now() - started;
  return { search, ms, megabytes: (heap() - before) / 1024 / 1024 };
}

function heap(): number {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

async function plainSearch(papers: readonly Paper[]): Promise<Search> {
  const mini = new MiniSearch<Paper>({ fields: ["title", "abstract"] });
  mini.addAll(papers);
  return async (query) => void mini.search(query).slice(0, 10);
}

/** Milliseconds of every search, the two in turn so that both meet the same machine; the first round warms up. */
async function timed(
  queries: readonly string[],
  rounds: number,
  ours: Search,
  theirs: Search,
): Promise<[number[], number[]]> {
  const times: [number[], number[]] = [[], []];
  for (let round = 0; round <= rounds; round++) {
    for (const query of queries) {
      for (const [side, search] of [ours, theirs].entries()) {
        const started = performance.now();
        await search(query);
        if (round > 0) times[side]?.push(performance.now() - started);
      }
    }
  }
  return times;
}

function shortQueries(papers: readonly Paper[]): string[] {
  return spread(papers).map(({ title }, at) =>
    title
      .split(/\s+/)
      .filter((word) => word.length > 3)
      .slice(0, 2 + (at % 2))
      .join(" "),
  );
}

/** The second sentence of an abstract. */
function sentenceQueries(papers: readonly Paper[]): string[] {
  return spread(papers).map(({ abstract }) => (abstract.split(". ")[1] ?? abstract).slice(0, 300));
}

function spread(papers: readonly Paper[]): Paper[] {
  return papers.filter((_, at) => at % Math.max(1, Math.floor(papers.length / queryCount)) === 0).slice(0, queryCount);
}

function percentile(times: readonly number[], percent: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? NaN;
}

function row(papers: number | string, what: string, ours: number, theirs: number, unit: string): string[] {
  return [
    String(papers),
    what,
    `${ours.toFixed(2)} ${unit}`,
    `${theirs.toFixed(2)} ${unit}`,
    (ours / theirs).toFixed(2),
  ];
}

async function readMany(file: string): Promise<Paper[]> {
  const papers: Paper[] = [];
  for await (const line of createInterface({ input: createReadStream(file).pipe(createGunzip()) }))
    papers.push(paperOf(document.parse(JSON.parse(line)), papers.length));
  return papers;
}

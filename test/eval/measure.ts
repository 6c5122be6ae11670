import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { gunzipSync } from "node:zlib";
import { z } from "zod";
import { foldTitle, type Paper } from "#src/corpus/index.ts";
import { createEngine } from "../../src/search/engine.ts";
import { DEFAULT_WEIGHTS, type Weights } from "../../src/search/weights.ts";
import { loadCorpus } from "../listing.ts";

export interface Judged {
  readonly id: string;
  readonly kind: string;
  readonly text: string;
  /** A typing error's clean form. */
  readonly clean?: string;
  /** Grade by paper: its id in the collection, or its number in the listing. */
  readonly grades: ReadonlyMap<string, number>;
}

export interface Collection {
  readonly name: string;
  readonly papers: readonly Paper[];
  readonly queries: readonly Judged[];
  /** What the judgments call a paper. */
  readonly keyOf: (paper: Paper) => string;
}

/** What came of one query; `undefined` where nothing is judged relevant. */
export interface Outcome {
  readonly query: Judged;
  readonly ndcg: number;
  readonly mrr: number;
  readonly recall: number;
  /** Was the first hit a relevant one? */
  readonly first: boolean;
  readonly nothing: boolean;
  /** nDCG of the clean form of a query with typing errors. */
  readonly cleanNdcg?: number;
}

const grades = z.record(z.string(), z.number());
const collectionFile = z.object({
  name: z.string(),
  docs: z.array(z.object({ id: z.string(), title: z.string(), abstract: z.string() })),
  queries: z.array(z.object({ id: z.string(), text: z.string() })),
  qrels: z.record(z.string(), grades),
});
const judgmentsFile = z.object({
  queries: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      q: z.string(),
      relevant: grades,
      clean: z.string().optional(),
    }),
  ),
});

const listing = new URL("../../data/trending-papers.txt", import.meta.url).pathname;

/** Reads a collection with its own docs, or judgments of the embedded corpus. Throws where the file is neither. */
export async function readCollection(file: string): Promise<Collection> {
  const bytes = await readFile(file);
  const json: unknown = JSON.parse((file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8"));
  const whole = collectionFile.safeParse(json);
  if (whole.success) {
    const { name, docs, queries, qrels } = whole.data;
    return {
      name,
      papers: docs.map(paperOf),
      queries: queries.map(({ id, text }) => {
        return { id, kind: "all", text, grades: new Map(Object.entries(qrels[id] ?? {})) };
      }),
      keyOf: (paper) => paper.id,
    };
  }
  const { queries } = judgmentsFile.parse(json);
  return {
    name: basename(file),
    papers: (await loadCorpus(listing)).papers,
    queries: queries.map(({ id, kind, q, relevant, clean }) => {
      return {
        id,
        kind,
        text: q,
        grades: new Map(Object.entries(relevant)),
        ...(clean === undefined ? {} : { clean }),
      };
    }),
    keyOf: (paper) => String(paper.number),
  };
}

/** A document of a collection as a paper. */
export function paperOf(document: { id: string; title: string; abstract: string }, at: number): Paper {
  return {
    ...document,
    number: at + 1,
    aliases: [foldTitle(document.title)],
    links: [],
    acronyms: [],
    source: "collection",
  };
}

/** Every query's outcome, with the floor and without. */
export async function evaluate(
  { papers, queries, keyOf }: Collection,
  weights: Weights = DEFAULT_WEIGHTS,
): Promise<{ floor: Outcome[]; open: Outcome[] }> {
  const engine = await createEngine(papers, weights);
  const byTitle = new Map(papers.map((paper) => [foldTitle(paper.title), paper]));

  async function keys(query: Judged, text: string, floor: boolean): Promise<string[]> {
    const source = query.kind === "similar" ? byTitle.get(foldTitle(text)) : undefined;
    if (query.kind === "similar" && source === undefined) throw new Error(`no paper has the title of ${query.id}`);
    const { hits } = source
      ? await engine.similar(source, { limit: 100 })
      : await engine.search(text, { limit: 100, onlyRelevant: floor });
    return hits.map((hit) => keyOf(hit.paper));
  }

  async function outcome(query: Judged, floor: boolean): Promise<Outcome> {
    const found = await keys(query, query.text, floor);
    return {
      query,
      ...measures(found, query.grades),
      nothing: found.length === 0,
      ...(query.clean === undefined
        ? {}
        : { cleanNdcg: measures(await keys(query, query.clean, floor), query.grades).ndcg }),
    };
  }

  const outcomes = { floor: new Array<Outcome>(), open: new Array<Outcome>() };
  for (const query of queries) {
    // A search text is at most 500 characters; a collection may ask more.
    const asked = { ...query, text: [...query.text].slice(0, 500).join("") };
    outcomes.floor.push(await outcome(asked, true));
    outcomes.open.push(await outcome(asked, false));
  }
  return outcomes;
}

/** nDCG@10 with the grade as gain, MRR@10, recall@100 and whether the first hit is relevant. */
export function measures(
  found: readonly string[],
  judged: ReadonlyMap<string, number>,
): Pick<Outcome, "ndcg" | "mrr" | "recall" | "first"> {
  const gains = found.map((key) => judged.get(key) ?? 0);
  const ideal = [...judged.values()].sort((a, b) => b - a);
  const rank = gains.slice(0, 10).findIndex((gain) => gain > 0);
  const relevant = ideal.filter((grade) => grade > 0).length;
  return {
    ndcg: relevant === 0 ? 0 : discounted(gains) / discounted(ideal),
    mrr: rank === -1 ? 0 : 1 / (rank + 1),
    recall: relevant === 0 ? 0 : gains.slice(0, 100).filter((gain) => gain > 0).length / relevant,
    first: (gains[0] ?? 0) > 0,
  };
}

function discounted(gains: readonly number[]): number {
  return gains.slice(0, 10).reduce((total, gain, at) => total + gain / Math.log2(at + 2), 0);
}

/** The mean of what `value` gives, over the outcomes of one kind. */
export function mean(outcomes: readonly Outcome[], value: (outcome: Outcome) => number): number {
  return outcomes.reduce((total, outcome) => total + value(outcome), 0) / outcomes.length;
}

const columns: readonly [title: string, value: (outcome: Outcome) => number][] = [
  ["nDCG@10", (outcome) => outcome.ndcg],
  ["MRR@10", (outcome) => outcome.mrr],
  ["recall@100", (outcome) => outcome.recall],
  ["first", (outcome) => (outcome.first ? 1 : 0)],
  ["clean nDCG@10", (outcome) => outcome.cleanNdcg ?? NaN],
  ["difference", (outcome) => outcome.ndcg - (outcome.cleanNdcg ?? NaN)],
  ["nothing", (outcome) => (outcome.nothing ? 1 : 0)],
];

/** The outcomes kind by kind, each with the floor and without. */
export function table(outcomes: { floor: readonly Outcome[]; open: readonly Outcome[] }): string {
  const rows = [["kind", "queries", "floor", ...columns.map(([title]) => title)]];
  for (const [kind, floor] of Map.groupBy(outcomes.floor, (outcome) => outcome.query.kind)) {
    const open = outcomes.open.filter((outcome) => outcome.query.kind === kind);
    const isJudged = floor.some((outcome) => outcome.query.grades.size > 0);
    for (const [label, some] of [["on", floor] as const, ["off", open] as const]) {
      const cells = columns.map(([title, value]) => {
        if (!isJudged && title !== "nothing") return "";
        const number = mean(some, value);
        return Number.isNaN(number) ? "" : number.toFixed(3);
      });
      rows.push([label === "on" ? kind : "", label === "on" ? String(floor.length) : "", label, ...cells]);
    }
  }
  return `${aligned(rows)}\n`;
}

/** Rows as columns, the first row a heading. */
export function aligned(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
  return [lines[0], widths.map((width) => "-".repeat(width)).join("  "), ...lines.slice(1)].join("\n");
}

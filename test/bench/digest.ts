import { spawnSync } from "node:child_process";
import { closeSync, existsSync, fsyncSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { gunzipSync } from "node:zlib";
import { z } from "zod";
import { createTopicMatcher, filedUnder, parseTopic, readPaper, termFrequency } from "#src/channels/index.ts";
import { createCorpus, type Corpus, type Paper } from "#src/corpus/index.ts";
import { createDigest } from "#src/digest/index.ts";
import type { Platform } from "#src/platform/index.ts";
import { memoryButtonStore } from "#src/reply/index.ts";
import { termsOf } from "#src/search/index.ts";
import { openStore, type Store } from "#src/store/index.ts";
import { systemTime } from "#src/time.ts";
import { startPostgres } from "../fakes/postgres.ts";
import { libraryOver } from "../library.ts";
import { loadCorpus } from "../listing.ts";

const channels = Number(process.env["BENCH_CHANNELS"] ?? 100_000);
/** A workspace takes four calls at a time. */
const channelsOfAWorkspace = 10;
const minute = 60_000;

/** Editions of 5 papers for 100,000 channels due in the same minute, on each database; and topics matched. */
export async function bench(): Promise<void> {
  if (process.argv[3] === undefined) {
    const corpus = await loadCorpus("data/trending-papers.txt");
    matchTopics(corpus.papers);
    for (const dialect of ["sqlite", "postgres"]) {
      // A process each, so that the memory is its own.
      spawnSync(process.execPath, [process.argv[1] ?? "", "digest", dialect], { stdio: "inherit" });
    }
    return;
  }
  const dataDir = mkdtempSync(join(tmpdir(), "paperboy-bench-"));
  const server = process.argv[3] === "postgres" ? await startPostgres({ durable: true }) : undefined;
  const databaseUrl = await server?.createDatabase();
  const store = await openStore({ dataDir, databaseUrl, log: { warn: () => undefined }, time: systemTime });
  try {
    await deliver(store, await loadCorpus("data/trending-papers.txt"), dataDir);
  } finally {
    await store.close();
    await server?.stop();
    rmSync(dataDir, { recursive: true });
  }
}

/** Topics of two neighbouring words of titles, against 200 papers that none of them was taken from. */
function matchTopics(listing: readonly Paper[]): void {
  const papers = existsSync(many) ? arxivPapers() : listing;
  const others = papers.slice(Math.min(200, papers.length / 2));
  const frequency = termFrequency({ papers: others });
  const words = others
    .flatMap(({ title }) => title.match(/[A-Za-z]{4,}/g) ?? [])
    .filter((word) => termsOf(word).length > 0);
  const topics = Array.from({ length: 100_000 }, (_, at) => {
    const topic = parseTopic([0, 1].map((next) => words[(at * 7 + next) % words.length]).join(" "));
    return { topic, filedUnder: filedUnder(topic, frequency) };
  });
  const read = Array.from({ length: 200 }, (_, at) => papers[at % (papers.length - others.length)] ?? listing[0])
    .filter((paper) => paper !== undefined)
    .map((paper, at) => readPaper({ ...paper, id: `${at}` }));
  const matcher = createTopicMatcher(topics);
  const began = performance.now();
  const matches = matcher.match(read).length;
  const ms = Math.round(performance.now() - began);
  const source = papers === listing ? "the listing" : "arXiv";
  console.log(`100,000 topics x 200 papers of ${source}: ${matches} matches in ${ms} ms`);
}

const many = join(process.cwd(), "../shared/eval/arxiv-30k.jsonl.gz");
const line = z.object({ id: z.string(), title: z.string(), abstract: z.string() });

function arxivPapers(): Paper[] {
  const lines = gunzipSync(readFileSync(many)).toString("utf8").trim().split("\n").slice(0, 10_000);
  return lines.map((text, at) => ({
    ...line.parse(JSON.parse(text)),
    aliases: [],
    number: at + 1,
    links: [],
    acronyms: [],
    source: "arxiv",
  }));
}

async function deliver(store: Store, corpus: Corpus, dataDir: string): Promise<void> {
  const now = Date.now();
  const zones = Intl.supportedValuesOf("timeZone")
    .filter((_, at) => at % 20 === 0)
    .slice(0, 20);
  // What every topic catches: five papers that were not there when they were made.
  const fresh = Array.from({ length: 5 }, (_, at): Paper => ({
    ...freshCopy(corpus.papers[at] as Paper),
    id: `fresh-${at}`,
    title: `Fresh subject ${at} of editing`,
  }));
  let listed = corpus;
  const library = libraryOver({ corpus: () => listed, store: async () => store });
  await library.takeIn();
  await seed(store, await library.newestAt(store.db), now, zones);
  listed = createCorpus([...fresh, ...corpus.papers], "fresh");

  let posted = 0;
  let done: () => void = () => undefined;
  const all = new Promise<void>((resolve) => (done = resolve));
  const platform: Platform = {
    name: "slack",
    canPost: async () => "yes",
    find: async () => "unknown",
    post: async (_channel, _edition, key) => {
      if (++posted === channels) done();
      return { state: "sent", ref: { message: key } };
    },
  };
  const digest = createDigest({
    store,
    library,
    platforms: () => [platform],
    payloadLimit: () => 2_000,
    buttons: memoryButtonStore(),
    time: systemTime,
    random: Math.random,
    log: { info: () => undefined, warn: console.warn, error: console.error },
  });
  const delay = monitorEventLoopDelay({ resolution: 1 });
  let peak = 0;
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 200);
  const fsyncs = watchFsync(dataDir);
  delay.enable();
  const began = performance.now();
  await digest.tick();
  const planned = performance.now() - began;
  await all;
  await digest.idle();
  const took = performance.now() - began;
  delay.disable();
  clearInterval(watch);
  const slowest = fsyncs.stop();
  const { count } = await store.db
    .selectFrom("edition")
    .select((row) => row.fn.countAll<number>().as("count"))
    .where("state", "=", "sent")
    .executeTakeFirstOrThrow();
  const rate = (ms: number) => Math.round(channels / (ms / 1_000)).toLocaleString("en");
  console.log(
    [
      `${store.dialect}: ${count} of ${channels} sent in ${(took / 1_000).toFixed(1)} s (${rate(took)}/s)`,
      `planned in ${(planned / 1_000).toFixed(1)} s (${rate(planned)}/s)`,
      `event-loop delay p50 ${(delay.percentile(50) / 1e6).toFixed(0)} p99.9 ${(delay.percentile(99.9) / 1e6).toFixed(0)} max ${(delay.max / 1e6).toFixed(0)} ms`,
      `memory ${Math.round(peak / 1e6)} MB`,
      `slowest fsync ${slowest.toFixed(0)} ms`,
    ].join("; "),
  );
}

/** The same paper, but for what names it. */
function freshCopy({ arxiv: _arxiv, doi: _doi, ...paper }: Paper): Paper {
  return { ...paper, aliases: [] };
}

/** Channels with a topic each, all due a moment ago. */
async function seed(store: Store, newAfter: number, now: number, zones: readonly string[]): Promise<void> {
  const due = Math.floor(now / minute) * minute;
  const { canonical, typed } = parseTopic("editing fresh");
  for (let at = 0; at < channels; at += 1_000) {
    const keys = Array.from({ length: 1_000 }, (_, index) => at + index);
    const workspace = (index: number) => `slack:T${Math.floor(index / channelsOfAWorkspace)}`;
    await store.db.transaction().execute(async (trx) => {
      await trx
        .insertInto("channel")
        .values(
          keys.map((index) => ({
            key: `${workspace(index)}:C${index}`,
            workspace: workspace(index),
            daily: 1,
            at: "09:00",
            zone: zones[index % zones.length] ?? "UTC",
            days: "every day",
            count: 5,
            content: "everything" as const,
            nothing_new: "stay quiet" as const,
            managers: 0,
            next_due_at: due,
            caught_up_to: newAfter,
            said_used_up: 0,
          })),
        )
        .execute();
      await trx
        .insertInto("subscription")
        .values(
          keys
            .filter((index) => index % 2 === 0)
            .map((index) => ({
              channel: `${workspace(index)}:C${index}`,
              canonical,
              typed,
              filed_under: "fresh",
              made_by: "Ada",
              made_at: now,
              new_after: newAfter,
            })),
        )
        .execute();
    });
  }
}

/** What the disk itself takes: a byte written and synced every half second, beside the database. */
function watchFsync(folder: string): { stop(): number } {
  const file = openSync(join(folder, "fsync"), "w");
  let slowest = 0;
  const timer = setInterval(() => {
    const began = performance.now();
    writeSync(file, "x");
    fsyncSync(file);
    slowest = Math.max(slowest, performance.now() - began);
  }, 500);
  return {
    stop: () => {
      clearInterval(timer);
      closeSync(file);
      return slowest;
    },
  };
}

import { createCorpus, type Corpus, type Paper } from "#src/corpus/index.ts";
import { createDigest, type Digest } from "#src/digest/index.ts";
import type { ChannelRef, Notice, Platform, Posted, PostedRef } from "#src/platform/index.ts";
import { memoryButtonStore, type Reply } from "#src/reply/index.ts";
import type { Store } from "#src/store/index.ts";
import { systemTime } from "#src/time.ts";
import type { Library } from "#src/library/index.ts";
import type { Engine } from "#src/search/index.ts";
import { libraryOver } from "../library.ts";

/** A paper that says these words. */
export function aPaper(number: number, words: string, more: Partial<Paper> = {}): Paper {
  const title = `Paper ${number} on ${words}`;
  return {
    id: `paper-${number}`,
    aliases: [title.toLowerCase(), `arxiv:2611.${String(number).padStart(5, "0")}`],
    number,
    title,
    abstract: `We study ${words}. It is the paper with number ${number}.`,
    links: [],
    acronyms: [],
    source: "listing",
    ...more,
  };
}

/** A listing of papers numbered from `first`, about other things by turns. */
export function aListing(count: number, version = `v${count}`): Corpus {
  const subjects = ["model editing", "low-rank adapters", "diffusion sampling", "graph transformers"];
  const papers = Array.from({ length: count }, (_, at) => aPaper(at + 1, subjects[at % subjects.length] ?? ""));
  return createCorpus(papers, version);
}

export interface Post {
  readonly channel: ChannelRef;
  readonly edition: Reply;
  readonly key: string;
}

export interface ScriptedPlatform extends Platform {
  /** Every call of `post`, in order. */
  readonly posts: readonly Post[];
  /** Every call of `find`, in order. */
  readonly finds: readonly { readonly key: string; readonly since: Date }[];
  /** What the next calls of `post` answer; when none is left: sent. */
  readonly answers: (Posted | Promise<Posted>)[];
  readonly found: (PostedRef | "absent" | "unknown" | Promise<PostedRef | "absent" | "unknown">)[];
  letIn: "yes" | Notice;
}

export function scriptedPlatform(name: Platform["name"] = "slack"): ScriptedPlatform {
  const posts: Post[] = [];
  const finds: { key: string; since: Date }[] = [];
  const platform: ScriptedPlatform = {
    name,
    posts,
    finds,
    answers: [],
    found: [],
    letIn: "yes",
    canPost: async () => platform.letIn,
    post: async (channel, edition, key) => {
      posts.push({ channel, edition, key });
      return (
        platform.answers.shift() ?? { state: "sent", ref: { message: `m${posts.length}`, url: "https://x.example/1" } }
      );
    },
    find: async (_channel, key, since) => {
      finds.push({ key, since });
      return platform.found.shift() ?? "absent";
    },
  };
  return platform;
}

export interface World {
  readonly platform: ScriptedPlatform;
  readonly digest: Digest;
  readonly library: Library;
  /** What was logged as an error. */
  readonly errors: unknown[];
  /** Milliseconds; both the clock and what the timers measure. */
  now: number;
  corpus: Corpus;
  /** Moves time on and ticks, until nothing is in flight. */
  pass(ms: number): Promise<void>;
}

/** The digest with real parts but for time, which only `pass` moves, and a platform that answers as it is told. */
export function createWorld(
  opened: Store,
  { now, corpus, engine }: { readonly now: number; readonly corpus: Corpus; readonly engine?: Engine },
): World {
  const platform = scriptedPlatform();
  // PostgreSQL's own clock would not move: the statements are its, the time is the test's.
  const store = { ...opened, now: async () => world.now };
  const library = libraryOver({ corpus: () => world.corpus, store: async () => store, ...(engine && { engine }) });
  const world = {
    platform,
    library,
    errors: new Array<unknown>(),
    now,
    corpus,
    digest: undefined as unknown as Digest,
    pass: async (ms: number) => {
      world.now += ms;
      await world.digest.tick();
      await world.digest.idle();
    },
  };
  world.digest = createDigest({
    store,
    library,
    platforms: () => [platform],
    buttons: memoryButtonStore(),
    payloadLimit: () => 100,
    random: () => 0,
    log: { info: () => undefined, warn: () => undefined, error: (fields: unknown) => void world.errors.push(fields) },
    time: {
      now: () => world.now,
      elapsedMs: () => world.now - now,
      wait: (_ms, signal) =>
        new Promise((resolve) => {
          if (signal?.aborted) return resolve();
          signal?.addEventListener("abort", () => resolve());
        }),
      turn: () => systemTime.turn(),
    },
  });
  return world;
}

export const here: ChannelRef = { platform: "slack", workspace: "T1", id: "C1" };

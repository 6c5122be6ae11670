// One line of the product that keeps a promise, broken in a copy. `node test/digest/mutations.ts` names the first seed
// that finds each.
import { spawnSync } from "node:child_process";
import { cpSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Mutation {
  readonly what: string;
  readonly file: string;
  /** Stands once in the file. */
  readonly line: string;
  readonly broken: string;
  /** A seed that finds it. */
  readonly seed: number;
}

export const size = { days: 2, channels: 3 } as const;

export const mutations: readonly Mutation[] = [
  {
    what: "a claim that hands out a row leased to another worker",
    file: "src/digest/claim.ts",
    line: "${state} = 'planned' and ${actAt} <= ${now} and due_at",
    broken: "${state} in ('planned', 'sending') and due_at",
    seed: 2,
  },
  {
    what: "a post in doubt that is looked for at once",
    file: "src/digest/settle.ts",
    line: 'state: "sending", tries, actAt: fence',
    broken: 'state: "sending", tries, actAt: now',
    seed: 73,
  },
  {
    what: "papers that do not count as shown",
    file: "src/digest/freeze.ts",
    line: "await saveShown(trx, fresh);",
    broken: "",
    seed: 1,
  },
  {
    what: "a result saved over somebody else's claim",
    file: "src/digest/settle.ts",
    line: "and edition.state = 'sending' and edition.act_at = result.fence",
    broken: "",
    seed: 268,
  },
  {
    what: "a failed edition that keeps its papers",
    file: "src/digest/give-back.ts",
    line: "if (papers.length + leftOut > 0) {",
    broken: "if (papers.length > 99) {",
    seed: 8,
  },
  {
    what: "topics that do not look again where an edition failed",
    file: "src/digest/give-back.ts",
    line: "then ${caught_from} else caught_up_to end",
    broken: "then caught_up_to else caught_up_to end",
    seed: 18,
  },
  {
    what: "a call that starts when its lease is over",
    file: "src/digest/delivery.ts",
    line: "if (time.elapsedMs() - beganAt > LEASE_MS - CALL_TIMEOUT_MS)",
    broken: "if (time.elapsedMs() < 0)",
    seed: 195,
  },
  {
    what: "what cannot be found is posted again",
    file: "src/digest/delivery.ts",
    line: 'found === "unknown" ? { kind: "uncertain" }',
    broken: 'found === "unknown" ? { kind: "absent" }',
    seed: 25,
  },
];

/** The first of these seeds that finds a mutation, with what the simulation printed; undefined where none does. */
export function findSeed(
  { file, line, broken }: Mutation,
  { from, seeds }: { readonly from: number; readonly seeds: number },
): { readonly seed: number; readonly story: string } | undefined {
  const root = process.cwd();
  // The same folder each time: what was compiled there is compiled no more.
  const copy = join(tmpdir(), `paperboy-mutation-${process.pid}`);
  try {
    for (const part of ["src", "adapters", "test/digest", "test/library.ts", "test/listing.ts", "package.json"])
      cpSync(join(root, part), join(copy, part), { recursive: true });
    symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
    const text = readFileSync(join(copy, file), "utf8");
    if (text.split(line).length !== 2) throw new Error(`${file} does not hold this line once: ${line}`);
    writeFileSync(
      join(copy, file),
      text.replace(line, () => broken),
    );
    const arguments_ = ["--seed", from, "--seeds", seeds, "--days", size.days, "--channels", size.channels];
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      [join(copy, "test/digest/simulate.ts"), ...arguments_.map(String)],
      { cwd: copy, encoding: "utf8" },
    );
    if (status === 0) return undefined;
    const found = /^seed (\d+): /m.exec(stdout)?.[1];
    if (found === undefined) throw new Error(`the simulation itself failed:\n${stderr}`);
    return { seed: Number(found), story: stdout };
  } finally {
    rmSync(copy, { recursive: true });
  }
}

if (import.meta.main) {
  for (const mutation of mutations) {
    const found = findSeed(mutation, { from: 1, seeds: 2_000 });
    const last = found?.story.trim().split("\n").at(-1) ?? "no seed of 2,000 finds it";
    console.log(`${mutation.what}: ${last}`);
  }
}

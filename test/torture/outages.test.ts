import { execFileSync, spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { RunningService } from "../service-process.ts";
import { openRig, until, type Rig } from "./rig.ts";
import { judge } from "./verdict.ts";

const undo: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

describe("the database gone in the middle of the posts", () => {
  it("PostgreSQL stopped and started again: nothing lost, said clearly, goes on by itself", async () => {
    const rig = await rigOn({ dialect: "postgres" });
    const service = await goThrough(rig, {
      begin: () => rig.server?.halt(),
      end: () => rig.server?.resume(),
      words: "does not answer: start it, or check the address in DATABASE_URL",
    });
    expect(await service.end("SIGTERM")).toBe(0);
  });

  it.skipIf(!mayMount())("SQLite's disk full: nothing lost, said clearly, goes on by itself", async () => {
    const dataDir = smallFileSystem();
    const rig = await rigOn({ dialect: "sqlite", dataDir });
    const ballast = join(dataDir, "ballast");
    const service = await goThrough(rig, {
      begin: () => fillWith(ballast),
      end: () => rmSync(ballast),
      words: "has no room left on its disk: nothing saved is lost",
    });
    expect(await service.end("SIGTERM")).toBe(0);
  });

  it.skipIf(!hasPrlimit())("SQLite's file may not grow: nothing lost, said clearly, goes on by itself", async () => {
    const rig = await rigOn({ dialect: "sqlite" });
    const limit = (bytes: string) => (service: RunningService) =>
      void execFileSync("prlimit", ["--pid", String(service.child.pid), `--fsize=${bytes}:`]);
    const service = await goThrough(rig, {
      begin: limit("1"),
      end: limit("unlimited"),
      words: "could not be read or written (disk error, quota or file size limit): nothing saved is lost",
    });
    expect(await service.end("SIGTERM")).toBe(0);
  });
});

interface Outage {
  readonly begin: (service: RunningService) => Promise<void> | void | undefined;
  readonly end: (service: RunningService) => Promise<void> | void | undefined;
  /** What the log says meanwhile. */
  readonly words: string;
}

/** Six editions due; the outage comes while four calls are in flight, and ends when it was told of twice. */
async function goThrough(rig: Rig, { begin, end, words }: Outage): Promise<RunningService> {
  const service = rig.start();
  const told = () => service.log.slice(-40).join("\n");
  await service.logged('"ready"');
  const answer = Promise.withResolvers<void>();
  const channels = await Promise.all(Array.from({ length: 6 }, () => rig.addChannel()));
  for (const { id } of channels) rig.gate.rule(id, { after: () => answer.promise });
  await rig.makeDue(channels);
  await until(() => rig.gate.calls.filter(({ stage }) => stage === "acted").length === 4, { told });

  await begin(service);
  answer.resolve();
  // The posts are out, and nothing of it can be saved.
  await until(() => service.log.filter((line) => line.includes(words)).length >= 2, { told });
  expect(service.child.exitCode).toBeNull();
  await end(service);
  const isSent = async (channel: (typeof channels)[number]) => (await rig.editionsOf(channel))[0]?.state === "sent";
  await until(async () => (await Promise.all(channels.map(isSent))).every(Boolean), { longestMs: 30_000, told });
  expect((await judge(rig, [])).broken).toEqual([]);
  return service;
}

async function rigOn(options: Parameters<typeof openRig>[0]): Promise<Rig> {
  const rig = await openRig(options);
  undo.push(() => rig.close());
  return rig;
}

/** A file system of its own, of 16 MB; unmounted after the test. */
function smallFileSystem(): string {
  const folder = mkdtempSync(join(tmpdir(), "paperboy-small-"));
  execFileSync("mount", ["-t", "tmpfs", "-o", "size=16m", "none", folder]);
  undo.push(() => {
    execFileSync("umount", [folder]);
    rmSync(folder, { recursive: true });
  });
  return folder;
}

function mayMount(): boolean {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return false;
  const folder = mkdtempSync(join(tmpdir(), "paperboy-mount-"));
  const isMounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=1m", "none", folder]).status === 0;
  if (isMounted) execFileSync("umount", [folder]);
  rmSync(folder, { recursive: true });
  return isMounted;
}

function hasPrlimit(): boolean {
  return process.platform === "linux" && spawnSync("prlimit", ["--version"]).status === 0;
}

/** Writes until there is no room for another byte. */
function fillWith(file: string): void {
  const open = openSync(file, "w");
  try {
    for (let size = 1_048_576; size >= 1;) {
      try {
        writeSync(open, Buffer.alloc(size));
      } catch (error) {
        if (!(error instanceof Error && "code" in error && error.code === "ENOSPC")) throw error;
        size = Math.floor(size / 2);
      }
    }
  } finally {
    closeSync(open);
  }
}

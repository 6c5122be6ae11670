import { fork, type ChildProcess, type ForkOptions } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { afterEach } from "vitest";
import type { Order, Report } from "./child.ts";

export interface Child {
  readonly process: ChildProcess;
  /** Lets it start its task; resolves with what it reports. */
  go(): Promise<Report>;
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
}

/** Call it in a `describe`: starts processes that wait to be let go, and ends those still there after each test. */
export function useChildren(): (order: Order, options?: ForkOptions) => Promise<Child> {
  const children: Child[] = [];
  afterEach(async () => {
    await Promise.all(children.splice(0).map((child) => child.kill()));
  });
  return async (order, options) => {
    const child = await start(order, options);
    children.push(child);
    return child;
  };
}

async function start(order: Order, options: ForkOptions = {}): Promise<Child> {
  const process = fork(join(import.meta.dirname, "child.ts"), [], { execArgv: [], ...options });
  const exit = once(process, "exit");
  await nextMessage(process);
  return {
    process,
    go: async () => {
      process.send(order);
      return (await nextMessage(process)) as Report;
    },
    kill: async () => {
      if (process.exitCode === null && process.signalCode === null) process.kill("SIGKILL");
      await exit;
    },
  };
}

async function nextMessage(process: ChildProcess): Promise<unknown> {
  const [first, signal] = (await Promise.race([once(process, "message"), once(process, "exit")])) as [unknown, unknown];
  if (typeof first === "number" || first === null) {
    throw new Error(`the process ended (${String(first ?? signal)}) before it reported`);
  }
  return first;
}

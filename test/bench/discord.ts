import { setImmediate } from "node:timers/promises";
import { openDiscord } from "../adapters/discord/setup.ts";
import type { FakeDiscord } from "../fakes/discord/index.ts";

const commandsAtOnce = 200;
const queries = ["low-rank adapters", "model editing", "diffusion", "gradient descent without backpropagation"];

/** 200 slash commands at once while searches run: how soon each is acknowledged (3 s are allowed) and answered. */
export async function bench(): Promise<void> {
  const { discord, close } = await openDiscord();
  let isRunning = true;
  let searches = 0;
  const searching = (async () => {
    for (; isRunning; searches += 1) {
      await discord.mention(queries[searches % queries.length] ?? "").answer();
      await setImmediate();
    }
  })();

  // The second time is counted: a service that has been running has its code compiled.
  await round(discord);
  const { acknowledged, answered } = await round(discord);
  isRunning = false;
  await searching;
  await close();

  const line = (name: string, times: number[]) =>
    `${name}: p50 ${percentile(times, 50)} ms, p99 ${percentile(times, 99)} ms`;
  console.log(`${commandsAtOnce} commands at once on Discord, searches by mentions all the while (${searches})`);
  console.log(`${line("acknowledged", acknowledged)} (to reach: p99 under 500 ms)`);
  console.log(`${line("answered", answered)} (to reach: p99 under 3000 ms)`);
}

async function round(discord: FakeDiscord): Promise<{ acknowledged: number[]; answered: number[] }> {
  const acknowledged: number[] = [];
  const answered: number[] = [];
  const started = performance.now();
  const asked = Array.from({ length: commandsAtOnce }, (_, at) =>
    discord.slash("papers search", { query: queries[at % queries.length] ?? "" }),
  );
  await Promise.all(
    asked.map(async (one) => {
      await one.next(({ kind }) => kind === "thinking");
      acknowledged.push(performance.now() - started);
      await one.answer();
      answered.push(performance.now() - started);
    }),
  );
  return { acknowledged, answered };
}

function percentile(times: readonly number[], percent: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? Number.NaN);
}

import { join } from "node:path";
import { describe, expect, inject, it } from "vitest";
import { patience } from "../patience.ts";
import { aimedKill, settleAll, type Kill, type Shot, type Window } from "./kills.ts";
import { openRig, until, type Rig } from "./rig.ts";
import { countByWindow, judge } from "./verdict.ts";

// What waits for the real lease (60 s and the 15 s of a call) waits side by side.
describe.concurrent("killed with SIGKILL", () => {
  it.each(["sqlite", "postgres"] as const)(
    "in every window, each edition is posted once on %s",
    { timeout: patience(300_000) },
    async (dialect) => {
      const rig = await openRig({ dialect, postgres: inject("postgres") });
      try {
        const kills: Kill[] = [];
        for (const [window, shots] of plan) kills.push(await aimedKill(rig, window, shots));
        await settleAll(rig, 150_000);

        const verdict = await judge(rig, kills);
        expect(verdict.broken).toEqual([]);
        // A channel whose history cannot be read: never twice, and it says that it does not know.
        expect(verdict.states).toEqual({ sent: shotsOf(plan) - 2, uncertain: 2 });
        for (const { editions } of Object.values(countByWindow(kills))) expect(editions).toBeGreaterThanOrEqual(3);
      } finally {
        await rig.close();
      }
    },
  );

  it.each([
    { killed: "ahead", left: "behind" },
    { killed: "behind", left: "ahead" },
  ] as const)(
    "of two processes on one PostgreSQL, their clocks ten minutes off, the one $killed: the one $left goes on",
    { timeout: patience(300_000) },
    async ({ killed, left }) => {
      const rig = await openRig({ dialect: "postgres", postgres: inject("postgres") });
      try {
        await shareAndTakeOver(rig, killed, left);
        expect((await judge(rig, [])).broken).toEqual([]);
      } finally {
        await rig.close();
      }
    },
  );
});

/**
 * Those that leave a doubt first: its lease runs out while the others are made. By hand there are more, at random
 * moments: `npm run torture`.
 */
const plan: readonly (readonly [Window, readonly Shot[]])[] = [
  ["call in flight", [{ acting: "acts" }, { acting: "never" }, { acting: "late" }, { acting: "acts", askable: false }]],
  ["call in flight", [{ acting: "never" }, { acting: "never", askable: false }]],
  ["sending before the call", [{}, {}, {}]],
  ["answered but not committed", [{}, {}, {}]],
  ["planned", [{}, {}, {}]],
  ["sent", [{}, {}, {}]],
];

const shotsOf = (kills: typeof plan) => kills.reduce((sum, [, shots]) => sum + shots.length, 0);

const clocks = {
  ahead: { CLOCK_OFF_MS: "600000" },
  behind: { CLOCK_OFF_MS: "-600000" },
};
const preload = join(import.meta.dirname, "clock-off.ts");

/** Twelve editions shared by two processes; then one is killed with four calls in flight and four more to do. */
async function shareAndTakeOver(rig: Rig, killed: keyof typeof clocks, left: keyof typeof clocks): Promise<void> {
  const start = (name: keyof typeof clocks) => rig.start({ ...clocks[name], NODE_OPTIONS: `--import=${preload}` });
  const [victim, survivor] = [start(killed), start(left)];
  const told = () => [...victim.log, ...survivor.log].slice(-60).join("\n");
  const started = await Promise.all([victim.logged('"ready"'), survivor.logged('"ready"')]);
  const [one = 0, two = 0] = started.map((line) => Date.parse((JSON.parse(line) as { time: string }).time));
  expect(Math.abs(one - two)).toBeGreaterThan(15 * 60_000);

  const bothWork = Promise.withResolvers<void>();
  const shared = await Promise.all(Array.from({ length: 12 }, () => rig.addChannel()));
  for (const { id } of shared) rig.gate.rule(id, { after: () => bothWork.promise });
  await rig.makeDue(shared);
  // Four calls each: more than one process makes in a workspace.
  await until(() => rig.gate.calls.filter(({ stage }) => stage === "acted").length === 8, { told });
  bothWork.resolve();
  const isSent = async (channel: (typeof shared)[number]) => (await rig.editionsOf(channel))[0]?.state === "sent";
  await until(async () => (await Promise.all(shared.map(isSent))).every(Boolean), { told });

  const held = await Promise.all(Array.from({ length: 4 }, () => rig.addChannel()));
  const never = () => new Promise<void>(() => undefined);
  for (const [at, { id }] of held.entries()) rig.gate.rule(id, at < 2 ? { after: never } : { before: never });
  const before = rig.gate.calls.length;
  process.kill(-(survivor.child.pid ?? 0), "SIGSTOP");
  await rig.makeDue(held);
  await until(() => rig.gate.calls.length === before + held.length, { told });
  const waiting = await Promise.all(Array.from({ length: 4 }, () => rig.addChannel()));
  await rig.makeDue(waiting);
  await rig.kill(victim);
  for (const { id } of held) rig.gate.rule(id, {});
  process.kill(-(survivor.child.pid ?? 0), "SIGCONT");
  // What the dead one had not begun goes out at once, what it had begun when its lease is over.
  await until(async () => (await Promise.all(waiting.map(isSent))).every(Boolean), { longestMs: 30_000, told });
  expect((await Promise.all(held.map(isSent))).some(Boolean)).toBe(false);
  await until(async () => (await Promise.all(held.map(isSent))).every(Boolean), { longestMs: 150_000, told });
}

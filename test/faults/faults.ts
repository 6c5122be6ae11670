import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, it, onTestFinished, vi } from "vitest";
import type { Bot } from "#src/platform.ts";
import { patience } from "../patience.ts";
import { startDaily, type Daily } from "./digest.ts";
import { startTime, type Time } from "./time.ts";
import { uncertain, type Opening, type Row, type Stage } from "./row.ts";

export const second = 1_000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;
export const nextPost = Date.UTC(2026, 10, 25, 9);
const eightFiftyNine = Date.UTC(2026, 10, 24, 8, 59);
/** From the claim of an edition until its message is looked for: lease and timeout (delivery.md). */
const doubtMs = 75 * second;
const afterAbsentMs = 5 * second;

export type Open<Place extends Stage> = (time: Time, bot: Bot, opening: Opening) => Promise<Place>;

export interface Scene<Place extends Stage> {
  readonly place: Place;
  readonly daily: Daily;
}

/** Plays every row: what the platform does, what becomes of the edition, what is sent next and when, what is said. */
export function describeFaults<Place extends Stage>(
  name: string,
  rows: readonly Row<Place>[],
  open: Open<Place>,
): void {
  describe(`an edition on ${name}`, () => {
    afterAll(() => process.stdout.write(countOf(name, rows)));

    it.each(rows)("is $state after $name", async (row) => {
      const { place, daily } = await begin(open, {
        timeoutMs: patience(row.timesOut ? second : 15 * second),
        inThread: row.inThread ?? false,
      });
      await row.play(place);
      await daily.pass(minute);
      // No time passes before the platform has acted (expect.poll would move it on).
      while (row.acts && place.keys().length === 0) await sleep(5);
      expect(await today(daily, place)).toEqual({ state: row.state, says: row.says });
      await row.meanwhile?.(place);
      await playNext(row, { place, daily });
      const posted = row.state === "failed" ? 0 : 1;
      expect(place.keys()).toHaveLength(posted);
      await daily.pass(nextPost - Date.now());
      // A blocked channel is asked about first.
      await daily.pass(5 * second);
      const [tomorrow] = await daily.editions(place.channel);
      if (row.nextDay === undefined) {
        expect(tomorrow).toMatchObject({ date: "2026-11-25", state: "sent" });
        expect(place.keys()).toHaveLength(posted + 1);
      } else {
        expect(tomorrow).toMatchObject({ date: "2026-11-25", state: "failed", sentence: row.nextDay });
        expect(place.keys()).toHaveLength(posted);
      }
      expect(new Set(place.keys()).size).toBe(place.keys().length);
      expect(daily.errors).toEqual([]);
    });
  });
}

/** How many rows end in each way. */
function countOf<Place extends Stage>(name: string, rows: readonly Row<Place>[]): string {
  const counts = Map.groupBy(rows, ({ state, next }) => {
    const what = next.does === "looks" ? `looked for, finding ${next.finds}` : `then ${next.does}`;
    return `${state}, ${what}`;
  });
  const each = [...counts].map(([what, { length }]) => `  ${String(length).padStart(3)} ${what}\n`);
  return `${name}: ${rows.length} faults\n${each.join("")}`;
}

/** A channel on the platform, a minute before its post. */
export async function begin<Place extends Stage>(open: Open<Place>, opening: Opening): Promise<Scene<Place>> {
  const time = startTime(eightFiftyNine);
  const daily = await startDaily(time);
  const place = await open(time, daily.bot, opening);
  onTestFinished(async () => {
    vi.useRealTimers();
    await place.stop();
    await daily.stop();
  });
  daily.serve(place.platform);
  await daily.follow(place.channel);
  await daily.pass(0);
  return { place, daily };
}

async function playNext<Place extends Stage>({ next, ...row }: Row<Place>, scene: Scene<Place>): Promise<void> {
  const { place, daily } = scene;
  const before = place.posts();
  const stands = () => today(daily, place);
  switch (next.does) {
    case "nothing":
      await daily.pass(5 * minute);
      await daily.pass(6 * hour);
      expect([place.posts(), place.lookups()]).toEqual([before, 0]);
      expect(await stands()).toEqual({ state: row.state, says: row.says });
      return;
    case "posts":
      await daily.pass(next.afterMs - 1);
      expect(place.posts()).toBe(before);
      await daily.pass(1);
      expect([place.posts(), place.lookups()]).toEqual([before + 1, 0]);
      expect(await stands()).toEqual(sent);
      return;
    case "looks":
      await daily.pass(doubtMs - 1);
      expect(place.lookups()).toBe(0);
      await daily.pass(1);
      expect(place.lookups()).toBeGreaterThan(0);
      if (next.finds === "nothing") {
        await daily.pass(afterAbsentMs - 1);
        expect(place.posts()).toBe(before);
        await daily.pass(1);
        expect(place.posts()).toBe(before + 1);
        expect(await stands()).toEqual(sent);
        return;
      }
      expect(await stands()).toEqual(next.finds === "it" ? sent : { state: "uncertain", says: uncertain(row.reason) });
      await daily.pass(6 * hour);
      expect(place.posts()).toBe(before);
  }
}

const sent = { state: "sent", says: expect.stringMatching(/^Posted 5 papers on Tue 24 November, 09:0\d\.$/) as string };

async function today(daily: Daily, { channel }: Stage): Promise<{ state: string; says: string } | undefined> {
  const edition = (await daily.editions(channel)).find(({ date }) => date === "2026-11-24");
  return edition && { state: edition.state, says: edition.sentence };
}

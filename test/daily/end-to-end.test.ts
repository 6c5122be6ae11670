import { readFileSync, writeFileSync } from "node:fs";
import { describe, it } from "vitest";
import { patience } from "../patience.ts";
import { openTown, until, zone } from "./town.ts";

const second = 1_000;
const minute = 60 * second;

/** Waits for real minutes: the two days pass side by side. */
describe.concurrent("the daily post of the real process, on Slack and on Discord", () => {
  it(
    "comes at its minute, and after a restart holds what is new in the listing",
    { timeout: patience(3 * minute) },
    async ({ expect, onTestFinished }) => {
      const town = await openTown();
      onTestFinished(() => town.close());
      const first = await town.start();
      const due = Math.ceil((Date.now() + patience(15 * second)) / minute) * minute;
      const at = new Date(due).toLocaleTimeString("en-GB", { timeZone: zone, timeStyle: "short" });
      for (const room of town.rooms) {
        expect(await room.ask("subscribe", { topics: "basket weaving" })).toContain("basket weaving");
        const chosen = await room.ask("daily", { at, zone, days: "every day" });
        expect(chosen).toContain(`every day at ${at} (${zone})`);
        expect(room.editions()).toEqual([]);
      }

      await until(() => town.rooms.every((room) => room.editions().length > 0), due - Date.now() + 20 * second);
      for (const room of town.rooms) {
        const [edition] = room.editions();
        expect(edition?.at).toBeGreaterThanOrEqual(due);
        expect(edition?.at).toBeLessThan(due + patience(15 * second));
        expect(edition?.titles).toHaveLength(5);
        expect(edition?.titles[0]).toBe("Fast Model Editing at Scale");
        expect(await room.press(edition!, "More")).toContain("Model Editor Networks using Gradient Decomposition");
      }

      const listing = readFileSync(town.listing, "utf8");
      const trending = "SubscribePaper of Today\nIt trends.\nFast Model Editing at Scale";
      const topical = "Learning to Weave\nWe let a robot learn basket weaving from a few examples.\n";
      writeFileSync(
        town.listing,
        `${listing.replace("SubscribeFast Model Editing at Scale", trending).trimEnd()}\n${topical}`,
      );
      await until(() => first.log.some((line) => line.includes("the listing was read again")), 75 * second);
      expect(await town.end(first, "SIGTERM")).toBe(0);
      town.dayGoesBy();

      await town.start();
      await until(() => town.rooms.every((room) => room.editions().length > 1), 20 * second);
      for (const room of town.rooms) {
        const [before, now, ...more] = room.editions();
        expect(more).toEqual([]);
        expect(now?.titles).toHaveLength(5);
        expect(now?.titles.slice(0, 2)).toEqual(["Learning to Weave", "Paper of Today"]);
        expect(now?.text).toContain("topic “basket weaving”");
        expect(now?.titles.filter((title) => before?.titles.includes(title))).toEqual([]);
        expect(await room.press(now!, "More")).toContain("a few examples");
        expect(await room.press(before!, "More")).toContain("Model Editor Networks using Gradient Decomposition");
        expect(await room.ask("status", {})).toMatch(/Posted 5 papers[^]*Posted 5 papers/);
      }
      expect(town.states()).toEqual(["sent", "sent", "sent", "sent"]);
    },
  );

  it(
    "is posted once where the process is killed between the post and its receipt",
    { timeout: patience(3 * minute) },
    async ({ expect, onTestFinished }) => {
      const town = await openTown();
      onTestFinished(() => town.close());
      const killed = await town.start();
      for (const room of town.rooms) {
        room.holdAnswer();
        await room.ask("daily", { action: "now" });
      }
      await until(() => town.rooms.every((room) => room.editions().length > 0), 20 * second);
      await town.end(killed, "SIGKILL");
      expect(town.states()).toEqual(["sending", "sending"]);

      await town.start();
      await until(() => town.states().every((state) => state !== "sending"), 120 * second);
      expect(town.states()).toEqual(["sent", "sent"]);
      for (const room of town.rooms) {
        expect(room.editions()).toHaveLength(1);
        expect(await room.ask("status", {})).toContain("Posted 5 papers");
        expect(await room.ask("daily", { action: "now" })).toContain("Today’s edition went out");
      }
    },
  );
});

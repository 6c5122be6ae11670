import { describe, expect, it } from "vitest";
import { claimEvent, forgetEvents } from "#src/store/index.ts";
import { useChildren } from "./children.ts";
import { dialects, useDatabases } from "./databases.ts";

describe.each(dialects)("incoming events on %s", (dialect) => {
  const databases = useDatabases(dialect);
  const startChild = useChildren();
  const event = { platform: "slack", id: "Ev1" } as const;

  it("are claimed once", async () => {
    const { db } = await databases.open();
    expect(await claimEvent(db, { ...event, claim: "a", now: 1 })).toBe(true);
    expect(await claimEvent(db, { ...event, claim: "b", now: 2 })).toBe(false);
  });

  it("are claimed again by the attempt that claimed them, whose answer was lost", async () => {
    const { db } = await databases.open();
    await claimEvent(db, { ...event, claim: "a", now: 1 });
    expect(await claimEvent(db, { ...event, claim: "a", now: 2 })).toBe(true);
    expect(await claimEvent(db, { ...event, claim: "b", now: 3 })).toBe(false);
  });

  it("of two platforms with the same id are two", async () => {
    const { db } = await databases.open();
    expect(await claimEvent(db, { ...event, claim: "a", now: 1 })).toBe(true);
    expect(await claimEvent(db, { ...event, platform: "discord", claim: "b", now: 1 })).toBe(true);
  });

  it("are forgotten when they are old, and only then", async () => {
    const { db } = await databases.open();
    const today = Date.UTC(2026, 10, 24);
    await claimEvent(db, { ...event, id: "old", claim: "a", now: today - 1 });
    await claimEvent(db, { ...event, id: "new", claim: "a", now: today });
    expect(await forgetEvents(db, today)).toBe(1);
    expect(await db.selectFrom("event").select(["id", "claimed_at"]).execute()).toEqual([
      { id: "new", claimed_at: today },
    ]);
  });

  it("delivered to two processes at once are claimed by one of them each", async () => {
    const place = await databases.place();
    const children = await Promise.all([1, 2].map(() => startChild({ task: "claim", place })));
    const reports = await Promise.all(children.map((child) => child.go()));
    expect(reports[0]!.done + reports[1]!.done).toBe(100);
  });

  it("stay claimed when the store is opened again", async () => {
    const place = await databases.place();
    const first = await databases.open(place);
    await claimEvent(first.db, { ...event, claim: "a", now: 1 });
    await first.close();
    const second = await databases.open(place);
    expect(await claimEvent(second.db, { ...event, claim: "b", now: 2 })).toBe(false);
  });
});

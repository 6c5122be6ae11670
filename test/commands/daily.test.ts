import { describe, expect, it } from "vitest";
import { createTestBot } from "../bot.ts";
import { createWorld, type World } from "../digest/world.ts";
import { openEmbeddedListing } from "../library.ts";
import { useDatabases } from "../store/databases.ts";
import { ada, labelsOf, person, talk, wordsOf, type Talk } from "./talk.ts";

const databases = useDatabases("sqlite");

interface Open {
  readonly world: World;
  readonly chat: Talk;
}

/** A channel on Tuesday, 24 November 2026, 09:00 UTC. */
async function open(): Promise<Open> {
  const store = await databases.open();
  const { corpus, engine } = await openEmbeddedListing();
  const world = createWorld(store, { now: Date.parse("2026-11-24T09:00:00Z"), corpus, engine });
  const bot = await createTestBot({
    store,
    digest: world.digest,
    platforms: [world.platform],
    now: () => new Date(world.now),
    library: world.library,
  });
  return { world, chat: talk(bot) };
}

const minutes = 60_000;

describe("daily", () => {
  it("echoes the exact schedule and the next moment in local time", async () => {
    const { chat } = await open();
    const reply = wordsOf(await chat.ask("daily count 3 weekdays at 9am new york nothing new: say so topics only"));
    expect(reply).toContain("Daily post: weekdays at 09:00 (America/New_York)");
    expect(reply).toContain("Next: Tue 24 November, 09:00 (America/New_York)");
    expect(reply).toContain("Holds: up to 3 papers, only new ones on topics");
    expect(reply).toContain("Nothing new: say so");
    expect(reply).toContain("It holds only papers on topics, and there are none here yet: subscribe");
  });

  it("is due today at a time still to come, and on its next day at one that is past", async () => {
    const { chat } = await open();
    expect(wordsOf(await chat.ask("daily at 10:01 berlin"))).toContain("Next: Tue 24 November, 10:01");
    expect(wordsOf(await chat.ask("daily at 9:59"))).toContain("Next: Wed 25 November, 09:59");
    expect(wordsOf(await chat.ask("daily at 9:59 mon"))).toContain("Next: Mon 30 November, 09:59");
  });

  it("comes once a date, and says why today's next time is passed over", async () => {
    const { world, chat } = await open();
    await chat.ask("daily at 18:30 Asia/Tokyo every day");
    await world.pass(31 * minutes);
    expect(world.platform.posts).toHaveLength(1);
    const why = "since the one of Tuesday, 24 November 2026 has come";
    expect(wordsOf(await chat.ask("daily at 21:00"))).toContain(`Next: Wed 25 November, 21:00 (Asia/Tokyo), ${why}`);
    expect(wordsOf(await chat.ask("daily at 09:00 los angeles"))).toContain(
      `Next: Wed 25 November, 09:00 (America/Los_Angeles), ${why}`,
    );
    expect(wordsOf(await chat.ask("daily at 18:00 Asia/Tokyo"))).not.toContain("since the one of");
  });

  it("takes the person's own zone where nobody chose one, and says so", async () => {
    const { chat } = await open();
    const reply = wordsOf(await chat.ask("daily on"));
    expect(reply).toContain("I take your own time zone, Europe/Berlin.");
    expect(reply).toContain("weekdays at 09:00 (Europe/Berlin)");
    const other = person("U2", { zone: "Asia/Tokyo" });
    expect(wordsOf(await chat.ask("daily at 08:00", other))).toContain("weekdays at 08:00 (Europe/Berlin)");
  });

  it("takes UTC where the platform tells no zone, or one that nobody knows, and says so", async () => {
    for (const who of [person("U2"), person("U3", { zone: "Mars/Olympus" })]) {
      const { chat } = await open();
      const reply = wordsOf(await chat.ask("daily on", who));
      expect(reply).toContain("I do not know your time zone, so I take UTC.");
      expect(reply).toContain("weekdays at 09:00 (UTC)");
      expect(wordsOf(await chat.ask("daily at 08:00", ada))).toContain("weekdays at 08:00 (UTC)");
    }
  });

  it("does not guess a zone where one is given", async () => {
    const { chat } = await open();
    const reply = wordsOf(await chat.ask("daily at 09:00 Asia/Tokyo"));
    expect(reply).not.toContain("your own time zone");
    expect(reply).toContain("Next: Wed 25 November, 09:00 (Asia/Tokyo)");
  });

  it("is changed part by part without being turned on, and turned off by a word", async () => {
    const { chat } = await open();
    const off = await chat.ask("daily count 7");
    expect(wordsOf(off)).toContain("The daily post is off here");
    expect(wordsOf(off)).toContain("up to 7 papers");
    expect(wordsOf(await chat.press("Turn on the daily post"))).toContain("The daily post is on here");
    expect(wordsOf(await chat.ask("daily every day"))).toContain("every day at 09:00");
    expect(wordsOf(await chat.ask("daily off"))).toContain("The daily post is off here");
    expect(wordsOf(await chat.ask("daily"))).toContain("off; it would come every day at 09:00");
  });

  it("alone shows what holds and changes nothing", async () => {
    const { chat } = await open();
    expect(wordsOf(await chat.ask("daily"))).toContain("The daily post is off here");
    expect(wordsOf(await chat.ask("status"))).not.toContain("Changes:");
  });

  it("says what to do where the bot cannot post, and is on all the same", async () => {
    const { chat, world } = await open();
    world.platform.letIn = { kind: "notice", tone: "info", text: ["Invite me: /invite @Paperboy"] };
    const reply = wordsOf(await chat.ask("daily on"));
    expect(reply).toContain("The daily post is on here\nInvite me: /invite @Paperboy");
    expect(wordsOf(await chat.ask("daily now"))).toBe("Invite me: /invite @Paperboy");
    expect(world.platform.posts).toEqual([]);
  });

  it("shows the next edition, and posts nothing by it", async () => {
    const { chat, world } = await open();
    const preview = await chat.ask("daily preview");
    expect(wordsOf(preview)).toMatch(/^Papers for Tuesday, 24 November 2026\nA preview: nothing is posted\./);
    expect(preview.data?.map(({ rank, score }) => [rank, score])).toEqual([1, 2, 3, 4, 5].map((rank) => [rank, null]));
    expect(world.platform.posts).toEqual([]);
  });

  it("now posts today's edition once, then says when that was and offers the preview", async () => {
    const { chat, world } = await open();
    await chat.ask("daily at 18:00 UTC");
    expect(wordsOf(await chat.ask("daily now"))).toContain("Today’s edition is being posted");
    await world.pass(0);
    expect(world.platform.posts).toHaveLength(1);
    const again = await chat.ask("daily now");
    expect(wordsOf(again)).toContain("Today’s edition went out on Tue 24 November, 09:00");
    expect(labelsOf(again)).toContain("Preview");
    await world.pass(12 * 60 * minutes);
    expect(world.platform.posts).toHaveLength(1);
    expect(wordsOf(await chat.ask("status"))).toContain("Next: Wed 25 November, 18:00 (UTC)");
  });

  it("offers to post again what was perhaps posted, once", async () => {
    const { chat, world } = await open();
    await chat.ask("daily at 18:00 UTC");
    world.platform.answers.push({ state: "perhaps posted", reason: "timeout" });
    world.platform.found.push("unknown");
    await chat.ask("daily now");
    await world.pass(0);
    await world.pass(5 * minutes);
    expect(wordsOf(await chat.ask("daily now"))).toContain("Today’s edition was perhaps posted");
    const status = await chat.ask("status");
    expect(wordsOf(status)).toContain("Perhaps posted on Tue 24 November, 09:00");
    expect(wordsOf(await chat.press("Post 2026-11-24 again"))).toContain("is being posted again");
    await world.pass(0);
    expect(world.platform.posts).toHaveLength(2);
    expect(labelsOf(await chat.ask("status"))).not.toContain("Post 2026-11-24 again");
    const stale = await chat.call("daily", { again: "2026-11-24" });
    expect(stale.outcome).toBe("mistake");
  });

  it("now says that there is nothing new", async () => {
    const { chat } = await open();
    await chat.ask("daily topics only");
    expect(wordsOf(await chat.ask("daily now"))).toContain("There is nothing new to post");
  });

  it("now in a one-shot is a mistake that shows what to do instead", async () => {
    const chat = talk(await createTestBot());
    const reply = await chat.ask("daily now");
    expect(reply.outcome).toBe("mistake");
    expect(wordsOf(reply)).toContain("Try: daily preview");
  });
});

describe("a pause", () => {
  it("holds the post back until its day, on which it comes again", async () => {
    const { chat, world } = await open();
    await chat.ask("daily at 18:00 UTC every day");
    const reply = wordsOf(await chat.ask("pause until friday"));
    expect(reply).toContain("Paused until Friday, 27 November 2026");
    expect(reply).toContain("Next: Fri 27 November, 18:00 (UTC)");
    await world.pass(3 * 24 * 60 * minutes);
    expect(world.platform.posts).toHaveLength(0);
    await world.pass(9 * 60 * minutes);
    expect(world.platform.posts).toHaveLength(1);
    expect(wordsOf(await chat.ask("status"))).not.toContain("Paused:");
  });

  it("ends by resume, also by its button", async () => {
    const { chat } = await open();
    await chat.ask("daily at 18:00 UTC");
    await chat.ask("pause until 2027-01-01");
    const reply = wordsOf(await chat.press("Resume"));
    expect(reply).toContain("The pause is over");
    expect(reply).toContain("Next: Tue 24 November, 18:00 (UTC)");
    expect(wordsOf(await chat.ask("resume"))).toContain("There is no pause here");
  });

  it("counts in the channel's zone, and a day that is not later than today is a mistake", async () => {
    const { chat, world } = await open();
    await chat.ask("daily at 18:00 Pacific/Kiritimati");
    world.now = Date.parse("2026-11-24T11:00:00Z");
    expect(wordsOf(await chat.ask("pause until tomorrow"))).toContain("Thursday, 26 November 2026");
    for (const day of ["2026-11-24", "2026-11-25", "1999-01-01"]) {
      const refused = await chat.ask(`pause until ${day}`);
      expect(refused.outcome, day).toBe("mistake");
      expect(wordsOf(refused), day).toContain("Try: pause until 2026-11-26");
    }
  });

  it("is kept where the post is off", async () => {
    const { chat } = await open();
    expect(wordsOf(await chat.ask("pause until monday"))).toContain("The daily post is off here anyway.");
    expect(wordsOf(await chat.ask("daily on"))).toContain("Next: Mon 30 November, 09:00 (Europe/Berlin)");
  });
});

describe("status", () => {
  it("tells a week of a channel: posted, skipped, failed, missed, cancelled, and why", async () => {
    const { chat, world } = await open();
    await chat.ask("daily at 10:00 UTC every day count 1");
    const day = 24 * 60 * minutes;
    await world.pass(60 * minutes + 1_000);
    world.platform.answers.push({ state: "our bug", reason: "invalid_blocks" });
    await world.pass(day);
    world.platform.answers.push({ state: "not posted, retry", reason: "ratelimited" });
    await world.pass(day);
    await chat.ask("daily off");
    await chat.ask("daily on topics only");
    await world.pass(day);
    await world.pass(day + 7 * 60 * minutes);
    const told = wordsOf(await chat.ask("status"));
    expect(told).toContain("Tuesday, 24 November 2026 Posted one paper on Tue 24 November, 10:00. see it");
    expect(told).toContain("Wednesday, 25 November 2026 Not posted: invalid_blocks.");
    expect(told).toContain("Thursday, 26 November 2026 Cancelled: switched off.");
    expect(told).toContain("Friday, 27 November 2026 Skipped: nothing new.");
    expect(told).toMatch(/Saturday, 28 November 2026 Missed/);
    expect(told).toContain("Next: Sun 29 November, 10:00 (UTC)");
    expect(told).toContain("Ada, daily off → on");
  });

  it("of a new channel says how to begin", async () => {
    const { chat } = await open();
    const reply = await chat.ask("status");
    expect(wordsOf(reply)).toContain("turn it on: daily on");
    expect(wordsOf(reply)).toContain("Nothing was posted here yet.");
    expect(labelsOf(reply)).toEqual(["Turn on the daily post", "Change…", "Add topic…", "Share"]);
  });
});

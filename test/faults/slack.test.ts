import { describe, expect, it } from "vitest";
import { codesByState } from "#adapters/slack/errors.ts";
import { begin, day, describeFaults, hour, minute, nextPost, second } from "./faults.ts";
import { openSlackPlace, post } from "./place-slack.ts";
import { slackRows } from "./slack-rows.ts";

describeFaults("Slack", slackRows, openSlackPlace);

describe("the rows of Slack", () => {
  it("are there for every code that the adapter knows", () => {
    const rows = new Set(slackRows.map(({ code }) => code));
    expect(Object.values(codesByState).flatMap((codes) => codes.filter((code) => !rows.has(code)))).toEqual([]);
  });
});

describe("a workspace of Slack", () => {
  const opening = { timesOut: false, inThread: false };

  it("that is gone takes no other call that day, and is asked again the next", async () => {
    const { place, daily } = await begin(openSlackPlace, opening);
    await daily.follow(place.neighbour);
    place.slack.fail(post, { kind: "error", code: "service_unavailable" });
    place.slack.fail(post, { kind: "error", code: "token_revoked" });
    await daily.pass(minute);
    expect(place.posts()).toBe(2);
    for (const channel of [place.channel, place.neighbour]) {
      const [edition] = await daily.editions(channel);
      expect(edition).toMatchObject({
        state: "failed",
        sentence: "Not posted: Slack does not take my token (token_revoked). Its papers come in a later edition.",
      });
    }
    await daily.pass(hour);
    expect(place.posts()).toBe(2);
    await daily.pass(nextPost - Date.now());
    await daily.pass(5 * second);
    expect([place.keys(), place.keys(place.neighbour)].map(({ length }) => length)).toEqual([1, 1]);
  });

  it("that asks to wait is left alone in every channel for so long", async () => {
    const { place, daily } = await begin(openSlackPlace, opening);
    place.slack.fail(post, { kind: "rate limited", retryAfterSeconds: 90 });
    await daily.pass(minute);
    await daily.follow(place.neighbour);
    await daily.pass(89 * second);
    expect(place.posts()).toBe(1);
    await daily.pass(second);
    expect(place.keys()).toHaveLength(1);
  });

  it("that never takes it leaves an edition missed after six hours, tried less and less often", async () => {
    const { place, daily } = await begin(openSlackPlace, opening);
    place.slack.fail(post, { kind: "error", code: "service_unavailable" }, Number.POSITIVE_INFINITY);
    for (let passed = 0; passed < 6 * hour + 2 * minute; passed += minute) await daily.pass(minute);
    const [edition] = await daily.editions(place.channel);
    expect(edition).toMatchObject({
      state: "missed",
      sentence:
        "Missed: not posted within 6 hours of Tue 24 November, 09:00: Slack is not available (service_unavailable). " +
        "Its papers come in a later edition.",
    });
    // Each pause twice the last, then 10 minutes: seen once a minute here.
    expect(place.posts()).toBeGreaterThan(30);
    expect(place.posts()).toBeLessThan(45);
    place.slack.heal();
    await daily.pass(day - 6 * hour);
    expect(place.keys()).toHaveLength(1);
  });

  it("where the bot was put out of a channel posts there again by itself when it is let in", async () => {
    const { place, daily } = await begin(openSlackPlace, opening);
    await place.slack.kick(place.room).acked();
    await daily.pass(minute);
    await daily.pass(day);
    await place.slack.invite(place.room).acked();
    await daily.pass(day);
    await daily.pass(5 * second);
    expect((await daily.editions(place.channel)).map(({ state }) => state)).toEqual(["sent", "failed", "failed"]);
    expect(place.keys()).toHaveLength(1);
  });

  it("where history is read once a minute has its doubts settled one a minute", async () => {
    const { place, daily } = await begin(openSlackPlace, opening);
    await daily.follow(place.neighbour);
    place.slack.limits.historyPerMinute = true;
    place.slack.fail(post, { kind: "reset", acting: "after" }, 2);
    await daily.pass(minute);
    await daily.pass(75 * second);
    await daily.pass(75 * second);
    for (const channel of [place.channel, place.neighbour]) {
      expect(await daily.editions(channel)).toMatchObject([{ state: "sent" }]);
      expect(place.keys(channel)).toHaveLength(1);
    }
    expect(place.posts()).toBe(2);
  });
});

import { describe, expect, it } from "vitest";
import { codesByState } from "#adapters/discord/errors.ts";
import { begin, day, describeFaults, hour, minute, second } from "./faults.ts";
import { openDiscordPlace, post } from "./place-discord.ts";
import { discordRows } from "./discord-rows.ts";

describeFaults("Discord", discordRows, openDiscordPlace);

describe("the rows of Discord", () => {
  it("are there for every code that the adapter knows", () => {
    const rows = new Set(discordRows.map(({ code }) => code));
    expect(Object.values(codesByState).flatMap((codes) => codes.filter((code) => !rows.has(code)))).toEqual([]);
  });
});

describe("a server of Discord", () => {
  const opening = { timesOut: false, inThread: false };

  it("whose channel is limited holds back no other channel", async () => {
    const { place, daily } = await begin(openDiscordPlace, opening);
    await daily.follow(place.neighbour);
    const only = ({ path }: { path: string }) => path.includes(place.room);
    place.discord.fail(post, { kind: "rate limit", retryAfterMs: 90_000 }, 1, only);
    await daily.pass(minute);
    expect(await daily.editions(place.channel)).toMatchObject([{ state: "planned" }]);
    expect(await daily.editions(place.neighbour)).toMatchObject([{ state: "sent" }]);
  });

  it("that never takes it leaves an edition missed after six hours, and takes it the next day", async () => {
    const { place, daily } = await begin(openDiscordPlace, opening);
    place.discord.fail(post, { kind: "refusal", code: 40333 }, Number.POSITIVE_INFINITY);
    for (let passed = 0; passed < 6 * hour + 2 * minute; passed += minute) await daily.pass(minute);
    const [edition] = await daily.editions(place.channel);
    expect(edition).toMatchObject({
      state: "missed",
      sentence:
        "Missed: not posted within 6 hours of Tue 24 November, 09:00: Discord shut me out for a while (403 code 40333). " +
        "Its papers come in a later edition.",
    });
    place.discord.heal();
    await daily.pass(day - 6 * hour);
    expect(place.keys()).toHaveLength(1);
  });

  it("where nobody listens is tried again, since nothing was sent", async () => {
    const { place, daily } = await begin(openDiscordPlace, opening);
    await place.discord.stop();
    await daily.pass(minute);
    expect(await daily.editions(place.channel)).toMatchObject([
      {
        state: "planned",
        sentence:
          "Not posted yet: Discord could not be reached (ECONNREFUSED). Tried once; the next try is on " +
          "Tue 24 November, 09:00, the last before Tue 24 November, 15:00.",
      },
    ]);
    await daily.pass(5 * second);
    expect((await daily.editions(place.channel))[0]?.sentence).toContain("Tried 2 times");
  });
});

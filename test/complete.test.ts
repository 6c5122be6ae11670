import { describe, expect, it } from "vitest";
import { commands } from "#src/commands/index.ts";
import { createTestBot } from "./bot.ts";
import { ada, here } from "./commands/talk.ts";

const asked = { actor: ada, channel: here };

describe("suggestions while something is typed", () => {
  it("offer nothing for what only buttons carry, by its name or among all", async () => {
    const bot = await createTestBot();
    expect(await bot.complete("subscribe", "preview", "y", asked)).toEqual([]);
    expect(await bot.complete("subscribe", "", "y", asked)).toEqual([]);
  });

  it("of a command without an argument named are those of all its arguments", async () => {
    const bot = await createTestBot();
    const values = (await bot.complete("daily", "", "o", asked)).map(({ value }) => value);
    expect(values.slice(0, 2)).toEqual(["on", "off"]);
    expect((await bot.complete("daily", "action", "o", asked)).map(({ value }) => value)).toEqual(["on", "off"]);
    expect((await bot.complete("daily", "at", "09", asked)).map(({ value }) => value)).toEqual(["09:00"]);
  });

  it("name each command by its beginning in any case", async () => {
    const bot = await createTestBot();
    for (const { name } of commands) {
      const offered = await bot.complete("", "", name.slice(0, 3).toUpperCase(), asked);
      expect(offered, name).toContainEqual({ name, value: name });
    }
    expect(await bot.complete("", "", "xyz", asked)).toEqual([]);
  });
});

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startDiscord, type FakeDiscord } from "./index.ts";
import { raw } from "./raw.ts";

describe("what a test does by hand", () => {
  let discord: FakeDiscord;
  beforeEach(async () => {
    discord = await startDiscord();
    const options = [
      { type: 3, name: "query", description: "What", required: true },
      { type: 4, name: "count", description: "How many" },
      { type: 3, name: "order", description: "By what", choices: [{ name: "Newest", value: "new" }] },
    ];
    const papers = {
      name: "papers",
      description: "Papers",
      options: [{ type: 1, name: "search", description: "Search", options }],
    };
    await raw(discord, `PUT /applications/${discord.applicationId}/commands`, [papers]);
  });
  afterEach(() => discord.stop());

  it("sends a command as a client does", () => {
    discord.slash("papers search", { query: "a", count: 3, order: "new" });
    const given = [
      { name: "query", type: 3, value: "a" },
      { name: "count", type: 4, value: 3 },
      { name: "order", type: 3, value: "new" },
    ];
    expect(discord.interactions.at(-1)?.data).toMatchObject({
      name: "papers",
      options: [{ name: "search", type: 1, options: given }],
    });
  });

  it.each([
    ["a command that is not registered", "paper", {}],
    ["a command without its subcommand", "papers", {}],
    ["an unknown subcommand", "papers find", {}],
    ["a command without a required option", "papers search", {}],
    ["an unknown option", "papers search", { query: "a", zone: "UTC" }],
    ["an option of another type", "papers search", { query: "a", count: "3" }],
    ["a choice that is not offered", "papers search", { query: "a", order: "old" }],
  ])("refuses %s, as a client does", (_name, words, options: Record<string, string>) => {
    expect(() => discord.slash(words, options)).toThrow(words.split(" ").at(0));
    expect(discord.interactions).toEqual([]);
  });

  it("refuses autocomplete where there is none", () => {
    expect(() => discord.autocomplete("papers search", "query", "a")).toThrow("autocomplete");
  });

  it("presses what can be pressed, picks what can be picked", async () => {
    const row = (...components: object[]) => ({ type: 1, components });
    await raw(discord, `POST /channels/${discord.home.channel}/messages`, {
      content: "a",
      components: [
        row(
          { type: 2, style: 1, label: "More", custom_id: "more" },
          { type: 2, style: 1, label: "Off", custom_id: "off", disabled: true },
          { type: 2, style: 5, label: "Paper", url: "https://example.org/" },
        ),
        row({ type: 3, custom_id: "pick", options: [{ label: "One", value: "1" }] }),
      ],
    });
    const [message] = discord.messages();
    if (!message) throw new Error("no message");
    discord.press(message, "More");
    expect(discord.interactions.at(-1)).toMatchObject({ type: 3, data: { component_type: 2, custom_id: "more" } });
    discord.select(message, "pick", ["1"]);
    expect(discord.interactions.at(-1)).toMatchObject({
      data: { component_type: 3, custom_id: "pick", values: ["1"] },
    });
    expect(() => discord.press(message, "Off")).toThrow("cannot be pressed");
    expect(() => discord.press(message, "Paper")).toThrow("cannot be pressed");
    expect(() => discord.press(message, "Less")).toThrow("More, Off, Paper");
    expect(() => discord.select(message, "pick", ["2"])).toThrow("no 2");
  });

  it("does not wait for ever, and says what was seen instead", async () => {
    await raw(discord, `POST /channels/${discord.home.channel}/messages`, { content: "something else" });
    await expect(discord.next(({ kind }) => kind === "modal", 1)).rejects.toThrow("something else");
  });

  it("gives a thing seen once, in order, whether asked before or after", async () => {
    const words = (text: string) => raw(discord, `POST /channels/${discord.home.channel}/messages`, { content: text });
    const early = discord.next(({ kind }) => kind === "message");
    await words("one");
    await words("two");
    await words("three");
    const late = [discord.next(() => true), discord.next(() => true)];
    const seen = await Promise.all([early, ...late]);
    expect(seen.map(({ message }) => message?.content)).toEqual(["one", "two", "three"]);
  });

  it("lets nobody write where they cannot", () => {
    const stranger = discord.addUser({ name: "Eve", guild: discord.addGuild("Other") });
    expect(() => discord.message("hello", { user: stranger })).toThrow("cannot write");
  });
});

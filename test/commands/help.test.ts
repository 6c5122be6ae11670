import { describe, expect, it } from "vitest";
import { commands, usage } from "#src/commands/index.ts";
import { createTestBot } from "../bot.ts";
import { buttonsOf, talk, wordsOf } from "./talk.ts";

describe("help", () => {
  it("shows the common commands, and says how to see the others", async () => {
    const words = wordsOf(await talk(await createTestBot()).ask("help"));
    for (const command of commands) {
      if (command.common) expect(words).toContain(`${usage(command)} ${command.summary}`);
      else expect(words).not.toContain(command.summary);
    }
    expect(words).toContain("help all");
  });

  it("all shows every command, and does not send to itself", async () => {
    const lines = wordsOf(await talk(await createTestBot()).ask("help all")).split("\n");
    for (const command of commands) expect(lines).toContain(`${usage(command)} ${command.summary}`);
    expect(lines.at(-1)).not.toContain("help all");
  });

  it.each(commands.map((command) => command))(
    "$name shows how to call it, its examples and what each argument is for, and none that only buttons carry",
    async (command) => {
      const words = wordsOf(await talk(await createTestBot()).ask(`help ${command.name}`));
      expect(words).toContain(usage(command));
      for (const example of command.examples) expect(words).toContain(example);
      for (const { hidden, type, summary } of Object.values(command.args)) {
        if (!hidden) expect(words).toContain(`${type.form} ${summary}`);
      }
      const shown = Object.values(command.args).filter(({ hidden }) => !hidden).length;
      expect(words.split("\n")).toHaveLength(3 + command.examples.length + shown);
    },
  );

  it("has buttons that open the forms of a topic and of the daily post", async () => {
    const bot = await createTestBot();
    const reply = await talk(bot).ask("help");
    expect(buttonsOf(reply)).toMatchObject([
      { press: "form", call: { command: "subscribe" } },
      { press: "form", call: { command: "daily" } },
      { press: "share" },
    ]);
  });

  it("on a command that there is not is a mistake with the nearest one", async () => {
    const chat = talk(await createTestBot());
    const reply = await chat.ask("help trendign");
    expect(reply.outcome).toBe("mistake");
    expect(wordsOf(reply)).toContain("Try: help trending");
    expect((await chat.json("help")).outcome).toBe("mistake");
  });
});

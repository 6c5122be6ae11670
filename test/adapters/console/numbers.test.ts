import { PassThrough } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import { openPrompt } from "#adapters/console/prompt.ts";
import { memoryButtonStore, sealButtons, type Reply } from "#src/reply/index.ts";
import { createTestBot } from "../../bot.ts";

/** A prompt, and a wait for words that were not there before. */
async function open() {
  const input = new PassThrough();
  const output = Object.assign(new PassThrough(), { columns: 80 });
  let raw = "";
  output.on("data", (piece: Buffer) => (raw += piece.toString()));
  const prompt = openPrompt(await createTestBot(), { input, output, colour: false });
  const until = async (wanted: string): Promise<string> => {
    for (;;) {
      const seen = stripVTControlCharacters(raw);
      if (seen.includes(wanted)) {
        raw = "";
        return seen;
      }
      await new Promise((again) => output.once("data", again));
    }
  };
  return { prompt, input, until };
}

describe("a number at the prompt", () => {
  it("presses the button of what was printed last, be it an answer or an edition", async () => {
    const { prompt, input, until } = await open();
    input.write("show #1\r");
    await until("[2] BibTeX");
    input.write("2\r");
    await until("@misc{mitchell2021fast,");

    const call = { command: "show", args: { paper: "gradients-without-backpropagation" } };
    const edition: Reply = {
      blocks: [{ kind: "buttons", buttons: [{ label: "Open it", press: "answer", call }] }],
      ...{ outcome: "answered", summary: "" },
    };
    const sealed = await sealButtons(edition, Number.POSITIVE_INFINITY, memoryButtonStore());
    const channel = { platform: "console", workspace: "console", id: "local" } as const;
    await prompt.platform.post(channel, sealed, "k", new AbortController().signal);
    await until("[1] Open it");
    input.write("1\r");
    expect(await until("Gradients without Backpropagation")).not.toContain("Papers on");
    await prompt.stop();
  });

  it("prints the address of a link, and searches where there is no such button", async () => {
    const { prompt, input, until } = await open();
    input.write("show #1\r");
    await until("[3] Open");
    input.write("3\r");
    await until("https://");
    input.write("99\r");
    await until("#99");
    await prompt.stop();
  });
});

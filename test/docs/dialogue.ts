import { PassThrough } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import { openPrompt } from "#adapters/console/index.ts";
import { createTestBot } from "../bot.ts";

/** What a person sees who types these lines at the prompt one after the other, without colour, 100 columns wide. */
export async function recordDialogue(lines: readonly string[]): Promise<string> {
  const input = new PassThrough();
  const output = Object.assign(new PassThrough(), { columns: 100 });
  let raw = "";
  const waiting = [...lines];
  output.on("data", (piece: Buffer) => {
    raw += piece.toString();
    if (seen(raw).endsWith("paperboy> ")) input.write(`${waiting.shift() ?? "quit"}\n`);
  });
  const prompt = openPrompt(await createTestBot(), { input, output, colour: false });
  await prompt.closed;
  const shown = seen(raw);
  const last = shown.lastIndexOf("paperboy> ");
  return shown.slice(shown.indexOf("paperboy> "), last).trimEnd() + "\n";
}

/** The screen's words: no cursor moves, and a line drawn again counts once. */
function seen(raw: string): string {
  return stripVTControlCharacters(raw)
    .replaceAll("\r\n", "\n")
    .replaceAll(/paperboy> [^\n]*\r(?=paperboy> )/g, "")
    .replaceAll("\r", "");
}

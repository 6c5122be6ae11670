import { PassThrough } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import { openPrompt } from "#adapters/console/prompt.ts";
import type { Bot } from "#src/platform/index.ts";
import type { Scripted, SeenAnswer } from "../../contract/conversations.ts";

const prompt = "paperboy> ";
const escape = "\u001b";
const paperLine = new RegExp(`^${escape}\\[1m(.*)${escape}\\[22m ${escape}\\[2m#\\d+${escape}\\[22m\\r?$`);
const noticeLine = new RegExp(`^${escape}\\[3[13]m`);

/** The real prompt, typed into and read back from its colours: bold with a number is a paper, yellow and red a notice. */
export async function openScriptedConsole(bot: Bot): Promise<Scripted> {
  const input = new PassThrough();
  const output = Object.assign(new PassThrough(), { columns: 100_000 });
  let raw = "";
  let answered: (() => void) | undefined;
  output.on("data", (piece: Buffer) => {
    raw += piece.toString();
    if (stripVTControlCharacters(raw).endsWith(prompt)) answered?.();
  });
  const opened = openPrompt(bot, { input, output, colour: true });
  let last: SeenAnswer = { papers: [], notices: [], buttons: [], text: "" };

  async function type(line: string): Promise<SeenAnswer> {
    raw = "";
    const done = new Promise<void>((resolve) => (answered = resolve));
    input.write(`${line}\r`);
    await done;
    last = readScreen(raw.slice(raw.indexOf("\n") + 1, raw.lastIndexOf(prompt)));
    return last;
  }

  return {
    ask: type,
    press: (label, nth = 1) => {
      const numbers = last.buttons.flatMap((shown, at) => (shown === label ? [at + 1] : []));
      const number = numbers[nth - 1];
      if (number === undefined) throw new Error(`there is no button ${label} to press`);
      return type(String(number));
    },
    close: () => opened.stop(),
  };
}

function readScreen(drawn: string): SeenAnswer {
  const lines = drawn.split("\n");
  return {
    papers: lines.flatMap((line) => {
      const title = paperLine.exec(line)?.[1];
      return title === undefined ? [] : [{ title }];
    }),
    notices: lines.filter((line) => noticeLine.test(line)).map((line) => stripVTControlCharacters(line).trim()),
    buttons: [...stripVTControlCharacters(drawn).matchAll(/\[\d+\] (.*?)(?= {2}\[\d+\]|\r?\n|$)/g)].map(
      ([, label = ""]) => label.trim(),
    ),
    text: stripVTControlCharacters(drawn),
  };
}

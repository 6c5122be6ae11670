import { answer } from "./answer.ts";
import { answerLines } from "./lines.ts";
import { openPrompt } from "./prompt.ts";

export type { Printed } from "./answer.ts";
export type { Prompt } from "./prompt.ts";
export type { ConsoleStyle } from "./render.ts";

/** The machine's own console: no platform that is set up, but what the program is run from. */
export const terminal = { answer, answerLines, openPrompt };

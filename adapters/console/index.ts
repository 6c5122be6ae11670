export { answer, localChannel, type Printed } from "./answer.ts";
export { answerLines } from "./lines.ts";
export { openPrompt, type Prompt, type Terminal } from "./prompt.ts";
export { render, type ConsoleStyle } from "./render.ts";

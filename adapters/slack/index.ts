import type { Check } from "#src/platform.ts";
import { valueAtMost } from "./limits.ts";
import type { check as checkNow, RunningSlack, SlackOptions } from "./start.ts";

export { render, type SlackMessage } from "./render.ts";
export { manifest } from "./manifest.ts";
export type { RunningSlack, SlackOptions, SlackTokens } from "./start.ts";

/** Characters that a button carries (its `value`). */
export const payloadLimit = valueAtMost;

/** Connects to Slack by Socket Mode; loads the library only now. Throws an OperatorError where Slack refuses a token. */
export async function start(options: SlackOptions): Promise<RunningSlack> {
  const implementation = await import("./start.ts");
  return implementation.start(options);
}

/** For `doctor`: whether Slack takes these tokens, without starting anything. */
export async function check(options: Parameters<typeof checkNow>[0]): Promise<Check[]> {
  const implementation = await import("./start.ts");
  return implementation.check(options);
}

import type { Check } from "#src/platform.ts";
import type { StartOptions, Started } from "./start.ts";
import type { Access } from "./application.ts";
import * as limits from "./limits.ts";

export { render, type DiscordMessage } from "./render.ts";
export { registration } from "./registration.ts";

/** Characters that a button carries. */
export const payloadLimit = limits.customId;

/**
 * Connects to Discord and answers there until stopped; resolves when ready. Rejects with an OperatorError where the
 * token is refused. The library is loaded here, not by importing this door.
 */
export async function start(options: StartOptions): Promise<Started> {
  const implementation = await import("./start.ts");
  return implementation.start(options);
}

/** The address that lets the bot into a server, with exactly the scopes and permissions it uses. Asks Discord for the application's id. */
export async function invite(access: Access): Promise<string> {
  const implementation = await import("./application.ts");
  return implementation.invite(access);
}

/** What `doctor` asks without a running bot: token, gateway, commands. Never throws. */
export async function check(access: Access): Promise<Check[]> {
  const implementation = await import("./application.ts");
  return implementation.check(access);
}

import type { Config } from "#src/config.ts";
import { OperatorError } from "#src/errors.ts";
import type { Adapter } from "#src/platform/index.ts";
import * as limits from "./limits.ts";
import { render } from "./render.ts";
import type { Access } from "./rest.ts";

/** Discord by its gateway. */
export const discord: Adapter = {
  name: "discord",
  payloadLimit: limits.customId,
  isSetUp: ({ DISCORD_TOKEN }) => DISCORD_TOKEN !== undefined,
  howToSetUp: "set DISCORD_TOKEN (README, Discord)",
  async start({ config, bot, log, time }) {
    const { start } = await import("./start.ts");
    return start({ bot, log, time, ...accessIn(config) });
  },
  async check(config) {
    const { check } = await import("./application.ts");
    return check(accessIn(config));
  },
  render,
  operatorCommands: [{ line: "discord invite", run: invite }],
};

/** The address that lets the bot into a server, with exactly the scopes and permissions it uses. */
async function invite(config: Config): Promise<string> {
  if (!discord.isSetUp(config)) {
    throw new OperatorError(
      "variable_missing",
      "discord invite asks Discord who the bot is: set DISCORD_TOKEN to the bot's token",
    );
  }
  const application = await import("./application.ts");
  return application.invite(accessIn(config));
}

function accessIn({ DISCORD_TOKEN: token = "", DISCORD_API_URL: apiUrl }: Config): Access {
  return { token, apiUrl };
}

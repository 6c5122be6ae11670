import type { Config } from "#src/config.ts";
import type { Adapter } from "#src/platform/index.ts";
import { valueAtMost } from "./limits.ts";
import { printManifest } from "./manifest.ts";
import { render } from "./render.ts";
import type { SlackTokens } from "./start.ts";

/** Slack by Socket Mode, one workspace. */
export const slack: Adapter = {
  name: "slack",
  payloadLimit: valueAtMost,
  isSetUp: ({ SLACK_BOT_TOKEN, SLACK_APP_TOKEN }) => SLACK_BOT_TOKEN !== undefined && SLACK_APP_TOKEN !== undefined,
  howToSetUp: "set SLACK_BOT_TOKEN and SLACK_APP_TOKEN (README, Slack)",
  async start({ config, bot, log, time }) {
    const { start } = await import("./start.ts");
    return start({ bot, log, time, ...tokensIn(config) });
  },
  async check(config) {
    const { check } = await import("./start.ts");
    return check(tokensIn(config));
  },
  render,
  operatorCommands: [{ line: "slack manifest", run: async () => printManifest() }],
};

function tokensIn({ SLACK_BOT_TOKEN = "", SLACK_APP_TOKEN = "", SLACK_API_URL: apiUrl }: Config): SlackTokens {
  return { botToken: SLACK_BOT_TOKEN, appToken: SLACK_APP_TOKEN, apiUrl };
}

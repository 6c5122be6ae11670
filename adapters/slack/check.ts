import type { Check } from "#src/platform/index.ts";
import { isRefusedToken, reasonOf } from "./errors.ts";
import { identify, type Identity } from "./identity.ts";
import { BOT_SCOPES } from "./scopes.ts";
import type { CallMethod } from "./web.ts";

const reinstall =
  "paste what `npx paperboy slack manifest` prints into the app's manifest at https://api.slack.com/apps, then install the app again";

/** For `doctor`: the bot's token, what it may do, and whether the app's token opens a socket. */
export async function checkSlack({ asBot, asApp }: { asBot: CallMethod; asApp: CallMethod }): Promise<Check[]> {
  const [bot, socket] = await Promise.all([checkBot(asBot), checkSocket(asApp)]);
  return [...bot, socket];
}

async function checkBot(call: CallMethod): Promise<Check[]> {
  const name = "Slack bot token";
  try {
    const identity = await identify(call);
    return [{ name, ok: true, detail: identity.workspaceName || identity.workspace }, checkScopes(identity)];
  } catch (error) {
    return [{ name, ok: false, detail: reasonOf(error), fix: fixOf(error, "SLACK_BOT_TOKEN", "OAuth & Permissions") }];
  }
}

function checkScopes({ scopes }: Identity): Check {
  const name = "Slack scopes";
  if (scopes === undefined) return { name, ok: true, detail: "Slack did not say which there are" };
  const missing = BOT_SCOPES.filter((scope) => !scopes.includes(scope));
  if (missing.length === 0) return { name, ok: true, detail: `${BOT_SCOPES.length} of ${BOT_SCOPES.length}` };
  return { name, ok: false, detail: `missing: ${missing.join(", ")}`, fix: reinstall };
}

async function checkSocket(call: CallMethod): Promise<Check> {
  const name = "Slack socket";
  try {
    await call("apps.connections.open");
    return { name, ok: true };
  } catch (error) {
    return { name, ok: false, detail: reasonOf(error), fix: fixOf(error, "SLACK_APP_TOKEN", "Basic Information") };
  }
}

function fixOf(error: unknown, variable: string, page: string): string {
  return isRefusedToken(error)
    ? `copy ${variable} again from ${page} of your app at https://api.slack.com/apps`
    : "see whether this machine reaches Slack, and try again";
}

import { z } from "zod";
import type { CallMethod } from "./web.ts";

/** Who the bot is in the workspace that its token belongs to. */
export interface Identity {
  readonly workspace: string;
  readonly workspaceName: string;
  /** The workspace's address, e.g. https://acme.slack.com/ */
  readonly url: string;
  readonly userId: string;
  readonly botId: string | undefined;
  /** What the token may do; undefined where Slack did not say. */
  readonly scopes: readonly string[] | undefined;
}

const answer = z.object({
  team_id: z.string(),
  team: z.string().default(""),
  url: z.string(),
  user_id: z.string(),
  bot_id: z.string().optional(),
  response_metadata: z.object({ scopes: z.array(z.string()).optional() }).optional(),
});

export async function identify(call: CallMethod): Promise<Identity> {
  const told = answer.parse(await call("auth.test"));
  return {
    workspace: told.team_id,
    workspaceName: told.team,
    url: told.url,
    userId: told.user_id,
    botId: told.bot_id,
    scopes: told.response_metadata?.scopes,
  };
}

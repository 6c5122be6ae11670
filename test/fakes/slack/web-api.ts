import { chatMethods } from "./chat-methods.ts";
import { conversationMethods } from "./conversation-methods.ts";
import type { Method } from "./method.ts";
import { Refusal } from "./refusal.ts";
import type { Fields } from "./shape.ts";
import { teamMethods } from "./team-methods.ts";
import { viewMethods } from "./view-methods.ts";
import type { Workspace } from "./workspace.ts";

const methods: Readonly<Record<string, Method>> = {
  ...teamMethods,
  ...chatMethods,
  ...conversationMethods,
  ...viewMethods,
};

/** Any method may carry this: the team that bolt's listener client adds. */
const ALWAYS = ["team_id"];

/** Answers one call as Slack would, or throws a `Refusal`. */
export function answer(name: string, call: Fields, token: string | undefined, workspace: Workspace): Fields {
  const method = methods[name];
  if (method === undefined) throw new Refusal("unknown_method", { fields: { req_method: name } });
  workspace.authenticate(token, method.token ?? "bot");
  if (method.scope !== undefined) workspace.need(method.scope);
  checkNames(method, call, workspace);
  return method.run(call, workspace);
}

/** Slack drops arguments it does not know; the fake refuses them, so that none is ever sent for nothing. */
function checkNames(method: Method, call: Fields, workspace: Workspace): void {
  const known = new Set([...ALWAYS, ...method.required, ...(method.optional ?? [])]);
  const messages = [
    ...method.required.filter((name) => isEmpty(call[name])).map((name) => `[ERROR] missing required field: ${name}`),
    ...Object.keys(call)
      .filter((name) => !known.has(name))
      .map((name) => `[ERROR] unknown argument: ${name}`),
  ];
  if (messages.length > 0) throw new Refusal("invalid_arguments", { messages });
  const team = call["team_id"];
  if (team !== undefined && team !== workspace.teamId) throw new Refusal("team_not_found");
}

const isEmpty = (value: unknown): boolean => value === undefined || value === "";

import { flag, words } from "./arguments.ts";
import { contentOf } from "./chat-methods.ts";
import type { Grant } from "./grants.ts";
import { Refusal } from "./refusal.ts";
import type { Fields } from "./shape.ts";
import { BOT_USER, type Message } from "./world.ts";
import type { Workspace } from "./workspace.ts";

const KNOWN = new Set([
  ...["text", "blocks", "response_type", "replace_original", "delete_original", "thread_ts"],
  ...["unfurl_links", "unfurl_media"],
]);

/** What POST to a response URL does; each answered call is one of its five uses. */
export function respond(id: string, body: Fields, workspace: Workspace): void {
  say(workspace.grants.useResponse(id), body, workspace);
}

/** What an app says by response URL, or in its acknowledgement of a slash command. */
export function say(grant: Grant, body: Fields, workspace: Workspace): void {
  const unknown = Object.keys(body).filter((name) => !KNOWN.has(name));
  if (unknown.length > 0) {
    throw new Refusal("invalid_arguments", {
      status: 400,
      messages: unknown.map((name) => `unknown argument: ${name}`),
    });
  }
  if (flag(body, "delete_original")) return remove(grant, workspace);
  const type = words(body, "response_type") ?? "ephemeral";
  if (type !== "ephemeral" && type !== "in_channel") throw new Refusal("invalid_response_type", { status: 400 });
  const { text, blocks } = contentOf(body);
  if (flag(body, "replace_original") && grant.original !== undefined) {
    return replace(grant, grant.original, { text, blocks: workspace.world.withIds(blocks) }, workspace);
  }
  if (grant.channel === undefined) throw new Refusal("no_channel", { status: 400 });
  const threadTs = words(body, "thread_ts");
  const { channel, user, by } = grant;
  if (type === "in_channel") {
    if (channel.archived) throw new Refusal("is_archived", { status: 400 });
    workspace.post({ channel, text, blocks, threadTs, by });
    return;
  }
  const message = workspace.world.keep({
    ...{ channel: channel.id, user: BOT_USER, byBot: true, only: user, text, blocks },
    ...(threadTs === undefined ? {} : { threadTs }),
  });
  workspace.world.sights.add({ what: "ephemeral", channel: channel.id, user, message, by });
}

function replace(
  { by, user }: Grant,
  original: Message,
  content: { text: string; blocks: readonly Fields[] },
  { world }: Workspace,
): void {
  if (!world.isThere(original)) throw new Refusal("message_not_found", { status: 404 });
  Object.assign(original, content, { edited: true });
  const what = original.only === undefined ? "update" : "ephemeral update";
  world.sights.add({ what, channel: original.channel, user, message: original, by });
}

function remove({ by, user, original }: Grant, { world }: Workspace): void {
  if (original === undefined || !world.isThere(original)) throw new Refusal("message_not_found", { status: 404 });
  world.delete(original);
  const what = original.only === undefined ? "deletion" : "ephemeral deletion";
  world.sights.add({ what, channel: original.channel, user, message: original, by });
}

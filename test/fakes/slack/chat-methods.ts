import { flag, structure, time, words } from "./arguments.ts";
import { checkTotalText, messageBlocks } from "./blocks.ts";
import { checkedMetadata } from "./metadata.ts";
import { Refusal } from "./refusal.ts";
import { isFields, type Fields } from "./shape.ts";
import type { Method } from "./method.ts";
import { wire, BOT_USER, type Message } from "./world.ts";
import type { Workspace } from "./workspace.ts";

const TEXT_KEPT = 40_000;
const CONTENT = ["text", "blocks"];
const HOW_TEXT_IS_READ = ["mrkdwn", "parse", "link_names"];

/** Words and blocks of a message, checked; throws where there is neither. */
export function contentOf(call: Fields): { text: string; blocks: readonly Fields[]; warnings: string[] } {
  const given = structure(call, "blocks", "invalid_blocks_format");
  const blocks = given === undefined ? [] : messageBlocks(given);
  const text = words(call, "text") ?? "";
  if (text === "" && blocks.length === 0) throw new Refusal("no_text");
  return { text: text.slice(0, TEXT_KEPT), blocks, warnings: text.length > TEXT_KEPT ? ["message_truncated"] : [] };
}

export const chatMethods: Readonly<Record<string, Method>> = {
  "chat.postMessage": {
    scope: "chat:write",
    required: ["channel"],
    optional: [
      ...CONTENT,
      ...HOW_TEXT_IS_READ,
      "thread_ts",
      "reply_broadcast",
      "metadata",
      "unfurl_links",
      "unfurl_media",
    ],
    run(call, workspace) {
      const channel = workspace.writable(call["channel"]);
      const { text, blocks, warnings } = contentOf(call);
      checkTotalText(blocks);
      const metadata = structure(call, "metadata", "invalid_metadata_format");
      const checked = metadata === undefined ? undefined : checkedMetadata(metadata);
      const threadTs = thread(call, workspace, channel.id);
      workspace.limitPosts(channel);
      const broadcast = flag(call, "reply_broadcast");
      const message = workspace.post({ channel, text, blocks, threadTs, metadata: checked, broadcast });
      return { channel: channel.id, ts: message.ts, message: wire(message), ...warn(warnings) };
    },
  },

  "chat.postEphemeral": {
    scope: "chat:write",
    required: ["channel", "user"],
    optional: [...CONTENT, ...HOW_TEXT_IS_READ, "thread_ts"],
    run(call, workspace) {
      const channel = workspace.writable(call["channel"]);
      const user = words(call, "user") ?? "";
      if (!workspace.world.users.has(user)) throw new Refusal("user_not_in_channel");
      const { text, blocks, warnings } = contentOf(call);
      checkTotalText(blocks);
      const threadTs = thread(call, workspace, channel.id);
      const message = workspace.world.keep({
        ...{ channel: channel.id, user: BOT_USER, byBot: true, only: user, text, blocks },
        ...(threadTs === undefined ? {} : { threadTs }),
      });
      workspace.world.sights.add({ what: "ephemeral", channel: channel.id, user, message });
      return { message_ts: message.ts, ...warn(warnings) };
    },
  },

  "chat.update": {
    scope: "chat:write",
    required: ["channel", "ts"],
    optional: [...CONTENT, ...HOW_TEXT_IS_READ.filter((name) => name !== "mrkdwn"), "metadata", "reply_broadcast"],
    run(call, workspace) {
      const message = own(call, workspace, "cant_update_message");
      const { text, blocks, warnings } = contentOf(call);
      checkTotalText(blocks);
      const metadata = structure(call, "metadata", "invalid_metadata_format");
      if (isFields(metadata) && Object.keys(metadata).length === 0) delete message.metadata;
      else if (metadata !== undefined) message.metadata = checkedMetadata(metadata);
      message.text = text;
      message.blocks = workspace.world.withIds(blocks);
      message.edited = true;
      workspace.world.sights.add({ what: "update", channel: message.channel, message });
      const channel = message.channel;
      if (workspace.world.channel(channel).kind === "im") {
        const event_ts = workspace.world.ts();
        const changed = { type: "message", subtype: "message_changed", channel, channel_type: "im", ts: event_ts };
        workspace.tell({ ...changed, event_ts, hidden: true, message: wire(message) });
      }
      return { channel, ts: message.ts, text, message: wire(message), ...warn(warnings) };
    },
  },

  "chat.delete": {
    scope: "chat:write",
    required: ["channel", "ts"],
    run(call, workspace) {
      const message = own(call, workspace, "cant_delete_message");
      workspace.world.delete(message);
      workspace.world.sights.add({ what: "deletion", channel: message.channel, message });
      return { channel: message.channel, ts: message.ts };
    },
  },

  "chat.getPermalink": {
    required: ["channel", "message_ts"],
    run(call, workspace) {
      const channel = workspace.world.channel(call["channel"]);
      const message = workspace.world.message(channel.id, call["message_ts"]);
      if (message === undefined) throw new Refusal("message_not_found");
      const permalink = `https://fake.slack.test/archives/${channel.id}/p${message.ts.replace(".", "")}`;
      return { channel: channel.id, permalink };
    },
  },
};

/** The bot's own message that a call names. What one person alone sees is not there for the Web API. */
function own(call: Fields, workspace: Workspace, code: string): Message {
  const channel = workspace.writable(call["channel"]);
  const message = workspace.world.message(channel.id, call["ts"]);
  if (message === undefined) throw new Refusal("message_not_found");
  if (!message.byBot) throw new Refusal(code);
  return message;
}

function thread(call: Fields, workspace: Workspace, channel: string): string | undefined {
  if (time(call, "thread_ts", "invalid_thread_ts") === undefined) return undefined;
  const parent = workspace.world.message(channel, call["thread_ts"]);
  if (parent === undefined) throw new Refusal("thread_not_found");
  return parent.threadTs ?? parent.ts;
}

const warn = (warnings: readonly string[]): Fields =>
  warnings.length === 0 ? {} : { warning: warnings.join(","), response_metadata: { warnings } };

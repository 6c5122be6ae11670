import { count, flag, time, words } from "./arguments.ts";
import { Refusal } from "./refusal.ts";
import type { Fields } from "./shape.ts";
import type { Method } from "./method.ts";
import { wire, type Channel, type Message } from "./world.ts";
import type { Workspace } from "./workspace.ts";

const PAGE = ["cursor", "limit"];
const WINDOW = ["oldest", "latest", "inclusive", "include_all_metadata"];

export const conversationMethods: Readonly<Record<string, Method>> = {
  "conversations.history": {
    required: ["channel"],
    optional: [...PAGE, ...WINDOW],
    run(call, workspace) {
      const channel = workspace.readable(call["channel"], "history");
      const limit = workspace.limitHistory(count(call, "limit", 100, 999));
      const said = workspace.world
        .messages(channel.id)
        .filter((message) => message.threadTs === undefined || message.broadcast === true)
        .filter(within(call))
        .reverse();
      return page(call, said, limit);
    },
  },

  "conversations.replies": {
    required: ["channel", "ts"],
    optional: [...PAGE, ...WINDOW],
    run(call, workspace) {
      const channel = workspace.readable(call["channel"], "history");
      const parent = workspace.world.message(channel.id, call["ts"]);
      if (parent === undefined) throw new Refusal("thread_not_found");
      const root = parent.threadTs ?? parent.ts;
      const said = workspace.world
        .messages(channel.id)
        .filter((message) => message.ts === root || (message.threadTs === root && within(call)(message)));
      return page(call, said, count(call, "limit", 1000, 1000));
    },
  },

  "conversations.info": {
    required: ["channel"],
    optional: ["include_locale", "include_num_members"],
    run: (call, workspace) => ({ channel: channelFields(workspace.readable(call["channel"], "read")) }),
  },

  "users.conversations": {
    required: [],
    optional: [...PAGE, "types", "exclude_archived"],
    run(call, workspace) {
      const kinds = kindsOf(call, workspace);
      const found = [...workspace.world.channels.values()]
        .filter((channel) => channel.member && kinds.has(channel.kind))
        .filter((channel) => !(flag(call, "exclude_archived") && channel.archived));
      const { entries, next } = cut(call, found, count(call, "limit", 100, 999));
      return { channels: entries.map(channelFields), response_metadata: { next_cursor: next } };
    },
  },
};

function page(call: Fields, said: readonly Message[], limit: number): Fields {
  const withMetadata = flag(call, "include_all_metadata");
  const { entries, next } = cut(call, said, limit);
  return {
    messages: entries.map((message) => wire(message, { withMetadata })),
    has_more: next !== "",
    pin_count: 0,
    ...(next === "" ? {} : { response_metadata: { next_cursor: next } }),
  };
}

/** One page of a list, and the cursor of the next ("" where there is none). */
function cut<T>(call: Fields, all: readonly T[], limit: number): { entries: readonly T[]; next: string } {
  const cursor = words(call, "cursor");
  const from = cursor === undefined || cursor === "" ? 0 : Number(/^from-(\d+)$/.exec(cursor)?.[1] ?? NaN);
  if (Number.isNaN(from)) throw new Refusal("invalid_cursor");
  const next = from + limit < all.length ? `from-${from + limit}` : "";
  return { entries: all.slice(from, from + limit), next };
}

function within(call: Fields): (message: Message) => boolean {
  const oldest = time(call, "oldest", "invalid_ts_oldest") ?? -Infinity;
  const latest = time(call, "latest", "invalid_ts_latest") ?? Infinity;
  const inclusive = flag(call, "inclusive");
  return ({ ts }) => {
    const at = Number(ts);
    return inclusive ? at >= oldest && at <= latest : at > oldest && at < latest;
  };
}

const KINDS: Readonly<Record<string, { kind: Channel["kind"]; scope: string }>> = {
  public_channel: { kind: "public", scope: "channels:read" },
  private_channel: { kind: "private", scope: "groups:read" },
  im: { kind: "im", scope: "im:read" },
  mpim: { kind: "mpim", scope: "mpim:read" },
};

function kindsOf(call: Fields, workspace: Workspace): Set<Channel["kind"]> {
  const asked = words(call, "types") ?? "public_channel";
  return new Set(
    asked.split(",").map((name) => {
      const kind = KINDS[name.trim()];
      if (kind === undefined) throw new Refusal("invalid_types");
      workspace.need(kind.scope);
      return kind.kind;
    }),
  );
}

function channelFields(channel: Channel): Fields {
  return {
    id: channel.id,
    is_archived: channel.archived,
    is_im: channel.kind === "im",
    ...(channel.kind === "im"
      ? { user: channel.user }
      : {
          name: channel.name,
          name_normalized: channel.name,
          is_channel: channel.kind === "public",
          is_group: channel.kind === "private",
          is_mpim: channel.kind === "mpim",
          is_private: channel.kind !== "public",
          is_member: channel.member,
          creator: channel.creator,
          created: 1_700_000_000,
        }),
  };
}

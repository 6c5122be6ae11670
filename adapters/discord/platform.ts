import { Routes, SnowflakeUtil, type Channel, type Client, type REST } from "discord.js";
import { z } from "zod";
import type { Log } from "#src/log.ts";
import {
  retry,
  type ChannelRef,
  type Notice,
  type Platform,
  type PlatformClock,
  type PostedRef,
} from "#src/platform/index.ts";
import { bold, memoryButtonStore, sealButtons, text, type Button, type Reply } from "#src/reply/index.ts";
import { codeOf, codes, postedFrom, reasonOf } from "./errors.ts";
import { carriesKey, keyedPayload } from "./key.ts";
import * as limits from "./limits.ts";
import { permissions, type PermissionName } from "./permissions.ts";
import { inWords } from "./reasons-in-words.ts";
import { render } from "./render.ts";
import { directWorkspace } from "./requests.ts";
import type { TokenGuard } from "./rest.ts";
import { unlessAborted, type Time } from "#src/time.ts";

interface PlatformOptions {
  /** The connection; undefined until Discord was reached. */
  readonly client: () => Client<true> | undefined;
  /** For posts alone: no retries, no waiting, no timeout. */
  readonly posting: REST;
  readonly guard: TokenGuard;
  /** Of the posting client. */
  readonly discordClock: PlatformClock;
  readonly time: Time;
  readonly stopping: AbortSignal;
  readonly log: Log;
}

/** A busier channel than this many pages since then cannot be looked through: `unknown`. */
const PAGES_AT_MOST = 10;
/** A page is asked for again where Discord is unwell for a moment. */
const TRIES_AT_MOST = 3;
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 10_000;

/** What Discord gives the bot. Nothing here throws, and no post is ever sent twice by itself. */
export function createPlatform(options: PlatformOptions): Platform {
  const { client, posting, guard, discordClock, time, stopping, log } = options;

  /** Refusals only: where Discord cannot be asked, nothing is known against the channel. */
  async function channelAt({ id }: ChannelRef): Promise<Channel | "gone" | "hidden" | "unknown"> {
    try {
      return (await client()?.channels.fetch(id, { force: true })) ?? "unknown";
    } catch (error) {
      if (codeOf(error) === codes.unknownChannel) return "gone";
      if (codeOf(error) === codes.noAccess) return "hidden";
      log.info({ channel: id, outcome: reasonOf(error) }, "a channel could not be looked at");
      return "unknown";
    }
  }

  /** Which of our permissions are missing, asked each time; undefined where Discord cannot be asked. */
  async function missingIn(channel: Channel): Promise<ReadonlySet<PermissionName> | undefined> {
    if (channel.isDMBased()) return new Set();
    try {
      const [me] = await Promise.all([
        channel.guild.members.fetchMe({ force: true }),
        channel.guild.roles.fetch(undefined, { force: true }),
      ]);
      const held = channel.permissionsFor(me);
      return new Set(permissions.filter(({ bit }) => !held.has(bit)).map(({ name }) => name));
    } catch (error) {
      log.info({ channel: channel.id, outcome: reasonOf(error) }, "permissions could not be looked at");
      return undefined;
    }
  }

  /** Without the permission Discord answers with an empty history, and no error. */
  async function readsHistory(ref: ChannelRef): Promise<boolean> {
    const channel = await channelAt(ref);
    if (typeof channel === "string") return false;
    return (await missingIn(channel))?.has("Read Message History") === false;
  }

  /** One page; a refusal is thrown at once, everything else where it lasts. */
  async function readHistory(ref: ChannelRef, query: URLSearchParams, deadline: AbortSignal) {
    const ask = async () => {
      try {
        const page = await posting.get(Routes.channelMessages(ref.id), { query, signal: deadline });
        return { messages: historySchema.parse(page) };
      } catch (error) {
        if (codeOf(error) !== undefined) throw error;
        return { error };
      }
    };
    const answer = await retry(ask, {
      again: ({ error }) => {
        if (error === undefined) return undefined;
        const known = postedFrom(error);
        return { afterMs: known.state === "not posted, retry" ? known.afterMs : undefined };
      },
      tries: TRIES_AT_MOST,
      firstPauseMs: FIRST_PAUSE_MS,
      longestPauseMs: LONGEST_PAUSE_MS,
      time,
      signal: AbortSignal.any([stopping, deadline]),
    });
    if (answer.messages === undefined) throw answer.error;
    return answer.messages;
  }

  async function look(
    ref: ChannelRef,
    key: string,
    since: Date,
    deadline: AbortSignal,
  ): Promise<PostedRef | "absent" | "unknown"> {
    try {
      // Who we are is known by the connection.
      if (client() === undefined) return "unknown";
      guard.renew();
      if (guard.isRefused) return "unknown";
      let after = SnowflakeUtil.generate({ timestamp: discordClock.lookBackFrom(since) });
      for (let page = 0; page < PAGES_AT_MOST; page += 1) {
        const query = new URLSearchParams({ after: String(after), limit: String(limits.historyPage) });
        const messages = await readHistory(ref, query, deadline);
        const found = messages.find(
          ({ author, components }) =>
            author.id === client()?.user.id && customIds(components).some((id) => carriesKey(id, key)),
        );
        if (found !== undefined) return postedRef(ref, found.id);
        if (messages.length < limits.historyPage) return (await readsHistory(ref)) ? "absent" : "unknown";
        after = messages.map(({ id }) => BigInt(id)).reduce((last, id) => (id > last ? id : last));
      }
    } catch (error) {
      log.info({ channel: ref.id, outcome: reasonOf(error) }, "a post could not be looked for");
    }
    return "unknown";
  }

  return {
    name: "discord",

    async canPost(ref) {
      const channel = await channelAt(ref);
      if (channel === "unknown") return "yes";
      if (channel === "gone") return notice("This channel is gone from Discord.");
      if (channel === "hidden") return missingNotice("View Channels");
      if (!channel.isSendable())
        return notice("Discord takes no messages in this kind of channel: choose a text channel.");
      if (channel.isThread() && channel.archived && channel.locked) {
        return notice("This thread is closed: open it again, or choose another channel.");
      }
      const missing = await missingIn(channel);
      const needed = ["View Channels", channel.isThread() ? "Send Messages in Threads" : "Send Messages"] as const;
      const first = needed.find((name) => missing?.has(name));
      return first === undefined ? "yes" : missingNotice(first);
    },

    async post(ref, edition, key, deadline) {
      try {
        const message = render(await withCarrier(edition), { key });
        if (!customIds(message.components).some((id) => carriesKey(id, key))) {
          return { state: "our bug", reason: "no button has room for the key" };
        }
        guard.renew();
        if (guard.isRefused) return { state: "workspace gone", reason: inWords("401") };
        const sent = await posting.post(Routes.channelMessages(ref.id), {
          body: { ...message, nonce: key, enforce_nonce: true },
          signal: deadline,
        });
        return { state: "sent", ref: postedRef(ref, sentSchema.parse(sent).id) };
      } catch (error) {
        return postedFrom(error);
      }
    },

    find: (ref, key, since, deadline) => unlessAborted(look(ref, key, since, deadline), deadline, "unknown"),
  };
}

const sentSchema = z.object({ id: z.string() });

const componentSchema = z.object({
  custom_id: z.string().nullish(),
  get components() {
    return z.array(componentSchema).nullish();
  },
  get accessory() {
    return componentSchema.nullish();
  },
});
const historySchema = z.array(
  z.object({ id: z.string(), author: z.object({ id: z.string() }), components: z.array(componentSchema).default([]) }),
);

/** Every custom_id, of rows and accessories too. */
function customIds(components: readonly unknown[]): string[] {
  return z
    .array(componentSchema)
    .parse(components)
    .flatMap(({ custom_id, components: inner, accessory }) => [
      ...(typeof custom_id === "string" ? [custom_id] : []),
      ...customIds(inner ?? []),
      ...(accessory ? customIds([accessory]) : []),
    ]);
}

/** The edition with a button that has room for the key: its own, else one for help. */
async function withCarrier(edition: Reply): Promise<Reply> {
  const buttons = edition.blocks.flatMap((block) => {
    if (block.kind === "papers") return block.cards.flatMap((card) => card.buttons);
    return block.kind === "buttons" ? block.buttons : [];
  });
  if (buttons.some((button) => "payload" in button && (button.payload ?? "").length <= keyedPayload)) return edition;
  const help: Button = { label: "Help", press: "answer", call: { command: "help", args: {} } };
  const carrier: Reply = { ...edition, blocks: [{ kind: "buttons", buttons: [help] }] };
  const sealed = await sealButtons(carrier, limits.customId, memoryButtonStore());
  return { ...edition, blocks: [...edition.blocks, ...sealed.blocks] };
}

function postedRef({ workspace, id }: ChannelRef, message: string): PostedRef {
  const server = workspace === directWorkspace ? "@me" : workspace;
  return { message, url: `https://discord.com/channels/${server}/${id}/${message}` };
}

function missingNotice(permission: PermissionName): Notice {
  return {
    kind: "notice",
    tone: "info",
    text: text("I cannot post here yet: give me the permission ", bold(permission), " in this channel's settings."),
  };
}

function notice(words: string): Notice {
  return { kind: "notice", tone: "info", text: [words] };
}

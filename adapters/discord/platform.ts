import { Routes, SnowflakeUtil, type Channel, type Client, type REST } from "discord.js";
import { z } from "zod";
import type { Log } from "#src/bot.ts";
import type { ChannelRef, Check, Notice, Platform, PostedRef } from "#src/platform.ts";
import { bold, memoryButtonStore, sealButtons, text, type Button, type Reply } from "#src/reply/index.ts";
import { codeOf, codes, postedFrom, reasonOf } from "./errors.ts";
import { carriesKey, keyedPayload } from "./key.ts";
import * as limits from "./limits.ts";
import { permissions, type PermissionName } from "./permissions.ts";
import { inWords } from "./reasons.ts";
import { render } from "./render.ts";
import { directWorkspace } from "./requests.ts";
import type { DiscordClock, TokenGuard } from "./rest.ts";
import type { Wait } from "#src/wait.ts";

interface PlatformOptions {
  /** The connection; undefined until Discord was reached. */
  readonly client: () => Client<true> | undefined;
  /** For posts alone: no retries, no waiting. */
  readonly posting: REST;
  readonly guard: TokenGuard;
  /** Of the posting client. */
  readonly discordClock: DiscordClock;
  readonly postTimeoutMs: number;
  readonly wait: Wait;
  readonly stopping: AbortSignal;
  readonly log: Log;
  readonly check: () => Promise<Check[]>;
}

/** `find` looks back this much further, in Discord's time; so much where no answer has told that time yet. */
const clockToleranceMs = 60_000;
const toleranceWithoutClockMs = 15 * 60_000;
/** A busier channel than this many pages since then cannot be looked through: `unknown`. */
const pagesAtMost = 10;
/** A page is asked for again where Discord is unwell for a moment. */
const triesAtMost = 3;
const waitAtMostMs = 10_000;

/** What Discord gives the bot. Nothing here throws, and no post is ever sent twice by itself. */
export function createPlatform(options: PlatformOptions): Platform {
  const { client, posting, guard, discordClock, postTimeoutMs, wait, stopping, log } = options;

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

  /** Which of our permissions are missing, asked anew; undefined where Discord cannot be asked. */
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
  async function readHistory(ref: ChannelRef, query: URLSearchParams) {
    for (let tries = 1; ; tries += 1) {
      try {
        return historySchema.parse(await posting.get(Routes.channelMessages(ref.id), { query }));
      } catch (error) {
        if (codeOf(error) !== undefined || tries === triesAtMost || stopping.aborted) throw error;
        const known = postedFrom(error);
        const afterMs = known.state === "not posted, retry" ? known.afterMs : undefined;
        await wait(Math.min(afterMs ?? 1000 * 2 ** tries, waitAtMostMs), stopping);
      }
    }
  }

  return {
    name: "discord",
    payloadLimit: limits.customId,

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

    async post(ref, edition, key) {
      try {
        const message = render(await withCarrier(edition), { key });
        if (!customIds(message.components).some((id) => carriesKey(id, key))) {
          return { state: "our bug", reason: "no button has room for the key" };
        }
        guard.renew();
        if (guard.isRefused) return { state: "workspace gone", reason: inWords("401") };
        const sent = await posting.post(Routes.channelMessages(ref.id), {
          body: { ...message, nonce: key, enforce_nonce: true },
          // The client's own timeout ends where the headers come.
          signal: AbortSignal.timeout(postTimeoutMs),
        });
        return { state: "sent", ref: postedRef(ref, sentSchema.parse(sent).id) };
      } catch (error) {
        return postedFrom(error);
      }
    },

    async find(ref, key, since) {
      try {
        // Who we are is known by the connection.
        if (client() === undefined) return "unknown";
        guard.renew();
        if (guard.isRefused) return "unknown";
        const { aheadMs } = discordClock;
        const sinceMs =
          since.getTime() + (aheadMs === undefined ? -toleranceWithoutClockMs : aheadMs - clockToleranceMs);
        let after = SnowflakeUtil.generate({ timestamp: sinceMs });
        for (let page = 0; page < pagesAtMost; page += 1) {
          const query = new URLSearchParams({ after: String(after), limit: String(limits.historyPage) });
          const messages = await readHistory(ref, query);
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
    },

    check: options.check,
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

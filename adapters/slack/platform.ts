import { z } from "zod";
import {
  retry,
  type ChannelRef,
  type Notice,
  type Platform,
  type PlatformClock,
  type Posted,
  type PostedRef,
} from "#src/platform/index.ts";
import type { Text } from "#src/reply/index.ts";
import { code, text } from "#src/reply/index.ts";
import { postedAfter, slackCode } from "./errors.ts";
import { isDirect } from "./people.ts";
import { render } from "./render.ts";
import { unlessAborted, type Time } from "#src/time.ts";
import type { CallMethod } from "./web.ts";

const EVENT_TYPE = "paperboy_edition";
const PAGE_MESSAGES = 15;
/** A busier channel than this cannot be looked through: `unknown`. */
const PAGES_AT_MOST = 10;
const TRIES_AT_MOST = 3;
const FIRST_PAUSE_MS = 2_000;
/** Longer than the minute that a limited history asks for. */
const LONGEST_PAUSE_MS = 120_000;

interface PlatformOptions {
  /** Clients of their own, so that neither posting nor looking is in the way of the other. */
  readonly posting: CallMethod;
  readonly asking: CallMethod;
  readonly slackClock: PlatformClock;
  /** The workspace's address; undefined before Slack told it. */
  readonly workspaceUrl: () => string | undefined;
  readonly time: Time;
  readonly stopping: AbortSignal;
}

const postAnswer = z.object({ ts: z.string() });
const history = z.object({
  messages: z.array(
    z.object({
      ts: z.string(),
      metadata: z.object({ event_type: z.string(), event_payload: z.record(z.string(), z.unknown()) }).optional(),
    }),
  ),
  has_more: z.boolean().default(false),
  response_metadata: z.object({ next_cursor: z.string().default("") }).optional(),
});
type HistoryPage = z.infer<typeof history>;
const info = z.object({
  channel: z.object({ is_archived: z.boolean().default(false), is_member: z.boolean().default(true) }),
});

export function createPlatform(options: PlatformOptions): Platform {
  const { posting, asking, slackClock, workspaceUrl, time, stopping } = options;
  /** One search of history at a time in a workspace. */
  const queues = new Map<string, Promise<unknown>>();

  return {
    name: "slack",

    async post(channel, edition, key, deadline): Promise<Posted> {
      try {
        const message = {
          channel: channel.id,
          ...render(edition),
          metadata: { event_type: EVENT_TYPE, event_payload: { key } },
          unfurl_links: false,
          unfurl_media: false,
        };
        const answer = await posting("chat.postMessage", message, deadline);
        const posted = postAnswer.safeParse(answer);
        if (!posted.success) return { state: "perhaps posted", reason: "unreadable_answer" };
        return { state: "sent", ref: refOf(channel, posted.data.ts) };
      } catch (error) {
        return postedAfter(error);
      }
    },

    find(channel, key, since, deadline) {
      const before = queues.get(channel.workspace) ?? Promise.resolve();
      const found = before.then(() => look(channel, key, since, deadline));
      queues.set(channel.workspace, found);
      return unlessAborted(found, deadline, "unknown");
    },

    async canPost(channel): Promise<"yes" | Notice> {
      if (isDirect(channel.id)) return "yes";
      try {
        const { is_archived, is_member } = info.parse(
          await asking("conversations.info", { channel: channel.id }),
        ).channel;
        if (is_archived) return notice(text("This channel is archived, so I cannot post here: unarchive it first."));
        return is_member ? "yes" : notInChannel;
      } catch (error) {
        switch (slackCode(error)) {
          case "channel_not_found":
            return notInChannel;
          case "missing_scope":
            return notice(
              text("I may not look at this kind of conversation, so I cannot post here by myself: use a channel."),
            );
          // Not known now; the post itself will tell.
          default:
            return "yes";
        }
      }
    },
  };

  async function look(
    channel: ChannelRef,
    key: string,
    since: Date,
    deadline: AbortSignal,
  ): Promise<PostedRef | "absent" | "unknown"> {
    const query = {
      channel: channel.id,
      oldest: (slackClock.lookBackFrom(since) / 1000).toFixed(6),
      limit: PAGE_MESSAGES,
      include_all_metadata: true,
    };
    let cursor = "";
    for (let at = 0; at < PAGES_AT_MOST; at += 1) {
      const page = await readHistory(cursor === "" ? query : { ...query, cursor }, deadline);
      if (page === undefined) return "unknown";
      const found = page.messages.find(
        ({ metadata }) => metadata?.event_type === EVENT_TYPE && metadata.event_payload["key"] === key,
      );
      if (found !== undefined) return refOf(channel, found.ts);
      if (!page.has_more) return "absent";
      cursor = page.response_metadata?.next_cursor ?? "";
      if (cursor === "") return "unknown";
    }
    return "unknown";
  }

  /** One page; waits where Slack says for how long, and gives up on everything else. */
  async function readHistory(args: Readonly<Record<string, unknown>>, deadline: AbortSignal) {
    const ask = async (): Promise<HistoryPage | Posted | undefined> => {
      try {
        return history.safeParse(await asking("conversations.history", args, deadline)).data;
      } catch (error) {
        const known = postedAfter(error);
        const isTemporary =
          known.state === "not posted, retry" || (known.state === "perhaps posted" && slackCode(error) === undefined);
        return isTemporary ? known : undefined;
      }
    };
    const answer = await retry(ask, {
      again: (answer) => {
        if (answer === undefined || !("state" in answer)) return undefined;
        return { afterMs: answer.state === "not posted, retry" ? answer.afterMs : undefined };
      },
      tries: TRIES_AT_MOST,
      firstPauseMs: FIRST_PAUSE_MS,
      longestPauseMs: LONGEST_PAUSE_MS,
      time,
      signal: AbortSignal.any([stopping, deadline]),
    });
    return answer === undefined || "state" in answer ? undefined : answer;
  }

  function refOf(channel: ChannelRef, ts: string): PostedRef {
    const url = workspaceUrl();
    return url === undefined
      ? { message: ts }
      : { message: ts, url: `${url}archives/${channel.id}/p${ts.replace(".", "")}` };
  }
}

const notInChannel = notice(
  text("I am not in this channel, so I cannot post here. Let me in: ", code("/invite @Paperboy")),
);

function notice(words: Text): Notice {
  return { kind: "notice", tone: "info", text: words };
}

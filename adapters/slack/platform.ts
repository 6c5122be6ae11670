import { z } from "zod";
import type { ChannelRef, Notice, Platform, Posted, PostedRef } from "#src/platform.ts";
import type { Text } from "#src/reply/index.ts";
import { code, text } from "#src/reply/index.ts";
import { postedAfter, slackCode } from "./errors.ts";
import { valueAtMost } from "./limits.ts";
import { isDirect } from "./people.ts";
import { render } from "./render.ts";
import type { Wait } from "#src/wait.ts";
import type { Call, SlackClock } from "./web.ts";

const eventType = "paperboy_edition";
const historyAtMost = 15;
/** How much earlier than the claim a post is looked for, by Slack's clock; and where that is not known yet. */
const marginMs = 60_000;
const marginWithoutClockMs = 15 * 60_000;
const triesAtMost = 3;
/** Longer than the minute that a limited history asks for. */
const waitAtMostMs = 120_000;

interface PlatformOptions {
  /** Clients of their own, so that neither posting nor looking is in the way of the other. */
  readonly posting: Call;
  readonly asking: Call;
  readonly slackClock: SlackClock;
  /** The workspace's address; undefined before Slack told it. */
  readonly workspaceUrl: () => string | undefined;
  readonly wait: Wait;
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
});
const info = z.object({
  channel: z.object({ is_archived: z.boolean().default(false), is_member: z.boolean().default(true) }),
});

export function createPlatform(options: PlatformOptions): Omit<Platform, "check"> {
  const { posting, asking, slackClock, workspaceUrl, wait, stopping } = options;
  /** One search of history at a time in a workspace. */
  const queues = new Map<string, Promise<unknown>>();

  return {
    name: "slack",
    payloadLimit: valueAtMost,

    async post(channel, edition, key): Promise<Posted> {
      try {
        const answer = await posting("chat.postMessage", {
          channel: channel.id,
          ...render(edition),
          metadata: { event_type: eventType, event_payload: { key } },
          unfurl_links: false,
          unfurl_media: false,
        });
        const posted = postAnswer.safeParse(answer);
        if (!posted.success) return { state: "perhaps posted", reason: "unreadable_answer" };
        return { state: "sent", ref: refOf(channel, posted.data.ts) };
      } catch (error) {
        return postedAfter(error);
      }
    },

    find(channel, key, since) {
      const before = queues.get(channel.workspace) ?? Promise.resolve();
      const found = before.then(() => look(channel, key, since));
      queues.set(channel.workspace, found);
      return found;
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

  async function look(channel: ChannelRef, key: string, since: Date): Promise<PostedRef | "absent" | "unknown"> {
    const { aheadMs } = slackClock;
    const oldestMs = since.getTime() + (aheadMs === undefined ? -marginWithoutClockMs : aheadMs - marginMs);
    const page = await readHistory({
      channel: channel.id,
      oldest: (Math.max(0, oldestMs) / 1000).toFixed(6),
      limit: historyAtMost,
      include_all_metadata: true,
    });
    if (page === undefined) return "unknown";
    const found = page.messages.find(
      ({ metadata }) => metadata?.event_type === eventType && metadata.event_payload["key"] === key,
    );
    if (found !== undefined) return refOf(channel, found.ts);
    return page.has_more ? "unknown" : "absent";
  }

  /** One page; waits where Slack says for how long, and gives up on everything else. */
  async function readHistory(args: Readonly<Record<string, unknown>>) {
    for (let tries = 1; ; tries += 1) {
      try {
        const page = history.safeParse(await asking("conversations.history", args));
        return page.success ? page.data : undefined;
      } catch (error) {
        const known = postedAfter(error);
        const isTemporary =
          known.state === "not posted, retry" || (known.state === "perhaps posted" && slackCode(error) === undefined);
        if (!isTemporary || tries === triesAtMost || stopping.aborted) return undefined;
        const afterMs = known.state === "not posted, retry" ? known.afterMs : undefined;
        await wait(Math.min(afterMs ?? 1000 * 2 ** tries, waitAtMostMs), stopping);
      }
    }
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

import type { Fault } from "../fakes/slack/index.ts";
import { patience } from "../patience.ts";
import { history, post, type SlackPlace } from "./place-slack.ts";
import { again, doubt, failed, type Row } from "./row.ts";

type Plays = Pick<Row<SlackPlace>, "play">;

const plays = (fault: Fault, times = 1): Plays => ({ play: ({ slack }) => slack.fail(post, fault, times) });
const refuses = (code: string): Plays & { name: string; code: string } => ({
  ...plays({ kind: "error", code }),
  name: code,
  code,
});
const looking =
  (fault: Fault, times = 1) =>
  ({ slack }: SlackPlace) =>
    slack.fail(history, fault, times);
/** The answer is lost, and the edition stands in the channel. */
const lost = plays({ kind: "reset", acting: "after" });
const broke = "the connection to Slack broke (ECONNRESET)";

const closed = "I may not post in the channel";
const token = "Slack does not take my token";
const keptOut = "the workspace keeps me out";
const forbidden = "I lack a permission in this workspace";
const ours = "I made a message that Slack refuses";
const unknown = "something went wrong at Slack";
const moved = "the workspace is being moved";

export const slackRows: readonly Row<SlackPlace>[] = [
  // A channel that is gone, or closed to the bot.
  {
    ...refuses("channel_not_found"),
    ...failed("the channel is gone, or I am not in it (channel_not_found)"),
  },
  { ...refuses("not_in_channel"), ...failed("I am not in the channel (not_in_channel)") },
  { ...refuses("is_archived"), ...failed("the channel is archived (is_archived)") },
  { ...refuses("restricted_action"), ...failed(`${closed} (restricted_action)`) },
  {
    ...refuses("restricted_action_read_only_channel"),
    ...failed(`${closed} (restricted_action_read_only_channel)`),
  },
  {
    ...refuses("restricted_action_thread_only_channel"),
    ...failed(`${closed} (restricted_action_thread_only_channel)`),
  },
  {
    ...refuses("restricted_action_non_threadable_channel"),
    ...failed(`${closed} (restricted_action_non_threadable_channel)`),
  },
  { ...refuses("restricted_action_thread_locked"), ...failed(`${closed} (restricted_action_thread_locked)`) },
  {
    ...refuses("messages_tab_disabled"),
    ...failed("direct messages to me are switched off (messages_tab_disabled)"),
  },
  {
    name: "the channel is archived",
    play: ({ slack, room }) => slack.archive(room),
    ...failed("the channel is archived (is_archived)"),
    nextDay: failed("This channel is archived, so I cannot post here: unarchive it first").says,
  },
  {
    name: "the channel is deleted",
    play: ({ slack, room }) => slack.deleteChannel(room),
    ...failed("the channel is gone, or I am not in it (channel_not_found)"),
    nextDay: failed("I am not in this channel, so I cannot post here. Let me in: /invite @Paperboy").says,
  },
  {
    name: "the bot is put out of the channel",
    play: ({ slack, room }) => slack.kick(room),
    ...failed("I am not in the channel (not_in_channel)"),
    nextDay: failed("I am not in this channel, so I cannot post here. Let me in: /invite @Paperboy").says,
  },

  // A workspace that is gone.
  { ...refuses("account_inactive"), ...failed(`${token} (account_inactive)`) },
  { ...refuses("token_revoked"), ...failed(`${token} (token_revoked)`) },
  { ...refuses("token_expired"), ...failed(`${token} (token_expired)`) },
  { ...refuses("not_authed"), ...failed(`${token} (not_authed)`) },
  { ...refuses("invalid_auth"), ...failed(`${token} (invalid_auth)`) },
  { ...refuses("not_allowed_token_type"), ...failed(`${token} (not_allowed_token_type)`) },
  { ...refuses("missing_scope"), ...failed(`${forbidden} (missing_scope)`) },
  { ...refuses("no_permission"), ...failed(`${forbidden} (no_permission)`) },
  { ...refuses("app_access_restricted"), ...failed(`${keptOut} (app_access_restricted)`) },
  { ...refuses("ekm_access_denied"), ...failed(`${keptOut} (ekm_access_denied)`) },
  { ...refuses("two_factor_setup_required"), ...failed(`${keptOut} (two_factor_setup_required)`) },
  {
    name: "the app is removed from the workspace",
    play: ({ slack }) => slack.uninstall(),
    ...failed(`${token} (account_inactive)`),
    nextDay: failed(`${token} (account_inactive)`).says,
  },
  {
    name: "the token is revoked",
    play: ({ slack }) => slack.revoke(slack.botToken),
    ...failed(`${token} (token_revoked)`),
    nextDay: failed(`${token} (token_revoked)`).says,
  },
  {
    name: "the scope to write is taken away",
    play: ({ slack }) => slack.scopes.delete("chat:write"),
    ...failed(`${forbidden} (missing_scope)`),
    nextDay: failed(`${forbidden} (missing_scope)`).says,
  },

  // Our own mistakes.
  { ...refuses("invalid_blocks"), ...failed(`${ours} (invalid_blocks)`) },
  { ...refuses("invalid_blocks_format"), ...failed(`${ours} (invalid_blocks_format)`) },
  { ...refuses("msg_blocks_too_long"), ...failed(`${ours} (msg_blocks_too_long)`) },
  { ...refuses("no_text"), ...failed(`${ours} (no_text)`) },
  { ...refuses("metadata_too_large"), ...failed(`${ours} (metadata_too_large)`) },
  { ...refuses("invalid_metadata_format"), ...failed(`${ours} (invalid_metadata_format)`) },
  { ...refuses("invalid_metadata_schema"), ...failed(`${ours} (invalid_metadata_schema)`) },

  // Not posted for sure.
  { ...refuses("ratelimited"), ...again("Slack asked me to wait (ratelimited)", { afterMs: 5_000 }) },
  { ...refuses("rate_limited"), ...again("Slack asked me to wait (rate_limited)", { afterMs: 5_000 }) },
  {
    ...refuses("service_unavailable"),
    ...again("Slack is not available (service_unavailable)", { afterMs: 5_000 }),
  },
  { ...refuses("team_added_to_org"), ...again(`${moved} (team_added_to_org)`, { afterMs: 5_000 }) },
  { ...refuses("org_login_required"), ...again(`${moved} (org_login_required)`, { afterMs: 5_000 }) },
  {
    ...refuses("message_limit_exceeded"),
    ...again("the workspace has used up its messages (message_limit_exceeded)", { afterMs: 5_000 }),
  },
  {
    name: "429 for 2 seconds",
    ...plays({ kind: "rate limited", retryAfterSeconds: 2 }),
    ...again("Slack asked me to wait (ratelimited)", { afterMs: 5_000 }),
  },
  {
    name: "429 for 90 seconds",
    ...plays({ kind: "rate limited", retryAfterSeconds: 90 }),
    ...again("Slack asked me to wait (ratelimited)", { afterMs: 90_000, at: "09:01" }),
  },
  {
    name: "429 without Retry-After",
    ...plays({ kind: "rate limited" }),
    ...again("Slack asked me to wait (rate_limited_without_time)", { afterMs: 5_000 }),
  },
  {
    name: "nobody listens",
    play: ({ down }) => down(),
    ...again("Slack could not be reached (ECONNREFUSED)", { afterMs: 5_000 }),
    meanwhile: ({ up }) => up(),
  },

  // Perhaps posted, and not there.
  { ...refuses("fatal_error"), ...doubt(`${unknown} (fatal_error)`, "nothing") },
  { ...refuses("request_timeout"), ...doubt("Slack did not answer in time (request_timeout)", "nothing") },
  { ...refuses("internal_error"), ...doubt(`${unknown} (internal_error)`, "nothing") },
  { ...refuses("a_code_of_next_year"), ...doubt(`${unknown} (a_code_of_next_year)`, "nothing") },
  { name: "500", ...plays({ kind: "status", status: 500 }), ...doubt("Slack had a failure (http_500)", "nothing") },
  { name: "502", ...plays({ kind: "status", status: 502 }), ...doubt("Slack had a failure (http_502)", "nothing") },
  { name: "503", ...plays({ kind: "status", status: 503 }), ...doubt("Slack had a failure (http_503)", "nothing") },
  { name: "a reset before Slack acted", ...plays({ kind: "reset", acting: "before" }), ...doubt(broke, "nothing") },
  {
    name: "a timeout before Slack acted",
    timesOut: true,
    ...plays({ kind: "hang", acting: "before" }),
    ...doubt("Slack did not answer in time (timeout)", "nothing"),
  },
  {
    name: "bad JSON before Slack acted",
    ...plays({ kind: "bad json", acting: "before" }),
    ...doubt("I could not read Slack's answer (unreadable_answer)", "nothing"),
  },

  // Perhaps posted, and there.
  {
    name: "fatal_error after Slack acted",
    ...plays({ kind: "error", code: "fatal_error", acting: "after" }),
    ...doubt(`${unknown} (fatal_error)`, "it"),
  },
  {
    name: "500 after Slack acted",
    ...plays({ kind: "status", status: 500, acting: "after" }),
    ...doubt("Slack had a failure (http_500)", "it"),
  },
  { name: "a reset after Slack acted", ...lost, ...doubt(broke, "it") },
  {
    name: "a timeout after Slack acted",
    timesOut: true,
    ...plays({ kind: "hang", acting: "after" }),
    ...doubt("Slack did not answer in time (timeout)", "it"),
  },
  {
    name: "an answer that comes too late",
    timesOut: true,
    ...plays({ kind: "slow", ms: patience(1_300) }),
    ...doubt("Slack did not answer in time (timeout)", "it"),
  },
  {
    name: "bad JSON after Slack acted",
    ...plays({ kind: "bad json", acting: "after" }),
    ...doubt("I could not read Slack's answer (unreadable_answer)", "it"),
  },
  {
    name: "an answer that is slow, in time",
    ...plays({ kind: "slow", ms: 50 }),
    acts: true,
    state: "sent",
    reason: "",
    says: "Posted 5 papers on Tue 24 November, 09:00.",
    next: { does: "nothing" },
  },

  // The lookup goes wrong too.
  {
    name: "a lost answer and 500 once",
    ...lost,
    meanwhile: looking({ kind: "status", status: 500 }),
    ...doubt(broke, "it"),
  },
  {
    name: "a lost answer and 500 without end",
    ...lost,
    meanwhile: looking({ kind: "status", status: 500 }, 9),
    ...doubt(broke, "no answer"),
  },
  {
    name: "a lost answer and a lookup asked to wait",
    ...lost,
    meanwhile: looking({ kind: "rate limited", retryAfterSeconds: 30 }),
    ...doubt(broke, "it"),
  },
  {
    name: "a lost answer and a lookup asked to wait a minute",
    ...lost,
    meanwhile: looking({ kind: "rate limited", retryAfterSeconds: 60 }),
    ...doubt(broke, "it"),
  },
  {
    name: "a lost answer and bad JSON without end",
    ...lost,
    meanwhile: looking({ kind: "bad json" }, 9),
    ...doubt(broke, "no answer"),
  },
  {
    name: "a lost answer in a busy channel",
    ...lost,
    meanwhile: ({ slack, room }) => {
      const user = slack.addUser();
      for (let said = 0; said < 160; said += 1) slack.say("talk", { channel: room, user });
    },
    ...doubt(broke, "no answer"),
  },
  {
    name: "a lost answer and no scope to look",
    ...lost,
    meanwhile: ({ slack }) => slack.scopes.delete("channels:history"),
    ...doubt(broke, "no answer"),
  },
  {
    name: "a lost answer, then put out of the channel",
    ...lost,
    meanwhile: ({ slack, room }) => slack.kick(room),
    ...doubt(broke, "no answer"),
    nextDay: failed("I am not in the channel (not_in_channel)").says,
  },
  {
    name: "a lost answer, then a revoked token",
    ...lost,
    meanwhile: ({ slack }) => slack.revoke(slack.botToken),
    ...doubt(broke, "no answer"),
    nextDay: failed(`${token} (token_revoked)`).says,
  },
];

import type { Fault } from "../fakes/discord/index.ts";
import { patience } from "../patience.ts";
import { history, post, type DiscordPlace } from "./place-discord.ts";
import { again, doubt, failed, type Row } from "./row.ts";

type Plays = Pick<Row<DiscordPlace>, "play">;
type RefusalCode = Extract<Fault, { kind: "refusal" }>["code"];

const plays = (fault: Fault, times = 1): Plays => ({ play: ({ discord }) => discord.fail(post, fault, times) });
const refuses = (code: RefusalCode): Plays & { name: string; code: number } => ({
  ...plays({ kind: "refusal", code }),
  name: `code ${code}`,
  code,
});
const looking =
  (fault: Fault, times = 1) =>
  ({ discord }: DiscordPlace) =>
    discord.fail(history, fault, times);
/** The answer is lost, and the edition stands in the channel. */
const lost = plays({ kind: "reset", when: "after" });
const broke = "the connection to Discord broke (UND_ERR_SOCKET)";

const permission = (name: string) =>
  failed(`I cannot post here yet: give me the permission ${name} in this channel's settings`).says;
const ours = "I made a message that Discord refuses";
const kind = "this kind of channel takes no messages";
const wait = "Discord asked me to wait (429)";
const late = "Discord did not answer in time (timeout)";
const unreadable = "I could not read Discord's answer (SyntaxError)";

export const discordRows: readonly Row<DiscordPlace>[] = [
  // A channel that is gone, or closed to the bot.
  { ...refuses(10003), ...failed("the channel is gone (404 code 10003)") },
  { ...refuses(50001), ...failed("I cannot see the channel (403 code 50001)") },
  { ...refuses(160002), ...failed("I may not read the channel's history (403 code 160002)") },
  { ...refuses(40058), ...failed("a forum takes no messages (400 code 40058)") },
  { ...refuses(50007), ...failed("this person takes no direct messages (403 code 50007)") },
  { ...refuses(50008), ...failed(`${kind} (400 code 50008)`) },
  { ...refuses(50013), ...failed("I lack a permission in the channel (403 code 50013)") },
  { ...refuses(50024), ...failed(`${kind} (400 code 50024)`) },
  { ...refuses(50083), ...failed("the thread is closed (400 code 50083)") },
  { ...refuses(50278), ...failed("I have no server in common with this person (403 code 50278)") },
  {
    name: "the channel is deleted",
    play: ({ discord, room }) => discord.deleteChannel(room),
    ...failed("the channel is gone (404 code 10003)"),
    nextDay: failed("This channel is gone from Discord").says,
  },
  {
    name: "the permission to see the channel is lost",
    play: ({ discord, room }) => discord.permit(room, []),
    ...failed("I cannot see the channel (403 code 50001)"),
    nextDay: permission("View Channels"),
  },
  {
    name: "the permission to write is lost",
    play: ({ discord, room }) => discord.permit(room, ["VIEW_CHANNEL", "READ_MESSAGE_HISTORY"]),
    ...failed("I lack a permission in the channel (403 code 50013)"),
    nextDay: permission("Send Messages"),
  },
  {
    name: "the thread is archived and locked",
    inThread: true,
    play: ({ discord, thread }) => discord.archiveThread(thread, { locked: true }),
    ...failed("the thread is closed (400 code 50083)"),
    nextDay: failed("This thread is closed: open it again, or choose another channel").says,
  },

  // A server that is gone, and a token.
  { ...refuses(10004), ...failed("the server is gone (404 code 10004)") },
  {
    name: "the bot is put out of the server",
    play: ({ discord }) => discord.removeGuild(discord.home.guild),
    ...failed("I cannot see the channel (403 code 50001)"),
    nextDay: permission("View Channels"),
  },
  {
    name: "the server is deleted",
    play: ({ discord }) => discord.removeGuild(discord.home.guild, { isGone: true }),
    ...failed("the channel is gone (404 code 10003)"),
    nextDay: failed("This channel is gone from Discord").says,
  },
  {
    name: "the token is refused once",
    ...plays({ kind: "refusal", code: 0 }),
    ...failed("Discord does not take my token (401)"),
  },
  {
    name: "the token is refused for good",
    ...plays({ kind: "refusal", code: 0 }, 9),
    ...failed("Discord does not take my token (401)"),
    nextDay: failed("Discord does not take my token (401)").says,
  },

  // Our own mistakes, and what AutoMod blocks.
  { ...refuses(50006), ...failed(`${ours} (400 code 50006)`) },
  { ...refuses(50035), ...failed(`${ours} (400 code 50035)`) },
  { ...refuses(50109), ...failed(`${ours} (400 code 50109)`) },
  { ...refuses(200000), ...failed("the server's AutoMod blocked it (400 code 200000)") },

  // Not posted for sure.
  { ...refuses(20028), ...again(wait, { afterMs: 5_000 }) },
  { ...refuses(40333), ...again("Discord shut me out for a while (403 code 40333)", { afterMs: 5_000 }) },
  {
    name: "429 for 2 seconds",
    ...plays({ kind: "rate limit", retryAfterMs: 2_000 }),
    ...again(wait, { afterMs: 5_000 }),
  },
  {
    name: "429 for 90 seconds",
    ...plays({ kind: "rate limit", retryAfterMs: 90_000 }),
    ...again(wait, { afterMs: 90_050, at: "09:01" }),
  },
  {
    name: "429 for 20 seconds, shared by all bots",
    ...plays({ kind: "rate limit", retryAfterMs: 20_000, scope: "shared" }),
    ...again(wait, { afterMs: 20_050 }),
  },
  {
    name: "429 for 20 seconds, for the bot as a whole",
    ...plays({ kind: "rate limit", retryAfterMs: 20_000, scope: "global" }),
    ...again(wait, { afterMs: 20_050 }),
  },
  { name: "429 without Retry-After", ...plays({ kind: "rate limit" }), ...again(wait, { afterMs: 5_000 }) },

  // Perhaps posted, and not there.
  {
    ...plays({ kind: "refusal", code: 10008 }),
    name: "a code that nobody knows here",
    ...doubt("something went wrong at Discord (404 code 10008)", "nothing"),
  },
  { name: "500", ...plays({ kind: "status", status: 500 }), ...doubt("Discord had a failure (500)", "nothing") },
  { name: "502", ...plays({ kind: "status", status: 502 }), ...doubt("Discord had a failure (502)", "nothing") },
  { name: "503", ...plays({ kind: "status", status: 503 }), ...doubt("Discord had a failure (503)", "nothing") },
  { name: "a reset before Discord acted", ...plays({ kind: "reset", when: "before" }), ...doubt(broke, "nothing") },
  {
    name: "a timeout before Discord acted",
    timesOut: true,
    ...plays({ kind: "hang", when: "before" }),
    ...doubt(late, "nothing"),
  },

  // Perhaps posted, and there.
  {
    name: "500 after Discord acted",
    ...plays({ kind: "status", status: 500, when: "after" }),
    ...doubt("Discord had a failure (500)", "it"),
  },
  { name: "a reset after Discord acted", ...lost, ...doubt(broke, "it") },
  {
    name: "a timeout after Discord acted",
    timesOut: true,
    ...plays({ kind: "hang", when: "after" }),
    ...doubt(late, "it"),
  },
  {
    name: "an answer that comes too late",
    timesOut: true,
    ...plays({ kind: "slow", ms: patience(1_300) }),
    ...doubt(late, "it"),
  },
  { name: "bad JSON", ...plays({ kind: "bad json" }), ...doubt(unreadable, "it") },
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
    meanwhile: looking({ kind: "rate limit", retryAfterMs: 3_000 }),
    ...doubt(broke, "it"),
  },
  {
    name: "a lost answer and bad JSON without end",
    ...lost,
    meanwhile: looking({ kind: "bad json" }, 9),
    ...doubt(broke, "no answer"),
  },
  {
    name: "a lost answer and a busy channel",
    ...lost,
    meanwhile: ({ discord, room }) => {
      for (let said = 0; said < 150; said += 1) discord.message("talk", { channel: room });
    },
    ...doubt(broke, "it"),
  },
  {
    name: "a lost answer, and no permission to read",
    ...lost,
    meanwhile: ({ discord, room }) => discord.permit(room, ["VIEW_CHANNEL", "SEND_MESSAGES"]),
    ...doubt(broke, "no answer"),
  },
  {
    name: "a lost answer, then out of sight",
    ...lost,
    meanwhile: ({ discord, room }) => discord.permit(room, []),
    ...doubt(broke, "no answer"),
    nextDay: failed("I cannot see the channel (403 code 50001)").says,
  },
  {
    name: "a lost answer, then put out of the server",
    ...lost,
    meanwhile: ({ discord }) => discord.removeGuild(discord.home.guild),
    ...doubt(broke, "no answer"),
    nextDay: failed("I cannot see the channel (403 code 50001)").says,
  },
];

import { everChanged, listSubscriptions, type Channel, type Settings } from "#src/channels/index.ts";
import { Mistake } from "#src/errors.ts";
import { code, text, type Block, type Reply } from "#src/reply/index.ts";
import { optional } from "./argument.ts";
import { choice, days, integer, parseZone, time, words, zone } from "./arguments/index.ts";
import { changeChannel, channelHere } from "./change-channel.ts";
import { command, type Context } from "./command.ts";
import { postAgain, postNow, preview } from "./daily-post.ts";
import { changeDaily, dailyState, previewDaily, turnOnDaily } from "./daily-state.ts";

export const daily = command({
  name: "daily",
  summary: "The day's papers in this channel, at its hour",
  examples: ["daily at 09:00 Europe/Berlin weekdays count 5", "daily on", "daily off", "daily preview"],
  common: true,
  changesSettings: true,
  lists: true,
  args: {
    action: optional(choice(["on", "off", "preview", "now"]), "Turn it on or off, see the next one, or post it now"),
    at: optional(time(), "Hour of the day"),
    zone: optional(zone(), "Time zone or city"),
    days: optional(days(), "Days of the week"),
    count: optional(integer({ min: 1, max: 10, keyword: "count" }), "How many papers"),
    content: optional(choice(["topics only", "everything"]), "Only this channel's topics, or trending papers too"),
    nothing_new: optional(
      choice(["say so", "stay quiet"], { keyword: "nothing new:" }),
      "What to do on a day without new papers",
    ),
    again: { ...optional(words({ form: "DATE", maxLength: 10 }), ""), hidden: true },
  },
  check: ({ action, ...parts }) => {
    const given = Object.values(parts).some((part) => part !== undefined);
    if (action !== undefined && action !== "on" && given) {
      throw new Mistake("stands_alone", `${action} stands alone`, { example: action });
    }
  },
  form: async (context) => {
    const { settings, key } = await channelHere(context);
    const { at, days, count, posts: content, nothingNew: nothing_new } = settings;
    const isZoneChosen = await everChanged((await context.store()).db, key, zoneChoices);
    const own = isZoneChosen ? undefined : await zoneOf(context.request.actor);
    return { at, zone: own ?? settings.zone, days, count, content, nothing_new };
  },
  run: async (context): Promise<Reply> => {
    const { args } = context;
    if (args.again !== undefined) return postAgain(context, args.again);
    if (args.action === "preview") return preview(context);
    if (args.action === "now") return postNow(context);
    const change = changeOf(args);
    return Object.keys(change).length === 0 ? show(context) : save(context, change);
  },
});

type ChangedSettings = { -readonly [Name in keyof Settings]?: Settings[Name] };

interface DailyArguments {
  readonly action: "on" | "off" | "preview" | "now" | undefined;
  readonly at: string | undefined;
  readonly zone: string | undefined;
  readonly days: string | undefined;
  readonly count: number | undefined;
  readonly content: Settings["posts"] | undefined;
  readonly nothing_new: Settings["nothingNew"] | undefined;
}

/** What was chosen. A time of day turns the post on. */
function changeOf({
  action,
  at,
  zone,
  days,
  count,
  content: posts,
  nothing_new: nothingNew,
}: DailyArguments): ChangedSettings {
  return {
    ...(action === "off" && { daily: false }),
    ...((action === "on" || at !== undefined) && { daily: true }),
    ...(at !== undefined && { at }),
    ...(zone !== undefined && { zone }),
    ...(days !== undefined && { days }),
    ...(count !== undefined && { count }),
    ...(posts !== undefined && { posts }),
    ...(nothingNew !== undefined && { nothingNew }),
  };
}

/** Once somebody chose one of these, the zone is the channel's own. */
const zoneChoices = ["zone", "daily"];

async function save(context: Context, change: ChangedSettings): Promise<Reply> {
  const { request, canPost } = context;
  const digest = await context.digest();
  const own = change.daily === true && change.zone === undefined ? await zoneOf(request.actor) : undefined;
  const answer = change.daily === true ? await canPost(request.channel) : undefined;
  const { channel, topics, at, isZoneOpen } = await changeChannel(context, async (trx, before, changing) => {
    const isZoneOpen =
      change.daily === true && change.zone === undefined && !(await everChanged(trx, before.key, zoneChoices));
    const zone = isZoneOpen && own !== undefined ? { zone: own } : {};
    const channel = await digest.changeSettings(trx, before, { ...change, ...zone }, changing);
    if (answer !== undefined) await digest.keepCanPost(trx, channel, answer);
    return { channel, topics: (await listSubscriptions(trx, channel.key)).length, at: changing.now, isZoneOpen };
  });
  const notices: Block[] = [];
  if (answer !== undefined && answer !== "yes") notices.push(answer);
  if (isZoneOpen) notices.push({ kind: "notice", tone: "info", text: zoneTaken(own) });
  return stateReply(channel, { topics, now: at, notices });
}

async function show(context: Context): Promise<Reply> {
  const { db, now: agreedNow } = await context.store();
  const channel = await channelHere(context);
  const topics = (await listSubscriptions(db, channel.key)).length;
  return stateReply(channel, { topics, now: await agreedNow(), notices: [] });
}

async function stateReply(
  channel: Channel,
  { topics, now, notices }: { readonly topics: number; readonly now: number; readonly notices: readonly Block[] },
): Promise<Reply> {
  const { daily: isOn, posts } = channel.settings;
  const title = `The daily post is ${isOn ? "on" : "off"} here`;
  const isEmpty = isOn && posts === "topics only" && topics === 0;
  const empty: Block = {
    kind: "notice",
    tone: "info",
    text: text("It holds only papers on topics, and there are none here yet: ", code("subscribe low-rank adapters")),
  };
  const items = dailyState({ channel, topics, now });
  return {
    blocks: [
      { kind: "heading", text: title },
      ...notices,
      ...(isEmpty ? [empty] : []),
      { kind: "list", items },
      { kind: "buttons", buttons: [...(isOn ? [] : [turnOnDaily]), previewDaily, changeDaily] },
    ],
    outcome: "answered",
    summary: title,
  };
}

function zoneTaken(own: string | undefined) {
  return own === undefined
    ? text("I do not know your time zone, so I take UTC. Another one: ", code("daily Europe/Berlin"))
    : text(`I take your own time zone, ${own}. Another one: `, code("daily Europe/Berlin"));
}

/** The person's zone where the platform tells one that this Node knows. */
async function zoneOf(actor: Context["request"]["actor"]): Promise<string | undefined> {
  const told = await actor.timeZone();
  return told === undefined ? undefined : parseZone(told);
}

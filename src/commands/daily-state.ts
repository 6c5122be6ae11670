import { nextInWords, type Channel } from "#src/channels/index.ts";
import { dayInWords, localDate, localTime } from "#src/dates.ts";
import { bold, code, text, type Button, type Text } from "#src/reply/index.ts";

interface DailyState {
  readonly channel: Channel;
  /** How many topics the channel follows. */
  readonly topics: number;
  /** Milliseconds. */
  readonly now: number;
}

/** What a channel has chosen for its daily post, and when the next one comes, in its local time. */
export function dailyState({ channel, topics, now }: DailyState): Text[] {
  const { settings } = channel;
  const next = nextOf(channel);
  const paused = pausedUntil(channel, now);
  const when = `${settings.days} at ${settings.at} (${settings.zone})`;
  const isTopical = settings.posts === "topics only";
  const few = settings.count === 1 ? "one paper" : `up to ${settings.count} papers`;
  return [
    settings.daily
      ? text(bold("Daily post:"), ` ${when}`)
      : text(bold("Daily post:"), ` off; it would come ${when}; turn it on: `, code("daily on")),
    ...(paused === undefined ? [] : [text(bold("Paused:"), ` until ${paused}; go on at once: `, code("resume"))]),
    ...(next === undefined
      ? []
      : [text(bold("Next:"), ` ${next}${paused === undefined ? whyLater(channel, now) : ""}`)]),
    text(
      bold("Holds:"),
      isTopical ? ` ${few}, only new ones on topics` : ` ${few}: new ones on topics first, then trending ones`,
    ),
    text(bold("Nothing new:"), ` ${settings.nothingNew}`),
    topics === 0
      ? text(bold("Topics:"), " none; follow one: ", code("subscribe low-rank adapters"))
      : text(bold("Topics:"), ` ${topics}; see them: `, code("subscriptions")),
    ...(settings.managers ? [text(bold("Changes:"), " by managers only")] : []),
  ];
}

/** Why today's time, still to come, is passed over: one comes a day, also where its time or zone was changed since. */
function whyLater({ settings: { at, zone }, lastDate = "" }: Channel, now: number): string {
  const isOver = lastDate >= localDate(now, zone) && localTime(now, zone) < at;
  return isOver ? `, since the one of ${dayInWords(lastDate)} has come` : "";
}

/** `Wed 25 November, 09:00 (Europe/Berlin)`; undefined where none comes. */
export function nextOf({ nextDueAt, settings }: Channel): string | undefined {
  return nextDueAt === undefined ? undefined : nextInWords(nextDueAt, settings.zone);
}

/** The day on which a paused daily post comes again; undefined where it is not paused now. */
export function pausedUntil({ settings }: Channel, now: number): string | undefined {
  const { pausedUntil: until, zone } = settings;
  return until === undefined || until <= localDate(now, zone) ? undefined : dayInWords(until);
}

/** Opens a form to change the daily post. */
export const changeDaily: Button = { label: "Change…", press: "form", call: { command: "daily", args: {} } };
/** Opens a form to follow topics. */
export const addTopic: Button = { label: "Add topic…", press: "form", call: { command: "subscribe", args: {} } };
export const previewDaily: Button = {
  label: "Preview",
  press: "answer",
  call: { command: "daily", args: { action: "preview" } },
};
export const turnOnDaily: Button = {
  label: "Turn on the daily post",
  press: "answer",
  call: { command: "daily", args: { action: "on" } },
  primary: true,
};

/** Posts the edition of a local date, which is in doubt, again. */
export function postAgainButton(date: string, label: string): Button {
  return { label, press: "answer", call: { command: "daily", args: { again: date } } };
}

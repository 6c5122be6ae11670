import { localDate } from "#src/dates.ts";
import type { Settings } from "#src/channels/index.ts";
import type { Chance } from "./random.ts";

export const day = 24 * 60 * 60 * 1_000;

const zones = [
  "Europe/Berlin",
  "America/New_York",
  "Pacific/Auckland",
  "Pacific/Pago_Pago",
  "Pacific/Kiritimati",
  "Africa/Cairo",
  "Australia/Lord_Howe",
  "UTC",
] as const;
export const subjects = ["model editing", "low-rank adapters", "diffusion sampling", "graph transformers"] as const;
export const topics = [
  "model editing",
  "adapters",
  "diffusion -graph",
  "transformers",
  '"low rank"',
  "sampling",
] as const;

/** What a person in a channel may do. */
export type Command = "choose" | "off" | "on" | "pause" | "resume" | "subscribe" | "unsubscribe" | "now" | "again";

/** As often as they stand here: a channel that is off most of the time would show little. */
export const commands: readonly [Command, ...Command[]] = [
  ...(["choose", "choose", "off", "on", "on", "on", "pause", "resume", "resume"] as const),
  ...(["subscribe", "subscribe", "unsubscribe", "now", "now", "now", "again", "again"] as const),
];

/** What a command changes of a channel's settings; undefined for those that change none. */
export function changeFor(
  command: Command,
  { chance, now }: { readonly chance: Chance; readonly now: number },
): Partial<Settings> | undefined {
  if (command === "off") return { daily: false };
  if (command === "on") return { daily: true };
  if (command === "resume") return { pausedUntil: undefined };
  if (command === "pause") return { pausedUntil: localDate(now + chance.between(0, 3) * day, "UTC") };
  if (command !== "choose") return undefined;
  return {
    daily: true,
    zone: chance.pick(zones),
    at: `${String(chance.between(0, 23)).padStart(2, "0")}:${chance.pick(["00", "15", "30"])}`,
    days: chance.pick(["every day", "every day", "every day", "weekdays", "mon,sat"]),
    count: chance.between(1, 4),
    posts: chance.pick(["everything", "everything", "topics only"]),
    nothingNew: chance.pick(["stay quiet", "say so"]),
  };
}

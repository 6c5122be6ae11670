import { z } from "zod";
import { Mistake } from "#src/errors.ts";
import type { ArgumentType } from "../argument.ts";

const keyword = "at";

/** An hour of the day as `09:00`, behind `at` in words: 09:00, 9:00, 09.00, 9am, 9:30 pm, 9, noon, midnight. */
export function time(): ArgumentType<string> {
  return {
    schema: z.string().trim().min(1),
    accept: async (value) => parseTime(String(value).replace(/^at\s+/i, "")) ?? refuse(String(value)),
    read: async (words) => {
      if (words[0]?.toLowerCase() !== keyword) return undefined;
      const joined = parseTime(`${words[1] ?? ""}${words[2] ?? ""}`);
      if (joined !== undefined && /^[ap]\.?m\.?$/i.test(words[2] ?? "")) return { took: 3, value: joined };
      const value = parseTime(words[1] ?? "");
      return value === undefined ? { mistake: mistake(words[1] ?? "") } : { took: 2, value };
    },
    store: (value) => value,
    print: (value) => `${keyword} ${value}`,
    suggest: async (typed) =>
      ["07:00", "08:00", "09:00", "10:00", "12:00", "17:00"]
        .filter((hour) => hour.startsWith(typed) || hour.startsWith(`0${typed}`))
        .map((hour) => ({ name: hour, value: hour })),
    widget: { kind: "text", maxLength: 20 },
    form: `${keyword} TIME`,
  };
}

/** `HH:MM` of a time as people type it; undefined where it is not a time. */
function parseTime(typed: string): string | undefined {
  const folded = typed.trim().toLowerCase();
  if (folded === "noon") return "12:00";
  if (folded === "midnight") return "00:00";
  const parts = /^(\d{1,2})(?:[:.h](\d{2}))?\s*(?:([ap])\.?m\.?)?$/.exec(folded);
  if (parts === null) return undefined;
  const [, hours = "", minutes = "00", half] = parts;
  let hour = Number(hours);
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return undefined;
    hour = (hour % 12) + (half === "p" ? 12 : 0);
  }
  if (hour > 23 || Number(minutes) > 59) return undefined;
  return `${String(hour).padStart(2, "0")}:${minutes}`;
}

function mistake(typed: string): Mistake {
  const what = typed === "" ? "“at” needs a time of day" : `“${typed}” is not a time of day from 00:00 to 23:59`;
  return new Mistake("wrong_time", what, { example: "at 09:00" });
}

function refuse(typed: string): never {
  throw mistake(typed);
}

import { z } from "zod";
import { Mistake } from "#src/errors.ts";
import type { ArgumentType } from "../argument.ts";

const keyword = "until";
const WORDS_AT_MOST = 3;
const DAYS_AT_MOST = 999;
const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
const months = [
  ...["january", "february", "march", "april", "may", "june"],
  ...["july", "august", "september", "october", "november", "december"],
];

/**
 * A day, behind `until` in words: `2026-12-01`, `1 dec 2026`, `1 dec`, `tomorrow`, `monday`, `in 3 days`. Which day that
 * is depends on today's date: `dateOf` tells.
 */
export function date(): ArgumentType<string> {
  return {
    schema: z.string().trim().min(1),
    accept: async (value) => parseDate(String(value).replace(/^until\s+/i, "")) ?? refuse(String(value)),
    read: async (words) => {
      if (words[0]?.toLowerCase() !== keyword) return undefined;
      for (let took = WORDS_AT_MOST; took > 0; took -= 1) {
        const value = words.length > took ? parseDate(words.slice(1, took + 1).join(" ")) : undefined;
        if (value !== undefined) return { took: took + 1, value };
      }
      return { mistake: mistake(words.slice(1).join(" ")) };
    },
    store: (value) => value,
    print: (value) => `${keyword} ${value}`,
    suggest: async (typed) =>
      ["tomorrow", "monday", "in 3 days", "in 7 days", "in 14 days"]
        .filter((value) => value.startsWith(typed.toLowerCase()))
        .map((value) => ({ name: value, value })),
    widget: { kind: "text", maxLength: 30 },
    form: `${keyword} DATE`,
  };
}

/** The date (`2026-12-01`) of a value of this type, read on the date `today`; later than today but for a whole date. */
export function dateOf(value: string, today: string): string {
  const inDays = /^in (\d+) days$/.exec(value);
  if (inDays !== null) return daysAfter(today, Number(inDays[1]));
  if (value === "tomorrow") return daysAfter(today, 1);
  const weekday = weekdays.findIndex((name) => name === value);
  if (weekday !== -1) {
    const todayIs = (new Date(today).getUTCDay() + 6) % 7;
    return daysAfter(today, ((weekday - todayIs + 6) % 7) + 1);
  }
  const [day = "", month = ""] = value.split(" ");
  const at = months.indexOf(month);
  if (at === -1) return value;
  // 29 February may be 8 years away.
  const year = Number(today.slice(0, 4));
  const next = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((years) => dateIn(year + years, at, Number(day)));
  return next.find((found) => found !== undefined && found > today) ?? value;
}

/** A day as people write it, in one form; undefined where it is not a day. */
function parseDate(typed: string): string | undefined {
  const folded = typed.trim().toLowerCase().replaceAll(/[.,]/g, " ").replaceAll(/\s+/g, " ").trim();
  if (folded === "tomorrow") return folded;
  if (folded === "next week") return "in 7 days";
  const ahead = /^in (a|\d{1,3}) (day|week)s?$/.exec(folded);
  if (ahead !== null) {
    const days = (ahead[1] === "a" ? 1 : Number(ahead[1])) * (ahead[2] === "week" ? 7 : 1);
    return days >= 1 && days <= DAYS_AT_MOST ? `in ${days} days` : undefined;
  }
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(folded);
  if (iso !== null) return dateIn(Number(iso[1]), Number(iso[2]) - 1, Number(iso[3]));
  const weekday = weekdays.find((name) => isShort(folded.replace(/^next /, ""), name));
  if (weekday !== undefined) return weekday;
  const named = /^(?:(\d{1,2})(?:st|nd|rd|th)? ([a-z]+)|([a-z]+) (\d{1,2})(?:st|nd|rd|th)?)(?: (\d{4}))?$/.exec(folded);
  if (named === null) return undefined;
  const month = months.findIndex((name) => isShort(named[2] ?? named[3] ?? "", name));
  const day = Number(named[1] ?? named[4]);
  if (month === -1) return undefined;
  if (named[5] !== undefined) return dateIn(Number(named[5]), month, day);
  // A leap year, so that 29 February is a day.
  return dateIn(2028, month, day) === undefined ? undefined : `${day} ${months[month] ?? ""}`;
}

/** At least three letters of the name, from its beginning. */
function isShort(typed: string, name: string): boolean {
  return typed.length >= 3 && name.startsWith(typed);
}

function dateIn(year: number, month: number, day: number): string | undefined {
  const found = new Date(Date.UTC(year, month, day));
  return found.getUTCMonth() === month && found.getUTCDate() === day ? found.toISOString().slice(0, 10) : undefined;
}

function daysAfter(date: string, days: number): string {
  return new Date(Date.parse(date) + days * 24 * 60 * 60 * 1_000).toISOString().slice(0, 10);
}

function mistake(typed: string): Mistake {
  const what = typed === "" ? "“until” needs a day" : `“${typed}” is not a day`;
  return new Mistake("unknown_date", `${what}; write 2026-12-01, 1 dec, monday, tomorrow or in 3 days`, {
    example: "until monday",
  });
}

function refuse(typed: string): never {
  throw mistake(typed);
}

import { z } from "zod";
import { Mistake } from "#src/errors.ts";
import type { ArgumentType } from "../argument.ts";

const WEEKDAY_NAMES = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

/**
 * Days of the week, printed as `weekdays`, `every day` or `mon,wed`. In words also `monday, wednesday`, `mon wed`,
 * `weekends`.
 */
export function days(): ArgumentType<string> {
  return {
    schema: z.string().trim().min(1),
    accept: async (value) => {
      const words = String(value).trim().split(/\s+/);
      const match = readDays(words);
      if (match === undefined || "mistake" in match || match.took !== words.length) throw mistake(String(value));
      return match.value;
    },
    read: async (words) => readDays(words),
    store: (value) => value,
    print: (value) => value,
    suggest: async (typed) =>
      ["weekdays", "every day", "mon,wed,fri", "mon"]
        .filter((value) => value.startsWith(typed.toLowerCase()))
        .map((value) => ({ name: value, value })),
    widget: { kind: "text", maxLength: 40 },
    form: "DAYS",
  };
}

function readDays(words: readonly string[]): { took: number; value: string } | { mistake: Mistake } | undefined {
  const first = words[0]?.toLowerCase() ?? "";
  const second = words[1]?.toLowerCase() ?? "";
  if (first === "weekdays") return { took: 1, value: "weekdays" };
  if (first === "weekends") return { took: 1, value: "sat,sun" };
  if (first === "everyday") return { took: 1, value: "every day" };
  if (first === "every" && second === "day") return { took: 2, value: "every day" };
  if (first === "every" && second === "weekday") return { took: 2, value: "weekdays" };
  const named = new Set<number>();
  let took = 0;
  for (const word of words) {
    const parts = word.split(",").filter((part) => part !== "");
    const numbers = parts.map(dayOf);
    if (parts.length === 0 || numbers.every((day) => day === undefined)) break;
    if (numbers.includes(undefined)) return { mistake: mistake(word) };
    for (const day of numbers) if (day !== undefined) named.add(day);
    took += 1;
  }
  if (took === 0) return undefined;
  return { took, value: printDays([...named]) };
}

/** The canonical words of a set of days (0 is Monday). */
function printDays(named: readonly number[]): string {
  const sorted = [...new Set(named)].sort((a, b) => a - b);
  if (sorted.length === 7) return "every day";
  if (sorted.join() === "0,1,2,3,4") return "weekdays";
  return sorted.map((day) => WEEKDAY_NAMES[day]).join(",");
}

function dayOf(word: string): number | undefined {
  const full = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
  const folded = word.toLowerCase().replace(/s$/, "");
  const at = full.findIndex(
    (day) => folded.length >= 3 && (day === folded || (folded.length <= 5 && day.startsWith(folded))),
  );
  return at === -1 ? undefined : at;
}

function mistake(typed: string): Mistake {
  return new Mistake("unknown_days", `“${typed}” is not days of the week`, { example: "mon,wed,fri" });
}

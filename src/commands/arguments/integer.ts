import { z } from "zod";
import { Mistake } from "#src/errors.ts";
import type { ArgumentType } from "../argument.ts";

/** A whole number from `min` to `max`, behind its keyword where it has one: `count 5`. */
export function integer(options: { min: number; max: number; keyword?: string }): ArgumentType<number> {
  const { min, max, keyword } = options;
  const prefix = keyword === undefined ? "" : `${keyword} `;

  function check(typed: string): number {
    const value = /^-?\d+$/.test(typed) ? Number(typed) : Number.NaN;
    if (value >= min && value <= max) return value;
    const name = keyword === undefined ? "This" : `“${keyword}”`;
    const nearest = Number.isNaN(value) ? min : Math.min(max, Math.max(min, value));
    throw new Mistake("number_out_of_range", `${name} takes a whole number from ${min} to ${max}, not “${typed}”`, {
      example: `${prefix}${nearest}`,
    });
  }

  return {
    schema: z.union([z.number(), z.string()]),
    accept: async (value) => check(String(value).trim()),
    read: async ([first, second]) => {
      const typed = keyword === undefined ? first : first?.toLowerCase() === keyword ? (second ?? "") : undefined;
      if (typed === undefined || (keyword === undefined && !/^-?\d+$/.test(typed))) return undefined;
      try {
        return { took: keyword === undefined ? 1 : 2, value: check(typed) };
      } catch (error) {
        if (error instanceof Mistake) return { mistake: error };
        throw error;
      }
    },
    store: (value) => value,
    print: (value) => `${prefix}${value}`,
    suggest: async () => [],
    widget: { kind: "number", min, max },
    form: `${prefix}${min}-${max}`,
  };
}

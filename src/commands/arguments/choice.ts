import { z } from "zod";
import { Mistake } from "#src/errors.ts";
import { nearest } from "../nearest.ts";
import type { ArgumentType } from "../argument.ts";

/**
 * One of a few fixed values, each one or several words, behind its keyword where it has one
 * (`nothing new: say so`). A keyword with another value behind it is a mistake, and so is a mistyped value alone. `form` stands for a long list of values.
 */
export function choice<const V extends string>(
  values: readonly V[],
  options: { keyword?: string; form?: string } = {},
): ArgumentType<V> {
  const keyword = options.keyword?.split(" ") ?? [];
  const prefix = options.keyword === undefined ? "" : `${options.keyword} `;

  function wrong(typed: string): Mistake {
    const closest = nearest(typed, values) ?? values[0] ?? "";
    const what = typed === "" ? `“${prefix.trim()}” needs a value` : `“${typed}” is not one of: ${values.join(", ")}`;
    return new Mistake("unknown_choice", what, { example: `${prefix}${closest}` });
  }

  return {
    schema: z.string(),
    accept: async (value) => {
      const found = values.find((known) => known === String(value).trim().toLowerCase());
      if (found === undefined) throw wrong(String(value));
      return found;
    },
    read: async (rest) => {
      if (!startsWith(rest, keyword)) return undefined;
      const behind = rest.slice(keyword.length);
      const found = values.find((value) => startsWith(behind, value.split(" ")));
      if (found !== undefined) return { took: keyword.length + found.split(" ").length, value: found };
      if (keyword.length > 0) return { mistake: wrong(behind.slice(0, 2).join(" ")) };
      return behind.length === 1 && isMistyped(behind[0] ?? "", values)
        ? { mistake: wrong(behind[0] ?? "") }
        : undefined;
    },
    store: (value) => value,
    print: (value) => `${prefix}${value}`,
    suggest: async (typed) =>
      values.filter((value) => value.startsWith(typed.toLowerCase())).map((value) => ({ name: value, value })),
    widget: { kind: "choice", choices: values.map((value) => ({ name: value, value })) },
    form: options.form ?? `${prefix}${values.join("|")}`,
  };
}

/** Shorter words are one edit from too many others. */
const MISTYPED_FROM = 4;

function isMistyped(typed: string, values: readonly string[]): boolean {
  return typed.length >= MISTYPED_FROM && nearest(typed, values, 1) !== undefined;
}

function startsWith(words: readonly string[], start: readonly string[]): boolean {
  return start.every((word, at) => words[at]?.toLowerCase() === word);
}

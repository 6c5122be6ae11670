import { z } from "zod";
import { Mistake, OperatorError } from "#src/errors.ts";
import type { Paper } from "#src/corpus/index.ts";
import type { ArgumentType, Lookup } from "../argument.ts";

const SUGGESTIONS_AT_MOST = 25;

/**
 * A paper by number (`#12`, `12`), id or title. Words that are no paper's name are not its own, but `#9999` is a mistake.
 * Where the database is gone, nobody knows of words whether they name a paper that left the listing: they may as well be a
 * search, unless `isNamed`.
 */
export function paper({ isNamed = false } = {}): ArgumentType<Paper> {
  return {
    schema: z.union([z.string().trim().min(1), z.number().int()]),
    accept: async (value, lookup) => {
      const reference = String(value);
      return (await lookup.findPaper(reference)) ?? (await refuse(reference, lookup));
    },
    read: async (words, lookup) => {
      const whole = words.join(" ");
      const found = await (isNamed ? lookup.findPaper(whole) : findInWords(whole, lookup));
      if (found !== undefined) return { took: words.length, value: found };
      const first = words[0] ?? "";
      if (!/^#?\d+$/.test(first)) return undefined;
      const numbered = await lookup.findPaper(first);
      return numbered === undefined ? { mistake: await mistake(first, lookup) } : { took: 1, value: numbered };
    },
    store: (value) => value.id,
    print: (value) => value.id,
    suggest: async (typed, lookup) =>
      (await lookup.suggestPapers(typed, SUGGESTIONS_AT_MOST)).map((suggested) => ({
        name: `#${suggested.number} ${suggested.title}`,
        value: suggested.id,
      })),
    widget: { kind: "paper" },
    form: "PAPER",
  };
}

async function findInWords(words: string, lookup: Lookup): Promise<Paper | undefined> {
  try {
    return await lookup.findPaper(words);
  } catch (error) {
    if (error instanceof OperatorError) return undefined;
    throw error;
  }
}

async function refuse(reference: string, lookup: Lookup): Promise<never> {
  throw await mistake(reference, lookup);
}

async function mistake(reference: string, lookup: Lookup): Promise<Mistake> {
  const [closest] = await lookup.suggestPapers(reference, 1);
  return new Mistake(
    "unknown_paper",
    `There is no paper “${reference}” here${closest === undefined ? "" : `; the nearest is #${closest.number} ${closest.title}`}`,
    { example: closest === undefined ? "#12" : `#${closest.number}` },
  );
}

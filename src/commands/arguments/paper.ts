import { z } from "zod";
import { Mistake, OperatorError } from "#src/errors.ts";
import type { Paper } from "#src/corpus/index.ts";
import type { ArgumentType, Reading } from "../argument.ts";

const suggestionsAtMost = 25;

/** A paper by number (`#12`, `12`), id or title. Words that are no paper's name are not its own, but `#9999` is a mistake. */
export function paper(): ArgumentType<Paper> {
  return {
    schema: z.union([z.string().trim().min(1), z.number().int()]),
    accept: async (value, reading) => {
      const reference = String(value);
      return (await reading.findPaper(reference)) ?? refuse(reference, reading);
    },
    read: async (words, reading) => {
      const whole = words.join(" ");
      const found = await findInWords(whole, reading);
      if (found !== undefined) return { took: words.length, value: found };
      const first = words[0] ?? "";
      if (!/^#?\d+$/.test(first)) return undefined;
      const numbered = await reading.findPaper(first);
      return numbered === undefined ? { mistake: mistake(first, reading) } : { took: 1, value: numbered };
    },
    store: (value) => value.id,
    print: (value) => value.id,
    suggest: async (typed, reading) =>
      reading
        .suggestPapers(typed, suggestionsAtMost)
        .map((suggested) => ({ name: `#${suggested.number} ${suggested.title}`, value: suggested.id })),
    widget: { kind: "paper" },
    form: "PAPER",
  };
}

/** Words may as well be a search, which needs no database: one that is gone knows no paper that left the listing. */
async function findInWords(words: string, reading: Reading): Promise<Paper | undefined> {
  try {
    return await reading.findPaper(words);
  } catch (error) {
    if (error instanceof OperatorError) return undefined;
    throw error;
  }
}

function refuse(reference: string, reading: Reading): never {
  throw mistake(reference, reading);
}

function mistake(reference: string, reading: Reading): Mistake {
  const near = reading.suggestPapers(reference, 1)[0];
  return new Mistake(
    "unknown_paper",
    `There is no paper “${reference}” here${near === undefined ? "" : `; the nearest is #${near.number} ${near.title}`}`,
    { example: near === undefined ? "#12" : `#${near.number}` },
  );
}

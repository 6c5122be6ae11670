import { z } from "zod";
import type { ArgumentType } from "../argument.ts";

/** Everything that follows, as typed: a query, a topic. */
export function words(options: { form: string; maxLength: number }): ArgumentType<string> {
  return {
    schema: z.string().trim().min(1),
    accept: async (value) => String(value),
    read: async (rest) => ({ took: rest.length, value: rest.join(" ") }),
    store: (value) => value,
    print: (value) => value,
    suggest: async () => [],
    widget: { kind: "text", maxLength: options.maxLength },
    form: options.form,
  };
}

import { Routes, type REST } from "discord.js";
import { z } from "zod";
import type { Registration } from "./registration.ts";

/** Tells Discord the commands where it knows others. Throws what the client throws. */
export async function register(rest: REST, application: string, wanted: Registration): Promise<"same" | "changed"> {
  if (isRegistered(await rest.get(Routes.applicationCommands(application)), wanted)) return "same";
  await rest.put(Routes.applicationCommands(application), { body: wanted });
  return "changed";
}

/** Does Discord know exactly these commands? */
export function isRegistered(known: unknown, wanted: Registration): boolean {
  const parsed = commandsSchema.safeParse(known);
  return parsed.success && JSON.stringify(parsed.data) === JSON.stringify(commandsSchema.parse(wanted));
}

// The normal form: what we set, with what Discord fills in or leaves out (false, empty, null) taken away.
const flag = z
  .boolean()
  .nullish()
  .transform((value) => value || undefined);
const numbers = z
  .array(z.number())
  .nullish()
  .transform((value) => value?.toSorted((a, b) => a - b));
const orNothing = <T>(schema: z.ZodType<T>) =>
  schema
    .nullish()
    .transform((value) => (value === null || (Array.isArray(value) && value.length === 0) ? undefined : value));

const optionSchema = z.object({
  type: z.number(),
  name: z.string(),
  description: z.string(),
  required: flag,
  autocomplete: flag,
  choices: orNothing(z.array(z.object({ name: z.string(), value: z.union([z.string(), z.number()]) }))),
  min_value: orNothing(z.number()),
  max_value: orNothing(z.number()),
  max_length: orNothing(z.number()),
});

const commandsSchema = z.array(
  z.object({
    type: z.number(),
    name: z.string(),
    description: z.string(),
    contexts: numbers,
    integration_types: numbers,
    options: orNothing(z.array(optionSchema.extend({ options: orNothing(z.array(optionSchema)) }))),
  }),
);

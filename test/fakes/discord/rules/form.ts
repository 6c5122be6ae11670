import { z } from "zod";
import { invalidForm } from "../refusal.ts";

/** The body as plain data, or 50035 with every problem at its place. */
export function parseForm<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw invalidForm(...parsed.error.issues.map(({ path, message }) => ({ path, message })));
}

/** An id: 64 bits, in digits. */
export const snowflake = z.string().regex(/^\d{1,20}$/);

/** A list that names nothing twice. */
export function distinct<T extends z.ZodType<string | number>>(item: T): z.ZodArray<T> {
  return z.array(item).refine((list) => new Set(list).size === list.length, "nothing is named twice");
}

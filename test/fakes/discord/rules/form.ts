import type { z } from "zod";
import { invalidForm } from "../refusal.ts";

/** The body as plain data, or 50035 with every problem at its place. */
export function parseForm<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw invalidForm(...parsed.error.issues.map(({ path, message }) => ({ path, message })));
}

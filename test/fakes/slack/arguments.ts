import { Refusal } from "./refusal.ts";
import type { Fields } from "./shape.ts";

/** A textual argument; forms carry everything as text. */
export function words(call: Fields, name: string): string | undefined {
  const value = call[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string") return value;
  throw new Refusal("invalid_arguments", { messages: [`[ERROR] must provide a string [json-pointer:/${name}]`] });
}

export function flag(call: Fields, name: string): boolean {
  const value = call[name];
  if (value === undefined) return false;
  if ([true, "true", "1"].some((yes) => yes === value)) return true;
  if ([false, "false", "0"].some((no) => no === value)) return false;
  throw new Refusal("invalid_arguments", { messages: [`[ERROR] must provide a boolean [json-pointer:/${name}]`] });
}

export function count(call: Fields, name: string, fallback: number, max: number): number {
  const value = call[name];
  if (value === undefined) return fallback;
  const number = Number(value);
  if (Number.isInteger(number) && number >= 1 && number <= max) return number;
  throw new Refusal("invalid_limit", { messages: [`[ERROR] must be from 1 to ${max} [json-pointer:/${name}]`] });
}

/** A point in time as Slack writes it, in seconds; throws `code` where it is none. */
export function time(call: Fields, name: string, code: string): number | undefined {
  const value = call[name];
  if (value === undefined) return undefined;
  if (typeof value === "number") return value;
  if (typeof value === "string" && /^\d+(\.\d+)?$/.test(value)) return Number(value);
  throw new Refusal(code);
}

/** A structured argument: JSON text in a form, the thing itself in a JSON body; throws `code` where it is neither. */
export function structure(call: Fields, name: string, code: string): unknown {
  const value = call[name];
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value) as unknown;
  } catch (error) {
    throw new Refusal(code, { messages: [`[ERROR] ${name}: ${String(error)}`] });
  }
}

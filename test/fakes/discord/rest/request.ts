import type { z } from "zod";
import type { Parts } from "../parts.ts";

/** A request that found its route. */
export interface RestRequest {
  readonly query: URLSearchParams;
  /** A part of the path by its name in the route. */
  param(name: string): string;
  /** The body, checked against Discord's own description and against the hand-written rules; else 50035. */
  form<T>(schema: z.ZodType<T>): T;
}

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

export type Handler = (parts: Parts, request: RestRequest) => Answer;

export const NOTHING: Answer = { status: 204 };

export function ok(body: unknown): Answer {
  return { status: 200, body };
}

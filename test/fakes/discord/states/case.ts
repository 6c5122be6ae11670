import { expect } from "vitest";
import type { FakeDiscord } from "../discord.ts";
import { raw, type RawAnswer } from "../raw.ts";

/** What a case works with: a fresh fake, and its clock. */
export interface Scene {
  readonly discord: FakeDiscord;
  /** Moves the fake's clock. */
  readonly pass: (ms: number) => void;
}

/** Shows one rule by real requests. `code` is the row's. */
export type Case = (scene: Scene, code: number) => Promise<void>;

export function expectRefused(answer: RawAnswer, code: number, status?: number): void {
  expect(answer.status).toBeGreaterThanOrEqual(400);
  if (status !== undefined) expect(answer.status).toBe(status);
  expect(answer.code).toBe(code);
}

export function expectAccepted(answer: RawAnswer): void {
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
}

/** The bot posts `body` (a text, or more) in a channel. */
export function post(
  discord: FakeDiscord,
  body: string | object = "hello",
  channel = discord.home.channel,
): Promise<RawAnswer> {
  return raw(discord, `POST /channels/${channel}/messages`, typeof body === "string" ? { content: body } : body);
}

/** Registers `/papers query:…` with autocomplete. */
export async function register(discord: FakeDiscord): Promise<void> {
  const options = [{ type: 3, name: "query", description: "What", autocomplete: true }];
  const command = { name: "papers", description: "Papers", options };
  expectAccepted(await raw(discord, `PUT /applications/${discord.applicationId}/commands`, [command]));
}

/** The newest interaction is answered by `body`. */
export function answer(discord: FakeDiscord, body: object, query = ""): Promise<RawAnswer> {
  const { id, token } = discord.interactions.at(-1) ?? { id: "none", token: "none" };
  return raw(discord, `POST /interactions/${id}/${token}/callback${query}`, body);
}

/** The path of the newest interaction's webhook. */
export function webhook(discord: FakeDiscord): string {
  return `/webhooks/${discord.applicationId}/${discord.interactions.at(-1)?.token ?? "none"}`;
}

import { createHash } from "node:crypto";
import { z } from "zod";
import type { Block, Button, Call, Card, Json, Press, Reply } from "./reply.ts";

/** Where a button's state waits that does not fit into the button. Kept 30 days. */
export interface ButtonStore {
  keep(hash: string, state: string): Promise<void>;
  get(hash: string): Promise<string | undefined>;
}

const letters: Readonly<Record<Press, string>> = { answer: "a", page: "p", share: "s", form: "f" };
const stored = "~";

const json: z.ZodType<Json> = z.lazy(() =>
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(json), z.record(z.string(), json)]),
);
const callSchema = z.tuple([z.string(), z.record(z.string(), json)]);

/**
 * The reply with a payload of at most `limit` characters in every button: the call itself where it fits, else its hash
 * (128 bits) with the call kept in the store.
 */
export async function sealButtons(reply: Reply, limit: number, store: ButtonStore): Promise<Reply> {
  const seal = async (button: Button): Promise<Button> => {
    if ("url" in button) return button;
    const state = JSON.stringify([button.call.command, button.call.args]);
    const direct = letters[button.press] + state;
    if (direct.length <= limit) return { ...button, payload: direct };
    const hash = createHash("sha256").update(state).digest("base64url").slice(0, 22);
    await store.keep(hash, state);
    return { ...button, payload: letters[button.press] + stored + button.call.command + stored + hash };
  };
  const sealAll = (buttons: readonly Button[]) => Promise.all(buttons.map(seal));
  const sealCard = async (card: Card): Promise<Card> => ({ ...card, buttons: await sealAll(card.buttons) });
  const sealBlock = async (block: Block): Promise<Block> => {
    if (block.kind === "buttons") return { ...block, buttons: await sealAll(block.buttons) };
    if (block.kind === "papers") return { ...block, cards: await Promise.all(block.cards.map(sealCard)) };
    return block;
  };
  return { ...reply, blocks: await Promise.all(reply.blocks.map(sealBlock)) };
}

/** What a pressed button does; an adapter asks before the bot has answered. Undefined: not a payload of ours. */
export function pressOf(payload: string): Press | undefined {
  const found = Object.entries(letters).find(([, letter]) => payload.startsWith(letter));
  return found?.[0] as Press | undefined;
}

/** The call of a payload: `expired` (with the command it was) where the store has forgotten it, undefined where it is not ours. */
export async function openPayload(
  payload: string,
  store: ButtonStore,
): Promise<Call | { readonly expired: string } | undefined> {
  if (pressOf(payload) === undefined) return undefined;
  const body = payload.slice(1);
  if (!body.startsWith(stored)) return parseCall(body);
  const [, command = "", hash = ""] = body.split(stored);
  const state = await store.get(hash);
  return state === undefined ? { expired: command } : parseCall(state);
}

function parseCall(state: string): Call | undefined {
  let raw: unknown;
  try {
    raw = JSON.parse(state);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  const parsed = callSchema.safeParse(raw);
  return parsed.success ? { command: parsed.data[0], args: parsed.data[1] } : undefined;
}

/** Button state in memory: for one process at a terminal, where nothing outlives the prompt. */
export function memoryButtonStore(): ButtonStore {
  const kept = new Map<string, string>();
  return {
    keep: async (hash, state) => {
      kept.set(hash, state);
    },
    get: async (hash) => kept.get(hash),
  };
}

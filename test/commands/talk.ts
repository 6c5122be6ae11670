import type { Paper } from "#src/corpus/index.ts";
import { plain, type Block, type Button, type Card, type Reply } from "#src/reply/index.ts";
import type { Actor, Bot, ChannelRef, Input } from "#src/platform/index.ts";
import { createTestBot, type TestBotOptions } from "../bot.ts";
import { corpusOf } from "../library.ts";

/** A person; what nobody told is not known, and they are no manager. */
export function person(id: string, told: { name?: string; zone?: string; isManager?: boolean } = {}): Actor {
  return {
    id,
    name: async () => told.name ?? id,
    timeZone: async () => told.zone,
    isManager: async () => told.isManager ?? false,
  };
}

export const ada = person("U1", { name: "Ada", zone: "Europe/Berlin" });
export const here: ChannelRef = { platform: "slack", workspace: "T1", id: "C1" };

/** A conversation in one channel. */
export interface Talk {
  ask(line: string, who?: Actor): Promise<Reply>;
  /** The same for a machine: with `--json`, and `--limit` where it is told. */
  json(line: string, limit?: number): Promise<Reply>;
  press(label: string, who?: Actor, nth?: number): Promise<Reply>;
  call(command: string, args: Readonly<Record<string, string | number>>, who?: Actor): Promise<Reply>;
}

export function talk(bot: Bot, channel: ChannelRef = here): Talk {
  let last: Reply | undefined;
  let event = 0;
  async function handle(input: Input, actor: Actor): Promise<Reply> {
    const reply = await bot.handle({ id: String((event += 1)), actor, channel, visibility: "private", input });
    if (reply === undefined) throw new Error("the bot did not answer");
    return (last = reply);
  }
  return {
    ask: (text, who = ada) => handle({ text }, who),
    json: (text, limit) => handle({ text, json: true, ...(limit === undefined ? {} : { limit }) }, ada),
    call: (command, args, who = ada) => handle({ command, args }, who),
    press: (label, who = ada, nth = 1) => {
      const button = last && buttonsOf(last).filter((shown) => shown.label === label)[nth - 1];
      if (button === undefined || "url" in button) throw new Error(`there is no button ${label} to press`);
      return handle({ payload: button.payload ?? "" }, who);
    },
  };
}

/** A conversation with a bot that knows these papers alone, numbered in this order. */
export async function talkAbout(papers: readonly Paper[], options: TestBotOptions = {}): Promise<Talk> {
  return talk(await createTestBot({ corpus: corpusOf(papers), ...options }));
}

/** Everything it says, a line for each piece. */
export function wordsOf({ blocks }: Reply): string {
  return blocks.flatMap(linesOf).join("\n");
}

export function buttonsOf({ blocks }: Reply): Button[] {
  return blocks.flatMap((block) => (block.kind === "buttons" ? [...block.buttons] : []));
}

export function cardsOf({ blocks }: Reply): Card[] {
  return blocks.flatMap((block) => (block.kind === "papers" ? [...block.cards] : []));
}

export function labelsOf(reply: Reply): string[] {
  return buttonsOf(reply).map(({ label }) => label);
}

function linesOf(block: Block): string[] {
  switch (block.kind) {
    case "heading":
    case "code":
      return [block.text];
    case "text":
    case "notice":
    case "footer":
      return [plain(block.text)];
    case "list":
      return block.items.map(plain);
    case "papers":
      return block.cards.map(({ title, why }) => `${title} | ${plain(why)}`);
    case "buttons":
      return [];
  }
}

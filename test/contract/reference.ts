import { plain, type Block, type Button, type Reply } from "#src/reply/index.ts";
import type { Bot, Input, Request } from "#src/platform/index.ts";
import type { Scripted, SeenAnswer } from "./conversations.ts";

/** The bot asked without any platform: what every platform's answer is held against. */
export function referencePlatform(bot: Bot): Scripted & { readonly last: () => Reply } {
  let last: Reply | undefined;
  let event = 0;

  async function handle(input: Input): Promise<SeenAnswer> {
    const request: Request = {
      id: String((event += 1)),
      actor: { id: "U1", name: async () => "Ada", timeZone: async () => undefined, isManager: async () => true },
      channel: { platform: "console", workspace: "test", id: "C1" },
      visibility: "private",
      input,
    };
    last = await bot.handle(request);
    if (last === undefined) throw new Error("the bot did not answer");
    return seen(last);
  }

  return {
    ask: (text) => handle({ text }),
    press: (label, nth = 1) => {
      const button = buttonsOf(last?.blocks ?? []).filter((shown) => shown.label === label)[nth - 1];
      if (button === undefined || "url" in button) throw new Error(`there is no button ${label} to press`);
      return handle({ payload: button.payload ?? "" });
    },
    close: async () => undefined,
    last: () => {
      if (last === undefined) throw new Error("nothing was asked yet");
      return last;
    },
  };
}

/** A reply as a person would see it on a platform without limits. */
function seen({ blocks }: Reply): SeenAnswer {
  return {
    papers: blocks.flatMap((block) => (block.kind === "papers" ? block.cards.map(({ title }) => ({ title })) : [])),
    notices: blocks.flatMap((block) => (block.kind === "notice" ? [plain(block.text)] : [])),
    buttons: buttonsOf(blocks).map(({ label }) => label),
    text: blocks.map(words).join("\n"),
  };
}

function buttonsOf(blocks: readonly Block[]): Button[] {
  return blocks.flatMap((block) => {
    if (block.kind === "buttons") return [...block.buttons];
    return block.kind === "papers" ? block.cards.flatMap(({ buttons }) => [...buttons]) : [];
  });
}

function words(block: Block): string {
  switch (block.kind) {
    case "heading":
    case "code":
      return block.text;
    case "text":
    case "notice":
    case "footer":
      return plain(block.text);
    case "list":
      return block.items.map(plain).join("\n");
    case "papers":
      return block.cards.map(({ title, excerpt, why }) => [title, plain(excerpt), plain(why)].join("\n")).join("\n");
    case "buttons":
      return "";
  }
}

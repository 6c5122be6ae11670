import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestBot } from "../bot.ts";
import { conversations, type Scripted } from "./conversations.ts";
import { referencePlatform } from "./reference.ts";
import type { Bot } from "#src/platform/index.ts";

/** Buttons that a platform may add to a private answer. */
const added = new Set(["Share"]);

/**
 * Every conversation on this platform against the bot alone: the same papers in the same order, the same notices word for
 * word, the same buttons. Where the platform cut a long text, what is left is a prefix.
 */
export function contract(name: string, open: (bot: Bot) => Promise<Scripted>): void {
  describe(`the contract on ${name}`, () => {
    let platform: Scripted;
    beforeAll(async () => {
      platform = await open(await createTestBot({ payloadLimit: 100 }));
    });
    afterAll(() => platform.close());

    for (const [title, steps] of Object.entries(conversations)) {
      it(title, async () => {
        const reference = referencePlatform(await createTestBot());
        for (const step of steps) {
          const [wanted, got] =
            "ask" in step
              ? [await reference.ask(step.ask), await platform.ask(step.ask)]
              : [await reference.press(step.press, step.nth), await platform.press(step.press, step.nth)];
          expect(got.papers.map((paper) => paper.title)).toEqual(wanted.papers.map((paper) => paper.title));
          expect(got.notices).toEqual(wanted.notices);
          expect(got.buttons.filter((label) => !added.has(label))).toEqual(wanted.buttons);
          expectPrefixes(got.text, wanted.text);
        }
      });
    }
  });
}

/** Every line of the bot's words stands in what was seen, whole or cut to a prefix with an ellipsis. */
function expectPrefixes(got: string, wanted: string): void {
  const shown = fold(got);
  for (const line of wanted.split("\n").map(fold)) {
    if (shown.includes(line)) continue;
    const cuts = [...shown.matchAll(/…/g)].map(({ index }) => shown.slice(0, index));
    const kept = cuts.some((before) =>
      Array.from({ length: Math.min(line.length, before.length) }, (_, at) => line.slice(0, at + 20)).some(
        (start) => start.length >= 20 && before.endsWith(start),
      ),
    );
    expect(kept, `“${line}” or a prefix of it in “${got}”`).toBe(true);
  }
}

function fold(words: string): string {
  return words.replaceAll(/\s+/g, " ").trim();
}

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { render } from "#adapters/discord/render.ts";
import type { Block, Reply } from "#src/reply/index.ts";
import { allComponents } from "../../fakes/discord/index.ts";
import { replies } from "./replies.ts";

/** Discord's own numbers [components/reference], written down apart from those that the renderer keeps. */
const textAtMost = 4000;
const componentsAtMost = 40;

function charactersOf(reply: Reply): number {
  return [...allComponents(render(reply).components)].reduce((sum, { content = "" }) => sum + content.length, 0);
}

function answered(...blocks: Block[]): Reply {
  return { blocks, outcome: "answered", summary: "A summary" };
}

describe("one message on Discord", () => {
  it("has at most 4,000 characters of text and 40 components, whatever it is drawn from", () => {
    fc.assert(
      fc.property(replies, (reply) => {
        expect(charactersOf(reply)).toBeLessThanOrEqual(textAtMost);
        expect([...allComponents(render(reply).components)].length).toBeLessThanOrEqual(componentsAtMost);
      }),
      { numRuns: 100 },
    );
  });

  it("is filled by one long text or list, and no character further", () => {
    const words = "word ".repeat(2000).trim();
    for (const block of [
      { kind: "text", text: [words] },
      { kind: "list", items: Array.from({ length: 200 }, () => ["word ".repeat(10)]) },
      { kind: "code", text: "x".repeat(9000) },
    ] as const) {
      const length = charactersOf(answered({ kind: "heading", text: "Heading" }, block));
      expect(length, block.kind).toBeLessThanOrEqual(textAtMost);
      expect(length, block.kind).toBeGreaterThan(textAtMost - 80);
    }
  });

  it("shows a text of exactly its length whole, and one of a character more cut", () => {
    for (const [length, isWhole] of [
      [textAtMost, true],
      [textAtMost + 1, false],
    ] as const) {
      const { components } = render(answered({ kind: "text", text: ["x".repeat(length)] }));
      const [shown] = [...allComponents(components)];
      expect(shown?.content?.endsWith("…")).toBe(!isWhole);
      expect(shown?.content?.length).toBeLessThanOrEqual(textAtMost);
    }
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { collapse, cut, oneLine, visible } from "#src/platform/index.ts";

describe("words for a platform", () => {
  it("are cut to a prefix that ends with …, never inside a character", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.nat(40), (words, limit) => {
        const kept = cut(words, limit);
        expect(kept.length).toBeLessThanOrEqual(limit);
        expect(kept.isWellFormed() || !words.isWellFormed()).toBe(true);
        if (kept !== words) expect(words.startsWith(kept.replace(/…$/, ""))).toBe(true);
      }),
    );
    expect(cut("one two", 5)).toBe("one…");
    expect(cut("a😀b", 3)).toBe("a…");
  });

  it("lose what cannot be seen, but not the joiners of scripts and emoji", () => {
    expect(visible("a\u202Eb\u0007c\u200Dd\ud800")).toBe("abc\u200Dd\ufffd");
  });

  it("stand on one line, with or without the blanks at their ends", () => {
    expect(collapse(" a\n\t b ")).toBe(" a b ");
    expect(oneLine(" a\n\t b ")).toBe("a b");
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toLatex } from "#src/corpus/index.ts";

describe("toLatex", () => {
  it.each([
    ["Fast Model Editing at Scale", "Fast Model Editing at Scale"],
    [
      "SRe²L and Li₂: α-Rényi Divergence → ∞",
      String.raw`SRe$^2$L and Li$_2$: $\alpha$-R{\'e}nyi Divergence $\to$ $\infty$`,
    ],
    ["Łojasiewicz, Ağcaer, Çınar, Žák", String.raw`{\L}ojasiewicz, A{\u g}caer, {\c C}{\i}nar, {\v Z}{\'a}k`],
    ["O(N²), x⁻², H⁺₂, 90°", String.raw`O(N$^2$), x$^{-2}$, H$^+{}_2$, 90$^\circ$`],
    ["αβ ∇f ≤ ½ × 3", String.raw`$\alpha \beta$ $\nabla$f $\leq$ $\frac{1}{2}$ $\times$ 3`],
    ["“one” – ‘two’ — three…", String.raw`${"``"}one'' -- ${"`"}two' --- three{\dots}`],
    ["50% of R&D_x #1 $5", String.raw`50\% of R\&D\_x \#1 \$5`],
    [
      String.raw`{a}\b ~ ^ <|>`,
      String.raw`{\textbraceleft}a{\textbraceright}{\textbackslash}b {\textasciitilde} {\textasciicircum} ` +
        String.raw`{\textless}{\textbar}{\textgreater}`,
    ],
  ])("writes %s", async (text, latex) => {
    expect(await toLatex(text)).toBe(latex);
  });

  it.each([
    ["Dąbrowski and Đorđe", "Dabrowski and Dorde"],
    ["ℝ and 𝔽, ﬁne", "R and F, fine"],
    ["深 层", "[U+6DF1] [U+5C42]"],
    ["한", "[U+D55C]"],
    ["a🎉b", "a[U+1F389]b"],
  ])("falls back to plain letters, then to codes, where the kernel lacks a sign: %s", async (text, latex) => {
    expect(await toLatex(text)).toBe(latex);
  });

  it("is not held up by a letter with many marks", async () => {
    const marks = Array.from({ length: 40 }, (_, at) => String.fromCodePoint(0x300 + at)).join("");
    expect(await toLatex(`a${marks}b`)).toBe("ab");
  });

  it("takes out what prints nothing, and makes one space of white space", async () => {
    expect(await toLatex(" a\u200B\u00AD\n\t b\u00A0c\uFE0F ")).toBe("a b c");
  });

  it("is ASCII with braces in pairs and no sign left that TeX would read, whatever the text", async () => {
    const symbols = fc.constantFrom(..."²₂α→∞é{}$%&#_^~\\<>|łą″∅½°❤️🎉");
    const texts = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string({ unit: "grapheme" }),
      fc.array(symbols).map((some) => some.join("")),
      fc.array(fc.integer({ min: 0xa0, max: 0x2bff })).map((codes) => String.fromCodePoint(...codes)),
    );
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        const latex = await toLatex(text);
        expect(latex).toMatch(/^[\x20-\x7E]*$/);
        // BibTeX counts every brace.
        let depth = 0;
        for (const sign of latex) {
          if (sign === "{") depth += 1;
          if (sign === "}") depth -= 1;
          expect(depth).toBeGreaterThanOrEqual(0);
        }
        expect(depth).toBe(0);
        const rest = latex.replaceAll(/\\(?:[A-Za-z]+|.)/g, "");
        const formulas = rest.split("$");
        expect(formulas.length % 2, latex).toBe(1);
        expect(formulas.filter((_, at) => at % 2 === 0).join("")).not.toMatch(/[&%#_^~<>|\\]/);
        expect(latex).not.toMatch(/(?<!\\)\$\$/);
      }),
      { numRuns: 500 },
    );
  });
});

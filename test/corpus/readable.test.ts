import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readable } from "#src/corpus/index.ts";

const raw = String.raw;

describe("readable writes LaTeX as a person would", () => {
  it.each([
    [
      raw`Nystr\"om, H\"{o}lder, Pad\'e, Veseli\'c, Polyak-{\L}ojasiewicz`,
      "Nyström, Hölder, Padé, Veselić, Polyak-Łojasiewicz",
    ],
    [raw`\v{c} \c{c} \v c {\'E}cole na\"{\i}ve na\"\i ve Erd\H{o}s \~n`, "č ç č École naïve naïve Erdős ñ"],
    [raw`Stra\ss e, \o{}re, {\aa}ngstr\"om, \AE sop`, "Straße, øre, ångström, Æsop"],
  ])("accents and letters: %s", (latex, words) => {
    expect(readable(latex)).toBe(words);
  });

  it.each([
    [raw`the lens of {\em dynamical stability}`, "the lens of dynamical stability"],
    [raw`(I) \textbf{L}azy learning, \emph{x} \textit{a b} \texttt{c_d} {\bf y}`, "(I) Lazy learning, x a b c_d y"],
    [raw`{GAN}s and {B}ayesian, 1{,}000`, "GANs and Bayesian, 1,000"],
  ])("looks: %s", (latex, words) => {
    expect(readable(latex)).toBe(words);
  });

  it.each([
    ["our focus is on ``good proofs'' that", "our focus is on “good proofs” that"],
    ["a ''task subspace'' in which", "a “task subspace” in which"],
    ["Demmel and Veselic `92.", "Demmel and Veselic ’92."],
    ["a `single' quote, ``mixed\" ones", "a ‘single’ quote, “mixed” ones"],
  ])("quotes: %s", (latex, words) => {
    expect(readable(latex)).toBe(words);
  });

  it.each([
    [raw`50\% a\_b \& \# \$5`, "50% a_b & # $5"],
    ["(e.g.,~SVD) up to 1.0~dB, Fig.~3, Eq.~(3)", "(e.g., SVD) up to 1.0 dB, Fig. 3, Eq. (3)"],
    ["algorithms -- CR -- and descent---with 10--20", "algorithms – CR – and descent—with 10–20"],
    [raw`a \ldots b`, "a … b"],
  ])("escapes, ties and dashes: %s", (latex, words) => {
    expect(readable(latex)).toBe(words);
  });

  it.each([
    ["L_{1}-regularized, L_2, ell_1, Li_2, CO_2", "L₁-regularized, L₂, ℓ₁, Li₂, CO₂"],
    ["L^2, O(N^2), O(dm^2), SRe^2L, O(epsilon^{-2}), 10^-3", "L², O(N²), O(dm²), SRe²L, O(ε⁻²), 10⁻³"],
    [raw`0^{th} order, weights W^star, x^*, a^{\star}, 90^\circ`, "0th order, weights W*, x*, a*, 90°"],
    ["only W_V and G_F, W_{ij}, x_{i+1}, 2^{n+1}", "only W_V and G_F, W_ij, x_(i+1), 2^(n+1)"],
  ])("scripts: %s", (latex, words) => {
    expect(readable(latex)).toBe(words);
  });

  it.each([
    [raw`$x$, $L_1$, $k$-means, $O(\log n)$`, "x, L₁, k-means, O(log n)"],
    [raw`$\alpha$-stable in $\mathbb{R}^n$ with $\ell_\infty$ norm`, "α-stable in ℝ^n with ℓ_∞ norm"],
    [
      raw`$$E=mc^2$$ and \(2 \times 3\), $\tilde{O}(n)$, $\frac{1}{n+1}$, $\sqrt{nd}$`,
      "E=mc² and 2 × 3, Õ(n), 1/(n+1), √(nd)",
    ],
    [
      raw`\url{https://a.b/c_1} \href{https://x.y/z_1}{our page} \unknown{word} \constructor`,
      "https://a.b/c_1 our page (https://x.y/z_1) word constructor",
    ],
  ])("formulas and commands: %s", (latex, words) => {
    expect(readable(latex)).toBe(words);
  });

  it("shows an address once", () => {
    const url = "https://github.com/QwenLM/Qwen-Image-Layered";
    expect(readable(`released on ${url}{${url}}.`)).toBe(`released on ${url}.`);
  });
});

describe("readable leaves ordinary text unchanged", () => {
  it.each([
    "~3x better throughput and ~0.6x memory, 5~10, x~N(0,1)",
    "star-convex functions, alpha mattes, epsilon-stationary",
    "snake_case, file_name_2.txt, model_2, gpt_4 and R^n, ^_^",
    "it costs $5 and $10, US$ 3, $ alone, 100% of it",
    "the set {0,1}^n and a prompt {question}",
    "--flag, <!-- note -->, ---- and plug-and-play - (almost)",
    "a 5'' screen, `code`, \"straight\" quotes, GD doesn't",
    "https://a.b/x_1~u/^2--c''d?q=$5 and (https://a.b/c_d)",
    "} { $ ^ _ ~ ` \\",
  ])("%s", (words) => {
    expect(readable(words)).toBe(words);
  });
});

describe("readable, whatever it is given", () => {
  const word = fc.stringMatching(/^[A-Za-z0-9]+(-[A-Za-z0-9]+)?[.,;:!?)]?$/);
  const latexPiece = fc.constantFrom(
    ..."\\ { } $ ^ _ ~ ` ' \" - `` '' -- --- \\\" \\textbf{ \\em \\frac{ \\href{ \\alpha \\v http:// https://a.b/ ( ) 1 x é".split(
      " ",
    ),
    " ",
  );

  it("never throws and leaves one line without runs of space", () => {
    const anything = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(latexPiece, { maxLength: 60 }).map((all) => all.join("")),
    );
    fc.assert(
      fc.property(anything, (text) => !/\s\s|^\s|\s$/.test(readable(text))),
      { numRuns: 2000 },
    );
  });

  it("leaves plain words unchanged, and so a second time", () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), (words) => {
        const text = words.join(" ");
        expect(readable(text)).toBe(text);
      }),
    );
  });

  it("keeps every word inside a look's braces", () => {
    fc.assert(
      fc.property(fc.constantFrom("\\emph{", "\\textbf{", "{\\em ", "{\\it "), word, word, (look, one, other) => {
        expect(readable(`a ${look}${one} ${other}} b`)).toBe(`a ${one} ${other} b`);
      }),
    );
  });

  it.each(["{", "\\frac{", "^{x", "$a", "``", "`a", " x_1", "\\v ", "http://a{", "\\href{a}"])(
    "reads 200,000 characters of %s to the end",
    (piece) => {
      expect(readable(piece.repeat(200_000 / piece.length)).length).toBeGreaterThan(0);
    },
  );
});

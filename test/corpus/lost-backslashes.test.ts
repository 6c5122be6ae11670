import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readable } from "#src/corpus/index.ts";

describe("readable knows a command whose backslash a page lost", () => {
  it.each([
    ["a resolution of 224times224, 10times faster, 1.3 times 10", "a resolution of 224×224, 10× faster, 1.3 × 10"],
    ["by more than times 50 with, scale (times 4)", "by more than ×50 with, scale (×4)"],
    ["some function fcolon A to B, (a,f(a)) in Atimes B", "some function f: A to B, (a,f(a)) in A × B"],
    ["m(x)=E[Ymid X=x], p(y mid x)", "m(x)=E[Y | X=x], p(y | x)"],
    ["O(epsilon^{-2}), O(epsilon⁻³), O(1/epsilon), lambda_1, ell_infty", "O(ε⁻²), O(ε⁻³), O(1/ε), λ₁, ℓ_∞"],
    ["x in mathbb{R}^n, Uinmathbb{R}^{dtimes r}, mathcal{O}(n)", "x in ℝ^n, U ∈ ℝ^(d × r), O(n)"],
    ["A otimes B, a resolution of 224 times 224", "A ⊗ B, a resolution of 224 × 224"],
    ["frac{1}{2}, sqrt{n}, Oleft(frac{1}{n}right), x^top y", "1/2, √n, O(1/n), x^⊤ y"],
    ["O(nlog n), O(slog(n)), n to infty, x leq 5, 0.46pm0.04", "O(n log n), O(s log(n)), n → ∞, x ≤ 5, 0.46±0.04"],
  ])("%s", (lost, words) => {
    expect(readable(lost)).toBe(words);
  });

  it.each([
    "star-convex functions, alpha mattes, epsilon-stationary, a delta-smooth objective",
    "training times 50 ms, the number of times 3 people, at times 5, many times a day",
    "Amid A crisis, mid X, clog a pipe, a blog (new), colon cancer, to infinity",
    "mean_max, mxbai_top500, alpha_dropout, at 3 pm 5 people, left (a) and right (b)",
    "https://a.b/epsilon_1/224times224",
    "tlog4j, xlog2vec and aln0a",
  ])("leaves %s", (words) => {
    expect(readable(words)).toBe(words);
  });

  it("reads a name that runs into a variable as the command itself", () => {
    const variable = fc.constantFrom(..."fgnxyABXY");
    const name = fc.constantFrom("times", "mid", "cup", "cap", "subset", "leq", "geq", "neq", "approx", "propto");
    fc.assert(
      fc.property(variable, name, variable, (left, operator, right) => {
        expect(readable(`of (${left}${operator} ${right}) here`)).toBe(
          readable(`of ($${left} \\${operator} ${right}$) here`),
        );
      }),
    );
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readable } from "#src/corpus/index.ts";

const raw = String.raw;

describe("readable reads a command with its arguments", () => {
  it.each([
    [raw`spin-$\tfrac{1}{2}$, $\dfrac{a}{b}$, $\nicefrac{1}{2}$, $\frac12$`, "spin-1/2, a/b, 1/2, 1/2"],
    [raw`$\frac{n+1}{2}$, $x^{\frac12}$, $2\frac{1}{3}$, $\frac12n$`, "(n+1)/2, x^(1/2), 2 1/3, 1/2 n"],
    [raw`$\binom{n}{k}$ of ${"${n \\choose k}$"}`, "(n choose k) of n choose k"],
    [raw`$\sqrt2$, $\sqrt n$, $\sqrt[3]{x}$, $\sqrt[n]{x+1}$, $\sqrt{n\log n}$`, "√2, √n, ∛x, (x+1)^(1/n), √(n log n)"],
    [raw`$\hat\theta$, $\bar x$, $\vec{v}$, $\tilde{O}(n)$, $\hat{\imath}$`, "θ̂, x̄, v⃗, Õ(n), î"],
    [
      raw`$\mathbb R^n$, $\mathbb{F}_2$, $\mathcal O(n)$, ${"${\\cal N}$"}, \mbox{\boldmath $Y$}`,
      "ℝ^n, 𝔽₂, O(n), N, Y",
    ],
    [raw`$\overset{d}{=}$, $A \xrightarrow{f} B$, $\underset{x}{\min}$`, "=^d, A →^f B, min_x"],
    [raw`\texorpdfstring{$\alpha$}{alpha}-stable \textcolor{red}{and} {\color{blue} plain}`, "α-stable and plain"],
    [
      raw`see \cite[p.~3]{smith}, Section~\ref{sec:x}, help\footnote{Preprint}.`,
      "see [smith], Section [sec:x], help (Preprint).",
    ],
    [raw`\ours{} and \method work, x\unicode{x2013}y, \ce{Ga2O3}, \ce{K+}`, "ours and method work, x–y, Ga₂O₃, K⁺"],
    [raw`(\romannumeral3) Zone-\uppercase\expandafter{\romannumeral2}, \verb|a_b|`, "(iii) Zone-II, a_b"],
  ])("%s", (latex, words) => {
    expect(readable(latex)).toBe(words);
  });

  it.each([
    [raw`\SI{3}{\meter}, \qty{3.5}{GHz}, \SI{20}{\percent}, \SI{90}{\degree}`, "3 m, 3.5 GHz, 20%, 90°"],
    [raw`\SI{5}{\kilo\gram\per\second\squared}, \si{\newton\metre}, \SI{3}{\per\cm}`, "5 kg/s², N·m, 3/cm"],
    [
      raw`\num{1.2e-3}, \num{e6}, \SIrange{1}{2}{\mm}, \ang{30}, \SI{550}{\celsius}`,
      "1.2×10⁻³, 1×10⁶, 1–2 mm, 30°, 550 °C",
    ],
  ])("siunitx: %s", (latex, words) => {
    expect(readable(latex)).toBe(words);
  });

  it.each([
    [raw`\begin{equation}E=mc^2\end{equation}`, "E=mc²"],
    [raw`\begin{align}a &= b_1 \\ c &= d\end{align}`, "a = b₁; c = d"],
    [raw`$\begin{pmatrix}1 & 0\\0 & 1\end{pmatrix}$`, "(1 0; 0 1)"],
    [raw`\(x_1^2\) and \[ a_{12} \]`, "x₁² and a₁₂"],
  ])("environments: %s", (latex, words) => {
    expect(readable(latex)).toBe(words);
  });

  it("reads an argument with braces and without alike", () => {
    const one = fc.constantFrom("a", "n", "7", "\\alpha", "\\infty");
    const braced = (text: string) => `{${text}}`;
    fc.assert(
      fc.property(one, one, fc.boolean(), fc.boolean(), (above, below, first, second) => {
        const bare = (text: string) => (text.startsWith("\\") ? text : ` ${text}`);
        const latex = `$\\frac${first ? braced(above) : bare(above)}${second ? braced(below) : bare(below)}$`;
        expect(readable(latex)).toBe(`${readable(`$${above}$`)}/${readable(`$${below}$`)}`);
      }),
    );
  });
});

describe("readable reads the signs of a formula", () => {
  it.each([
    [raw`$p(x\mid y)$, $a \lesssim b$, $A \setminus B$, $n\log n$`, "p(x | y), a ≲ b, A ∖ B, n log n"],
    [
      raw`$\log_2 n$, $O(\log\log n)$, $\arg\min_x f$, $\operatorname{argmax}_\theta L$`,
      "log₂ n, O(log log n), arg min_x f, argmax_θ L",
    ],
    [raw`$x \not\in A$, $a\not=b$, $k \equiv 1 \pmod 4$, $a \bmod b$`, "x ∉ A, a≠b, k ≡ 1 (mod 4), a mod b"],
    [raw`$\Delta T$, $\mu m$, $\partial f$, $\varrho$, $\hbar\omega$, $\aleph_0$`, "ΔT, μm, ∂f, ϱ, ℏω, ℵ₀"],
    [
      raw`$\left(\frac{a}{b}\right)$, $\Bigl[x\Bigr]$, $\lVert x\rVert$, $\langle\psi|\phi\rangle$`,
      "(a/b), [x], ‖x‖, ⟨ψ|φ⟩",
    ],
    [raw`Cu$^{2+}$, SO$_4^{2-}$, $x^{\prime\prime}$, $25\,^\circ C$, 350 {\deg}C`, "Cu²⁺, SO₄²⁻, x″, 25 °C, 350 °C"],
    [raw`\b{eta}-VAE, \k{appa} = 0.7, \r{ho}`, "β-VAE, κ = 0.7, ρ"],
    [raw`12\textendash 31, state\textendash of\textendash the art, \textgreater 5`, "12–31, state–of–the art, >5"],
  ])("%s", (latex, words) => {
    expect(readable(latex)).toBe(words);
  });

  it("gives an operator a space on both sides or on none", () => {
    const thing = fc.constantFrom("a", "3", "\\theta", "\\mathbb{R}");
    const operator = fc.constantFrom("leq", "times", "in", "subseteq", "to", "cdot", "approx", "oplus");
    const space = fc.constantFrom("", " ");
    fc.assert(
      fc.property(thing, operator, thing, space, space, (left, name, right, before, after) => {
        const shown = readable(`$${left}${before}\\${name}${/^\w/.test(right) ? " " : after}${right}$`);
        expect(shown).toMatch(/^\S( ?)\S\1\S$/u);
      }),
    );
  });
});

describe("readable tells the dollars of a formula from the dollars of a price", () => {
  it.each([
    [raw`$\sim$10k, 0.46$\pm$0.04, 3$\times$3, ($<$18 fs)`, "~10k, 0.46±0.04, 3×3, (<18 fs)"],
    [
      raw`$3D$ volumes, $500K$ to $1.5B$, ($1-p$), $2e/3$ states, 256$\times$256`,
      "3D volumes, 500K to 1.5B, (1-p), 2e/3 states, 256×256",
    ],
    [
      raw`$1$-$4~\mathrm{K}$, $0.07$s, $ n $-particle, $x $, 2023$/$24, $p-$type`,
      "1-4 K, 0.07s, n-particle, x, 2023/24, p-type",
    ],
    [raw`C$60$, PuB$6$, at https://github$.$com/a/b_1.`, "C60, PuB6, at https://github.com/a/b_1."],
    [raw`\$5 and $x$ for \$1.2 million, $k$-means at $7`, "$5 and x for $1.2 million, k-means at $7"],
  ])("%s", (latex, words) => {
    expect(readable(latex)).toBe(words);
  });

  it.each([
    "it costs $5, $1.2 million, US$ 10, A$5 or US$10-$20",
    "$0.50/$1.50 per 1M tokens, $5-$10, from $3 to $5, $0.58M–$0.70M",
    "assumed $50/FN, $0.42/FP; $247/km vs $1000/km; between $/kWh and $/MWh",
    "$8.96 per 1000 queries against a $1000 baseline",
    "$HOME/$USER and $PATH, echo $HOME:$PATH",
  ])("leaves %s", (words) => {
    expect(readable(words)).toBe(words);
  });

  const amount = fc
    .tuple(
      fc.constantFrom("$", "US$", "US$ ", "A$"),
      fc.constantFrom("5", "1.2", "1,000", "0.05"),
      fc.constantFrom("", "k", "M", " million", "/kWh"),
    )
    .map((parts) => parts.join(""));

  it("leaves amounts, however many and however they are joined", () => {
    const joint = fc.constantFrom(" and ", ", ", "-", "–", "/", " to ", " instead of the usual ", "), (");
    fc.assert(
      fc.property(amount, fc.array(fc.tuple(joint, amount), { maxLength: 4 }), (first, rest) => {
        const words = `It costs ${first}${rest.flat().join("")} a day.`;
        expect(readable(words)).toBe(words);
      }),
    );
  });

  it("takes them off a sign that a number follows, also beside an amount", () => {
    const sign = fc.constantFrom(["sim", "~"], ["pm", "±"], ["times", "×"], ["geq", "≥"], ["approx", "≈"]);
    fc.assert(
      fc.property(sign, fc.nat(), amount, ([name, shown], number, price) => {
        expect(readable(`x $\\${name}$${number} for ${price}`)).toBe(`x ${shown}${number} for ${price}`);
      }),
    );
  });
});

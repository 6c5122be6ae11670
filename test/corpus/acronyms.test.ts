import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { acronymsIn } from "#src/corpus/index.ts";

const found = (abstract: string, title = "A title") =>
  acronymsIn(title, abstract).map(({ short, long }) => `${short} = ${long}`);

describe("acronymsIn", () => {
  it.each([
    [
      "propose Model Editor Networks using Gradient Decomposition (MEND), a",
      "MEND = Model Editor Networks using Gradient Decomposition",
    ],
    ["accelerate stochastic gradient descent (SGD).", "SGD = stochastic gradient descent"],
    ["Omnidirectional images (ODIs) are", "ODI = Omnidirectional images"],
    [
      "Value function-based Hessian-free Bi-level Algorithm (VHBA)",
      "VHBA = Value function-based Hessian-free Bi-level Algorithm",
    ],
    ["called “Matching Models in their Task Subspace” (MaTS)", "MaTS = Matching Models in their Task Subspace"],
    ["utilize Adaptive Batch Normalization (AdaBN)", "AdaBN = Adaptive Batch Normalization"],
    ["a method, Smooth Representation 2 Learning (SRe2L)", "SRe2L = Smooth Representation 2 Learning"],
    ["approximate nearest neighbor(ANN) search", "ANN = approximate nearest neighbor"],
    ["on gradient regularization (GR) of", "GR = gradient regularization"],
    ["a chain-of-thought (CoT) prompt", "CoT = chain-of-thought"],
    ["under IPC (Images Per Class) 50", "IPC = Images Per Class"],
  ])("%s", (abstract, acronym) => {
    expect(found(abstract)).toEqual([acronym]);
  });

  it.each([
    "descent (2018), (e.g., GaLore), (i), (I), (Wu et al., 2018), f(X), O(dm), (13B parameters)",
    "the foundational residual unit (ResNet) and momentum (Muon)",
    "an index (AI) and a solver (LoRA)",
  ])("finds nothing in: %s", (abstract) => {
    expect(found(abstract)).toEqual([]);
  });

  it("takes a title's coined name, unless the abstract defines it", () => {
    expect(found("", "MoDeGPT: Modular Decomposition")).toEqual(["MoDeGPT = Modular Decomposition"]);
    expect(found("", "D-PAD: Deep-Shallow Patterns")).toEqual(["D-PAD = Deep-Shallow Patterns"]);
    expect(found("via Low Rank Decomposition (LoRD)", "LORD: Low Rank Decomposition Of Code LLMs")).toEqual([
      "LoRD = Low Rank Decomposition",
    ]);
  });

  it("leaves ordinary words before a colon alone", () => {
    expect(found("", "Unlearning: a survey")).toEqual([]);
    expect(found("", "Low-Rank: what it means")).toEqual([]);
    expect(found("", "Breaking Memory Limits: Gradient Wavelets")).toEqual([]);
  });

  it("finds the whole form in the title where the abstract's lacks a letter", () => {
    expect(
      found("a multi-grid neural operator (MG-TFNO)", "Multi-Grid Tensorized Fourier Neural Operator for PDEs"),
    ).toEqual(["MG-TFNO = Multi-Grid Tensorized Fourier Neural Operator"]);
  });

  it("finds the initials of any words, and never throws", () => {
    const words = fc.array(fc.stringMatching(/^[b-z]{3,9}$/), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(words, (long) => {
        const short = long.map((word) => word.charAt(0).toUpperCase()).join("");
        expect(acronymsIn("", `We use ${long.join(" ")} (${short}) here`).map((acronym) => acronym.short)).toEqual([
          short,
        ]);
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => Array.isArray(acronymsIn(text, `${text} (${text})`))),
    );
  });
});

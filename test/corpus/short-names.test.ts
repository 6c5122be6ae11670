import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldTitle, parseListing, shortNames } from "#src/corpus/index.ts";
import { loadCorpus } from "../listing.ts";

const { papers } = await loadCorpus("data/trending-papers.txt");

/** The names and the numbers of their papers, in a listing of title and abstract in turn. */
function namesIn(...lines: string[]): Record<string, number> {
  return Object.fromEntries(
    [...shortNames(parseListing(lines.join("\n"), "x"))].map(([name, { number }]) => [name, number]),
  );
}

describe("shortNames", () => {
  it("are the word before a title's colon", () => {
    expect(
      namesIn("LoTR: Low Tensor Rank", "a", "Maestro: Layers of Low Rank", "a", "Tiny Steps: a Study", "a"),
    ).toEqual({
      lotr: 1,
      maestro: 2,
    });
  });

  it("are written with or without the hyphen", () => {
    expect(namesIn("D-PAD: Patterns", "a")).toEqual({ "d pad": 1, dpad: 1 });
  });

  it.each([
    "we propose Model Editor Networks using Gradient Decomposition (MEND), a collection",
    "We introduce a new method, Model Editor Networks using Gradient Decomposition (MEND).",
    "a novel solution called Model Editor Networks using Gradient Decomposition (MEND).",
    "We refer to these networks as Model Editor Networks using Gradient Decomposition (MEND).",
    "Model Editor Networks using Gradient Decomposition (MEND) are fast. We call it MEND.",
  ])("are what an abstract calls its own: %s", (abstract) => {
    expect(namesIn("Fast Model Editing at Scale", abstract)).toEqual({ mend: 1 });
  });

  it.each([
    "Large Language Models (LLM) are large.",
    "We propose a faster method for training Large Language Models (LLM).",
    "We propose an algorithm that combines the implicit function theorem (IFT) with trees.",
    "We build on Optimal Brain Damage (OBD). We introduce trees.",
    "We introduce Gradient Descent (GD).",
  ])("are not what an abstract merely uses, nor of two letters: %s", (abstract) => {
    expect(namesIn("A Title", abstract)).toEqual({});
  });

  it("belong to nobody where two papers have or define them", () => {
    expect(namesIn("LoRD: Low Rank", "a", "LORD: Other", "b")).toEqual({});
    expect(namesIn("LoRA: Adaptation", "a", "Two", "We use low-rank adaptation (LoRA).")).toEqual({});
  });

  it("are no words that other papers use, unless somebody coined them", () => {
    expect(namesIn("Diffusion: a Study", "a", "Two", "Fast diffusion.")).toEqual({});
    expect(namesIn("GaLore: a Study", "a", "Two", "We improve GaLore.")).toEqual({ galore: 1 });
  });

  it("lead to these papers of the embedded listing", () => {
    const table = [...shortNames(papers)].map(([name, { number }]) => `${number} ${name}`);
    expect(table.join(", ")).toBe(
      "1 mend, 3 omnissr, 6 gwt, 9 splitflow, 10 modegpt, 11 decompx, 12 coap, 15 am gan, 15 amgan, 16 maestro, " +
        "20 welore, 22 convlora, 23 lotr, 25 spd, 27 imtd, 39 diffdecompose, 48 asgo, 51 oba, 52 diffgrad, " +
        "54 smoothgrad, 55 qwen image layered, 55 qwenimagelayered, 61 sania, 65 fwsvd, 68 funbat, 70 iwrm, 72 d pad, " +
        "72 dpad, 73 grams, 77 derf, 78 m fac, 78 mfac, 81 lord, 85 mg tfno, 85 mgtfno, 87 powersgd, 92 gdn, " +
        "94 lv hba, 94 lvhba, 98 mats, 100 neural pil, 100 neuralpil, 101 icgn, 108 strivec, 115 grokfast",
    );
  });

  it("are never words of the field", () => {
    const names = shortNames(papers);
    for (const word of [
      "LLM",
      "SGD",
      "GAN",
      "SVD",
      "GD",
      "DNN",
      "CNN",
      "PDE",
      "LoRA",
      "ADMM",
      "NeRF",
      "SAE",
      "gradient",
    ])
      expect(names.has(foldTitle(word)), word).toBe(false);
  });

  it("go away with the second paper that has them, and do not depend on order", () => {
    const all = shortNames(papers);
    fc.assert(
      fc.property(
        fc.constantFrom(...all),
        fc.shuffledSubarray([...papers], { minLength: papers.length }),
        (entry, shuffled) => {
          const [name, owner] = entry;
          expect(shortNames(shuffled)).toEqual(all);
          expect(shortNames([...papers, { ...owner, id: "another" }]).has(name)).toBe(false);
        },
      ),
      { numRuns: 10 },
    );
  });
});

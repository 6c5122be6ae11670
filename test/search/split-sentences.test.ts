import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sentences } from "../../src/search/split-sentences.ts";

function split(text: string): string[] {
  return [...sentences(text)].map(({ start, end }) => text.slice(start, end));
}

describe("sentences", () => {
  it("end with a mark, and what closes behind it", () => {
    expect(split('We ask: "Why?" It works! (See below.) Done')).toEqual([
      'We ask: "Why?"',
      "It works!",
      "(See below.)",
      "Done",
    ]);
  });

  it.each([
    "Methods, e.g. Adam (cf. Fig. 3 and Eq. 2), learn faster, i.e. in fewer steps.",
    "Smith et al. Adam is used vs. SGD, resp. AdaGrad, by Dr. Lee in St. Louis (see Sec. 4, pp. 5 and No. 6).",
    "An r.v. X with mean 0.5 is drawn i.i.d. X is bounded a.k.a. Lipschitz w.r.t. Z, approx. 3.",
    "We test the U.S. Code of Federal Regulations.",
    "1. Train a model on data from J. Smith.",
  ])("do not end with an abbreviation: %s", (text) => {
    expect(split(text)).toEqual([text]);
  });

  it("end with one that may be last, where the next word begins sentences", () => {
    expect(
      split("It follows Smith et al. We use data of the U.S. The answer is no. It fits brightness, etc. Code is out."),
    ).toEqual([
      "It follows Smith et al.",
      "We use data of the U.S.",
      "The answer is no.",
      "It fits brightness, etc.",
      "Code is out.",
    ]);
  });

  it("begin with names and numbers too", () => {
    expect(split("It is slow. iBOT is not. 3D scenes are. v1 helps.")).toEqual([
      "It is slow.",
      "iBOT is not.",
      "3D scenes are.",
      "v1 helps.",
    ]);
  });

  it("are found where the space between them is missing", () => {
    expect(split("Data has noise.To address this, we use torch.Tensor of node.js.")).toEqual([
      "Data has noise.",
      "To address this, we use torch.Tensor of node.js.",
    ]);
  });

  it("hold every character but white space, in their order", () => {
    const piece = fc.oneof(
      fc.constantFrom("We", "e.g.", "et al.", "3.5", ". ", "! ", "?) ", ".We ", " ", "\n", "J. ", "U.S. "),
      fc.string({ unit: "grapheme", maxLength: 8 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join("");
        expect(split(text).join("").replaceAll(/\s/g, "")).toBe(text.replaceAll(/\s/g, ""));
        for (const sentence of split(text)) expect(sentence).toBe(sentence.trim());
      }),
    );
  });
});

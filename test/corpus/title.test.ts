import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldTitle, paperId } from "#src/corpus/index.ts";

describe("paperId", () => {
  it("is the slug of a short title", () => {
    expect(paperId("Fast Model Editing at Scale")).toBe("fast-model-editing-at-scale");
    expect(paperId("GD doesn't make the cut")).toBe("gd-doesnt-make-the-cut");
  });

  it("cuts a long title at a word and ends with six hex digits", () => {
    const id = paperId("From Optimization Dynamics to Generalization Bounds via Łojasiewicz Gradient Inequality");
    expect(id).toMatch(/^from-optimization-dynamics-to-[0-9a-f]{6}$/);
    expect(id).not.toBe(paperId("From Optimization Dynamics to Generalization Bounds via Something Else"));
  });

  it("takes a title without Latin letters, and tells two of them apart", () => {
    expect(paperId("深度学习")).toMatch(/^paper-[0-9a-f]{6}$/);
    expect(paperId("深度学习 GAN")).toMatch(/^gan-[0-9a-f]{6}$/);
    expect(paperId("∇∇")).not.toBe(paperId("!!!"));
  });

  it("is short, made of plain characters and the same for any writing of one title", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 200 }), (title) => {
        expect(paperId(title)).toMatch(/^[a-z0-9][a-z0-9-]{0,47}$/);
        expect(paperId(title)).toBe(paperId(` ${title} `));
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z0-9]{1,60}$/), { minLength: 1 }), (words) => {
        expect(paperId(words.join(" "))).toBe(paperId(words.join("-").toUpperCase()));
      }),
    );
  });
});

describe("foldTitle", () => {
  it("forgets case, accents, quotes, hyphens and punctuation", () => {
    expect(foldTitle("GD doesn’t make: the “Cut”")).toBe("gd doesnt make the cut");
    expect(foldTitle("Łojasiewicz Low‑Rank SRe²L")).toBe("lojasiewicz low rank sre2l");
  });

  it("folds a folded title to itself", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (title) => {
        expect(foldTitle(foldTitle(title))).toBe(foldTitle(title));
      }),
    );
  });
});

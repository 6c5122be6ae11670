import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { analyse, sequences, termsOf } from "#src/search/index.ts";

describe("analysing a text", () => {
  it("leaves stop words out, stems, and takes compounds as parts and joined", () => {
    expect(termsOf("The pre-training of networks")).toEqual(["pre", "train", "network", "pretrain"]);
  });

  it.each([
    ["Łojasiewicz’s", ["lojasiewicz"]],
    ["Nyström", ["nystrom"]],
    ["SRe²L", ["sre2l"]],
    ["SRe2L", ["sre2l"]],
    ["don't", []],
    ["LV-HBA", ["lv", "hba", "lvhba"]],
    ["__proto__ constructor", ["proto", "constructor"]],
    ["🙂 … !", []],
  ])("reads %s as %j", (text, terms) => {
    expect(termsOf(text)).toEqual(terms);
  });

  it("keeps stop words and compounds in order for phrases", () => {
    expect(sequences(analyse("state-of-the-art nets"))).toEqual({
      split: ["state", "of", "the", "art", "net"],
      joined: ["stateoftheart", "net"],
    });
  });

  it("says of every word where it stands", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (text) => {
        let last = 0;
        for (const { start, end, word, term } of analyse(text).tokens) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          expect(word).toMatch(/^[\p{L}\p{N}]+$/u);
          expect(term).not.toBe("");
          last = end;
        }
      }),
    );
  });
});

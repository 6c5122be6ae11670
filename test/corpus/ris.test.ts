import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toRis } from "#src/corpus/index.ts";
import { paper } from "../search/papers.ts";

describe("toRis", () => {
  it("writes all that is known, and nothing else", () => {
    const known = {
      authors: ["Ada Lovelace", "Laurens van der Maaten", "Sammy Davis Jr.", "Plato"],
      arxiv: "2110.11309",
      doi: "10.1109/5.771073",
      venue: "ICLR 2022",
    };
    expect(toRis([paper("On Löss", "a", known), paper("Two", "b")])).toBe(
      `TY  - GEN
AU  - Lovelace, Ada
AU  - van der Maaten, Laurens
AU  - Davis, Sammy, Jr.
AU  - Plato
TI  - On Löss
PY  - 2021
DO  - 10.1109/5.771073
UR  - https://arxiv.org/abs/2110.11309
AN  - arXiv:2110.11309
N1  - ICLR 2022
ER  - \n
TY  - GEN
TI  - Two
ER  - `,
    );
  });

  it("keeps each field on a line of its own, whatever it holds", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (title, venue) => {
        const lines = toRis([paper(title, "a", { venue })]).split(/[\r\n\u2028\u2029]/);
        expect(lines.map((line) => line.slice(0, 6))).toEqual(["TY  - ", "TI  - ", "N1  - ", "ER  - "]);
      }),
    );
  });
});

import { describe, expect, it } from "vitest";
import { splitName } from "#src/corpus/index.ts";

describe("splitName", () => {
  it.each([
    ["Ada Lovelace", "Lovelace", "Ada", undefined],
    ["Christopher D. Manning", "Manning", "Christopher D.", undefined],
    ["Laurens van der Maaten", "van der Maaten", "Laurens", undefined],
    ["Maaten,  Laurens van der", "Maaten", "Laurens van der", undefined],
    ["Sammy Davis, Jr.", "Davis", "Sammy", "Jr."],
    ["Davis Jr., Sammy", "Davis", "Sammy", "Jr."],
    ["Henry Ford III", "Ford", "Henry", "III"],
    ["Plato", "Plato", "", undefined],
    ["李飞飞", "李飞飞", "", undefined],
    ["", "", "", undefined],
  ])("takes %s apart", (name, family, given, suffix) => {
    expect(splitName(name)).toEqual({ family, given, ...(suffix === undefined ? {} : { suffix }) });
  });
});

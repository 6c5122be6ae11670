import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { monthOfArxivId, readArxivId } from "#src/corpus/index.ts";
import { arxivIds } from "./ids.ts";

describe("readArxivId", () => {
  it.each([
    ["2110.11309", "2110.11309"],
    ["2110.11309v12", "2110.11309"],
    [" arXiv:1405.4604 ", "1405.4604"],
    ["ARXIV: 2110.11309V2", "2110.11309"],
    ["arxiv 2110.11309", "2110.11309"],
    ["cs/0112017", "cs/0112017"],
    ["CS/0112017v1", "cs/0112017"],
    ["math.GT/0309136", "math/0309136"],
    ["arXiv:hep-th/9901001v3", "hep-th/9901001"],
  ])("reads %s", (written, id) => {
    expect(readArxivId(written)).toBe(id);
  });

  it.each([
    "",
    "2110",
    "2113.11309",
    "2100.11309",
    "2110.113",
    "2110.113090",
    "12110.11309",
    "cs/011201",
    "cs/0113017",
  ])("is none: %s", (written) => {
    expect(readArxivId(written)).toBeUndefined();
  });

  it("gives an id back as it is, with or without prefix and version", () => {
    fc.assert(
      fc.property(arxivIds, fc.constantFrom("", "arXiv:"), fc.constantFrom("", "v1", "v23"), (id, prefix, version) => {
        expect(readArxivId(`${prefix}${id}${version}`)).toBe(id);
      }),
    );
  });
});

describe("monthOfArxivId", () => {
  it.each([
    ["2110.11309", "2021-10"],
    ["0704.0001", "2007-04"],
    ["cs/0112017", "2001-12"],
    ["hep-th/9108001", "1991-08"],
    ["not an id", undefined],
  ])("of %s is %s", (id, month) => {
    expect(monthOfArxivId(id)).toBe(month);
  });
});

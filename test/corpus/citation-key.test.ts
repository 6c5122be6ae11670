import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { citationKeys } from "#src/corpus/index.ts";
import { paper } from "../search/papers.ts";
import { loadCorpus } from "../listing.ts";

const { papers } = await loadCorpus("data/trending-papers.txt");

function keys(...some: Parameters<typeof paper>[2][]): readonly string[] {
  const list = some.map((rest, at) => paper("On the Fast Editing of Models", "a", { id: String(at), ...rest }));
  return [...citationKeys(list).values()];
}

describe("citationKeys", () => {
  it("are the first author's family, the year and the first word that says something", () => {
    const mitchell = { authors: ["Eric Mitchell", "Charles Lin"], arxiv: "2110.11309" };
    expect(keys(mitchell)).toEqual(["mitchell2021fast"]);
    expect(keys({ ...mitchell, published: "2022-01-02" })).toEqual(["mitchell2022fast"]);
    expect(keys({ authors: ["Stanisław Łojasiewicz"], title: "D-PAD: a Study" })).toEqual(["lojasiewiczpad"]);
    expect(keys({ authors: ["Laurens van der Maaten"], title: "t-SNE" })).toEqual(["vandermaatensne"]);
  });

  it("do without what is not known, or not in Latin letters", () => {
    expect(keys({})).toEqual(["fast"]);
    expect(keys({ authors: ["李飞飞"], published: "2021" })).toEqual(["2021fast"]);
    expect(keys({ title: "Of the" })).toEqual(["of"]);
    expect(keys({ title: "深层" })).toEqual(["paper"]);
  });

  it("get a letter from the second paper on, past keys that others have by themselves", () => {
    expect(keys({}, {}, {})).toEqual(["fast", "fasta", "fastb"]);
    expect(keys({}, {}, { title: "Fasta" })).toEqual(["fast", "fastb", "fasta"]);
    expect(keys(...new Array<object>(30).fill({})).slice(-4)).toEqual(["fastz", "fastaa", "fastab", "fastac"]);
  });

  it("are plain, one for each paper, and those of a beginning of the list stay", () => {
    const all = citationKeys(papers);
    expect(new Set(all.values()).size).toBe(papers.length);
    for (const key of all.values()) expect(key).toMatch(/^[a-z]+\d{4}[a-z0-9]+$/);
    fc.assert(
      fc.property(fc.array(fc.constantFrom("One", "One a", "Onea", "Two", "深")), (titles) => {
        const list = titles.map((title, at) => paper(title, "a", { id: String(at) }));
        const given = [...citationKeys(list).values()];
        expect(new Set(given).size).toBe(list.length);
        for (const key of given) expect(key).toMatch(/^[a-z0-9]+$/);
      }),
    );
  });
});

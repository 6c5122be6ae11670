import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanText, parseQuery } from "#src/search/index.ts";

const nothing = { words: "", phrases: [], not: [], title: [], author: [], hasCode: false, misread: [] };

describe("a query", () => {
  it("holds words, phrases, exclusions and fields", () => {
    const text =
      'low-rank "weight decay" -survey -"state of the art" title:adam title:"in plain sight" has:code author:x';
    expect(parseQuery(`${text} since:2024-05`)).toEqual({
      text: `${text} since:2024-05`,
      words: "low-rank",
      phrases: ["weight decay"],
      not: ["survey", "state of the art"],
      title: ["adam", "in plain sight"],
      author: ["x"],
      hasCode: true,
      since: "2024-05",
      misread: [],
    });
  });

  it.each([
    ["foo:bar", "foo:bar"],
    ["Maestro: low rank", "Maestro: low rank"],
    ["title:", "title:"],
    ['"low rank', '"low rank'],
    ['5" screens', '5" screens'],
    ["a - b", "a - b"],
    ["x-y", "x-y"],
  ])("reads %s as words", (raw, words) => {
    expect(parseQuery(raw)).toEqual({ ...nothing, text: words, words });
  });

  it("never asks for what a minus excludes", () => {
    expect(parseQuery("-title:adam -has:code")).toEqual({
      ...nothing,
      text: "-title:adam -has:code",
      not: ["adam"],
      misread: ["-has:code"],
    });
  });

  it.each(["has:gpu", "since:yesterday", "since:2024-13", "since:2024-00-10", "-author:x", "-since:2024"])(
    "does not search for the words of a filter that cannot be: %s",
    (text) => {
      expect(parseQuery(text)).toEqual({ ...nothing, text, misread: [text] });
    },
  );

  it("knows its fields in any case", () => {
    expect(parseQuery("Has:Code TITLE:Adam")).toMatchObject({ hasCode: true, title: ["Adam"], words: "" });
  });

  it("never throws, and loses no word", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 500 }), (raw) => {
        const { text, words, phrases, not, title, author, misread } = parseQuery(raw);
        const kept = [words, ...phrases, ...not, ...title, ...author, ...misread].join(" ");
        for (const word of text.match(/[a-z]{9,}/g) ?? []) expect(kept).toContain(word);
      }),
    );
  });
});

describe("a cleaned text", () => {
  it.each([
    ["\u201cweight\u00a0decay\u201d \u2013adam", '"weight decay" -adam'],
    ["\u2014survey", "-survey"],
    ["SGD \u2013 a survey", "SGD \u2013 a survey"],
    ["gradient\u2013descent", "gradient\u2013descent"],
    ["it\u2019s", "it's"],
    ["filtering &amp; pruning &lt;3", "filtering & pruning <3"],
    ["&amp;lt;", "&lt;"],
    ["<https://example.org/x|example.org/x> nets", "example.org/x nets"],
    ["<https://example.org>", "https://example.org"],
    ["<@U012AB> unlearning <!here> <#C1|general> <@!99> <:wave:1>", "unlearning #general"],
    ["a < b > c", "a < b > c"],
    ["soft\u00adhyphen zero\u200bwidth", "softhyphen zerowidth"],
    ["  many \n lines\t", "many lines"],
  ])("of %j is %j", (raw, cleaned) => {
    expect(cleanText(raw)).toBe(cleaned);
  });

  it("has no space at its ends and no two in a row", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (raw) => {
        expect(cleanText(raw)).not.toMatch(/^\s|\s$|\s\s/);
      }),
    );
  });
});

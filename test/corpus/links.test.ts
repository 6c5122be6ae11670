import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linksIn } from "#src/corpus/index.ts";

const urls = (text: string) => linksIn(text).map((link) => link.url);

describe("linksIn", () => {
  it("tells code hosts from project pages", () => {
    const text =
      "At https://github.com/a/b, https://gist.github.com/c, https://huggingface.co/d and https://gitlab.com/e; see https://notgithub.com/f and https://a.github.io/g.";
    expect(linksIn(text).map((link) => link.kind)).toEqual(["code", "code", "code", "code", "project", "project"]);
  });

  it("leaves the sentence's punctuation out", () => {
    expect(urls("See (https://a.org/x). “https://a.org/y”, 'https://a.org/z', [https://a.org/w].")).toEqual([
      "https://a.org/x",
      "https://a.org/y",
      "https://a.org/z",
      "https://a.org/w",
    ]);
  });

  it("keeps balanced brackets and a slash at the end", () => {
    expect(urls("https://a.org/Paper_(2020), https://a.org/b/.")).toEqual([
      "https://a.org/Paper_(2020)",
      "https://a.org/b/",
    ]);
  });

  it("names an address once", () => {
    expect(urls("https://a.org/x{https://a.org/x} and https://a.org/x.")).toEqual(["https://a.org/x"]);
  });

  it("finds nothing in other schemes and half addresses", () => {
    expect(linksIn("ftp://a.org javascript:alert(1) http:// https://. github.com/a/b")).toEqual([]);
  });

  it("never throws, and only ever gives http and https addresses that are in the text", () => {
    const piece = fc.constantFrom("https://", "http://", "a.org", "/", "(", ")", ".", "[", "]", "@", ":", "%", " ");
    const text = fc
      .array(fc.oneof(piece, fc.string({ unit: "binary", maxLength: 3 })))
      .map((pieces) => pieces.join(""));
    fc.assert(
      fc.property(text, (words) => {
        for (const { url } of linksIn(words)) {
          expect(words).toContain(url);
          expect(new URL(url).protocol).toMatch(/^https?:$/);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

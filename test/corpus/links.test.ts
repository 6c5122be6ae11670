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

  it("finds nothing in other schemes, half addresses and the first page of a code host", () => {
    expect(
      linksIn("ftp://a.org javascript:alert(1) http:// https://. https://github.com/ github.com me@github.com/a/b"),
    ).toEqual([]);
  });

  it.each([
    ["available at github.com/amai-gsu/PlatformX.", "https://github.com/amai-gsu/PlatformX"],
    ["(huggingface.co/datasets/a/b) hf.co/c/d", "https://huggingface.co/datasets/a/b https://hf.co/c/d"],
    ["code:www.github.com/a/b and www.a-b.org.", "https://www.github.com/a/b https://www.a-b.org"],
    [
      "at arrowpose.github.io, anonymous.4open.science/r/x-1/.",
      "https://arrowpose.github.io https://anonymous.4open.science/r/x-1/",
    ],
    ["from pytorch.org and Node.js, in a.io", ""],
  ])("takes a known host without its scheme: %s", (text, found) => {
    expect(urls(text).join(" ")).toBe(found);
  });

  it.each([
    ["https://github.com/ foo/bar.", "https://github.com/foo/bar"],
    ["github. com/x/y, https://github. com/x/y", "https://github.com/x/y"],
    ["https: //github.com/A/B and https:// github.com/A/B", "https://github.com/A/B"],
    ["https//github.com/A/B, ttps://github.com/A/B, https:github.com/A/B", "https://github.com/A/B"],
    ["https://a-b. github.io/c/ and github.com/foo /bar", "https://a-b.github.io/c/ https://github.com/foo/bar"],
    ["https://a.github.io/ Code: https://github.com/o/O .", "https://a.github.io/ https://github.com/o/O"],
    ["https://github$.$com/a/b", "https://github.com/a/b"],
    ["https://github.com/ and/or others, https://github.com/ --.", ""],
    ["On GitHub. Compare, e.g. github. In all", ""],
  ])("makes an address whole that a blank or a slip broke: %s", (text, found) => {
    expect(urls(text).join(" ")).toBe(found);
  });

  it.each([
    ["代码见 https://github.com/foo/bar。实验表明", "https://github.com/foo/bar"],
    ["代码见https://github.com/foo/bar，（github.com/a/b）", "https://github.com/foo/bar https://github.com/a/b"],
    ["見https://github.com/foo/barで公開", "https://github.com/foo/bar"],
    ["https://zh.wikipedia.org/wiki/中文 是", "https://zh.wikipedia.org/wiki/中文"],
  ])("ends before Chinese and Japanese text: %s", (text, found) => {
    expect(urls(text).join(" ")).toBe(found);
  });

  it.each([
    ["[https://a.org/x](https://a.org/x)", "https://a.org/x"],
    ["<https://a.org/x> 【https://a.org/y】", "https://a.org/x https://a.org/y"],
    [
      "(https://a.org/x)https://a.org/x, Data:a.github.io/d|Code:github.com/a/b",
      "https://a.org/x https://a.github.io/d https://github.com/a/b",
    ],
    ["https://github.com/a/b,https://a.org", "https://github.com/a/b"],
  ])("ends where brackets and other addresses begin: %s", (text, found) => {
    expect(urls(text).join(" ")).toBe(found);
  });

  it("counts anonymous.4open.science and a GitLab of one's own as code", () => {
    const kinds = linksIn("https://anonymous.4open.science/r/x https://gitlab.a.fr/b/c https://a.gitlab.io/");
    expect(kinds.map((link) => link.kind)).toEqual(["code", "code", "project"]);
  });

  const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,8}[A-Za-z0-9]$/);

  it("finds a repository in any sentence, with its scheme and without", () => {
    const before = fc.constantFrom("at ", "at: ", "(", "[", "“", "见", "（", "code:", "<", "");
    const after = fc.constantFrom("", ".", ", and", ") x", "].", "”", "。实验", "，", "）", "> x", "; we", " .", "…");
    const scheme = fc.constantFrom("https://", "", "https: //", "https:// ", "www.");
    fc.assert(
      fc.property(before, scheme, name, name, after, (left, start, owner, repository, right) => {
        const host = start === "www." ? "www.github.com" : "github.com";
        const typed = start === "www." ? "www." : start;
        const found = urls(`${left}${typed}github.com/${owner}/${repository}${right}`);
        expect(found).toEqual([`https://${host}/${owner}/${repository}`]);
      }),
    );
  });

  it("never throws, and only ever gives http and https addresses that are in the text", () => {
    const piece = fc.constantFrom(
      ..."https:// http:// a.org github.com/ .github.io www. $ / ( ) . [ ] @ : % 。 中".split(" "),
      " ",
    );
    const text = fc
      .array(fc.oneof(piece, fc.string({ unit: "binary", maxLength: 3 })))
      .map((pieces) => pieces.join(""));
    fc.assert(
      fc.property(text, (words) => {
        const closed = words.replaceAll(/[\s$\\]/g, "");
        for (const { url } of linksIn(words)) {
          expect(closed).toContain(url.replace(/^https?:\/\//, "").replaceAll("$", ""));
          expect(new URL(url).protocol).toMatch(/^https?:$/);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    "https://",
    "github.com/",
    "a.github.io/",
    "www.a.",
    "https: //",
    "a-",
    "github . ",
    "(https://a.b)",
    ")",
    ",",
  ])("reads 200,000 characters of %s to the end", (part) => {
    expect(linksIn(`https://a.b/c${part.repeat(200_000 / part.length)}`).length).toBeLessThan(20_000);
  });
});

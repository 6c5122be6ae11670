import { describe, expect, it } from "vitest";
import { paperPage, pdfPage, searchPage } from "#src/corpus/index.ts";

describe("paperPage", () => {
  const known = { arxiv: "2110.11309", doi: "10.1109/5.771073", url: "https://example.org/one" };

  it("is arXiv's page, else the DOI's, else the source's, else none", () => {
    const { arxiv, doi, url } = known;
    expect(paperPage(known)).toBe("https://arxiv.org/abs/2110.11309");
    expect(paperPage({ arxiv: "cs/0112017" })).toBe("https://arxiv.org/abs/cs/0112017");
    expect(paperPage({ doi, url })).toBe("https://doi.org/10.1109/5.771073");
    expect(paperPage({ url })).toBe("https://example.org/one");
    expect(paperPage({})).toBeUndefined();
    expect(pdfPage({ arxiv })).toBe("https://arxiv.org/pdf/2110.11309");
    expect(pdfPage({})).toBeUndefined();
  });

  it("escapes what would end a DOI in an address", () => {
    expect(paperPage({ doi: "10.1002/(sici)1097<1::aid>3.0.co;2-#?" })).toBe(
      "https://doi.org/10.1002/(sici)1097%3C1::aid%3E3.0.co;2-%23%3F",
    );
  });
});

describe("searchPage", () => {
  it("searches the title as a phrase", () => {
    const url = new URL(searchPage({ title: 'A "Quoted" & Long Title' }));
    expect(url.searchParams.get("query")).toBe('"A Quoted & Long Title"');
    expect(url.searchParams.get("searchtype")).toBe("title");
  });
});

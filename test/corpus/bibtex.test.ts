import { plugins, type CSL, type CSLName } from "@citation-js/core";
import "@citation-js/plugin-bibtex";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dateOf, splitName, toBibtex, type AuthorName, type Paper } from "#src/corpus/index.ts";
import { paper } from "../search/papers.ts";
import { loadCorpus } from "../listing.ts";

const { papers } = await loadCorpus("data/trending-papers.txt");

/** What a reference manager reads: the entries as CSL. */
function parsed(bibtex: string): CSL[] {
  return plugins.input.chain(bibtex);
}

/** BibTeX's parser keeps particles apart. */
function nameOf({ given, family, ...name }: CSLName): Pick<AuthorName, "given" | "family"> {
  const parts = [name["dropping-particle"], name["non-dropping-particle"], family];
  return { given: given ?? "", family: parts.filter((part) => part !== undefined).join(" ") };
}

describe("toBibtex", () => {
  it("writes all that is known", async () => {
    const known = {
      authors: ["Éva Tardos", "Institute for Science and Art"],
      published: "2021-11-02",
      arxiv: "2110.11309",
      doi: "10.1109/a_b%",
      venue: "R&D 2022",
      category: "cs.LG",
    };
    expect(await toBibtex([paper("The 100% SVD", "a", known)])).toBe(
      String.raw`@misc{tardos2021100,
  title = {{The 100\% SVD}},
  author = {{\'E}va Tardos and {Institute for Science and Art}},
  year = {2021},
  eprint = {2110.11309},
  archivePrefix = {arXiv},
  primaryClass = {cs.LG},
  doi = {10.1109/a_b%},
  note = {R\&D 2022},
  url = {https://arxiv.org/abs/2110.11309},
}`,
    );
  });

  it("makes nothing up: without facts there is a title alone, and no address of a search", async () => {
    expect(await toBibtex([paper("One", "a")])).toBe("@misc{one,\n  title = {{One}},\n}");
    expect(await toBibtex([])).toBe("");
  });

  it("gives the page that a source names, in characters that TeX can read", async () => {
    expect(await toBibtex([paper("One", "a", { url: "https://example.org/ö{}?a_b=%20" })])).toContain(
      "url = {https://example.org/%C3%B6%7B%7D?a_b=%20}",
    );
  });

  it("gives title, authors and year of every paper of the embedded listing back to a reference manager", async () => {
    const entries = parsed(await toBibtex(papers));
    expect(entries).toHaveLength(papers.length);
    for (const [at, { title, author = [], issued }] of entries.entries()) {
      const known = papers[at];
      expect(title).toBe(known?.title.replaceAll("’", "'"));
      expect(author.map(nameOf)).toEqual(known?.authors?.map(splitName));
      expect(issued).toEqual({ "date-parts": [[Number(known && dateOf(known)?.slice(0, 4))]] });
    }
    expect(new Set(entries.map((entry) => entry["citation-key"])).size).toBe(papers.length);
  });

  it("stays ASCII in entries that can be read, whatever the facts hold", async () => {
    const text = fc.string({ unit: "grapheme", minLength: 1 });
    // Signs whose LaTeX would take the brace behind them.
    const ALONE: [Record<"title" | "venue" | "doi" | "url" | "arxiv" | "category" | "author", string>] = [
      { title: "╲ ", venue: "¸ ", doi: " ", url: " ", arxiv: " ", category: " ", author: " " },
    ];
    const anyPaper = fc.record({
      title: text,
      venue: text,
      doi: text,
      url: text,
      arxiv: text,
      category: text,
      author: text,
    });
    await fc.assert(
      fc.asyncProperty(anyPaper, async ({ title, author, ...facts }) => {
        const bibtex = await toBibtex([paper(title, "a", { ...facts, authors: [author] } satisfies Partial<Paper>)]);
        expect(bibtex).toMatch(/^[\n\x20-\x7E]*$/);
        expect(bibtex.split("{")).toHaveLength(bibtex.split("}").length);
        expect(parsed(bibtex)).toHaveLength(1);
      }),
      { examples: [ALONE] },
    );
  });
});

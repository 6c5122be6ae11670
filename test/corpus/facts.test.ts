import { readFile } from "node:fs/promises";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dateOf, parseFacts, parseListing, withFacts } from "#src/corpus/index.ts";
import { OperatorError } from "#src/errors.ts";

function problem(json: string | Uint8Array): string {
  try {
    parseFacts(json, "facts.json");
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    expect(error.code).toBe("facts_damaged");
    expect(error.exitCode).toBe(2);
    expect(error.message).not.toContain("\n");
    return error.message;
  }
  throw new Error("no OperatorError");
}

describe("parseFacts", () => {
  it("reads what is known of a paper", () => {
    const fact = {
      title: "One",
      authors: ["Ada Lovelace"],
      published: "2021-10-21",
      arxiv: "2110.11309",
      doi: "10.1109/5.771073",
      venue: "ICLR 2022",
      category: "cs.LG",
      url: "https://example.org/one",
    };
    expect(parseFacts(JSON.stringify([fact]), "x")).toEqual([fact]);
  });

  it("writes ids in one form, and leaves out null and fields it does not know", () => {
    const json = '[{"title": "One", "number": 1, "arxiv": "arXiv:2110.11309v3", "doi": "10.1109/ABC", "venue": null}]';
    expect(parseFacts(json, "x")).toEqual([{ title: "One", arxiv: "2110.11309", doi: "10.1109/abc" }]);
  });

  it.each([
    ["", "it is not JSON ("],
    ["[{\n", "it is not JSON ("],
    ["{}", "expected array"],
    ["null", "expected array"],
    ["[1]", "paper 1: "],
    ['[{"title": "One"}, {"authors": ["A"]}]', "paper 2: title: "],
    ['[{"title": " "}]', "paper 1: title: must not be empty"],
    ['[{"title": "One", "authors": []}]', "paper 1: authors: must not be empty"],
    ['[{"title": "One", "authors": ["A", null]}]', "paper 1: authors.1: "],
    ['[{"title": "One", "arxiv": "2113.11309"}]', "paper 1: arxiv: must be an arXiv id like 2110.11309"],
    ['[{"title": "One", "doi": "https://doi.org/10.1109/5"}]', "paper 1: doi: must be a DOI like"],
    ['[{"title": "One", "published": "May 2021"}]', "paper 1: published: must be a date like 2021-10-21"],
    ['[{"title": "One", "url": "javascript:alert(1)"}]', "paper 1: url: must be an address that begins with https://"],
    ['[{"title": "One"}, {"title": "one!"}]', "the title “one!” stands there twice"],
  ])("names the file, the paper and what is wrong: %s", (json, what) => {
    expect(problem(json)).toContain("facts.json: ");
    expect(problem(json)).toContain(what);
  });

  it("refuses bytes that are not UTF-8", () => {
    expect(problem(Uint8Array.from([0x5b, 0xff, 0x5d]))).toContain("not UTF-8");
  });

  it("either reads any JSON or says what is wrong with it", () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        try {
          expect(Array.isArray(parseFacts(json, "x"))).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(OperatorError);
        }
      }),
    );
  });
});

describe("withFacts", () => {
  const papers = parseListing("On Löss: a Study\na\nTwo\nb", "x.txt");

  it("joins by title, whatever its case and marks, and adds the ids to the aliases", () => {
    const facts = parseFacts('[{"title": "on loss - A study", "arxiv": "2110.11309", "doi": "10.1109/5"}]', "x");
    const [one, two] = withFacts(papers, facts);
    expect(one).toEqual({
      ...papers[0],
      arxiv: "2110.11309",
      doi: "10.1109/5",
      aliases: ["on loss a study", "arxiv:2110.11309", "doi:10.1109/5"],
    });
    expect(one?.title).toBe("On Löss: a Study");
    expect(two).toBe(papers[1]);
  });

  it("leaves out facts of titles that are not there", () => {
    expect(withFacts(papers, parseFacts('[{"title": "Three", "venue": "ICLR"}]', "x"))).toEqual(papers);
  });
});

describe("data/papers.json", () => {
  it("has authors, an arXiv id and a date for every paper of the embedded listing, and for no other", async () => {
    const facts = parseFacts(await readFile("data/papers.json"), "data/papers.json");
    const papers = withFacts(parseListing(await readFile("data/trending-papers.txt"), "listing"), facts);
    expect(facts).toHaveLength(papers.length);
    for (const paper of papers) {
      expect(paper.authors?.length, paper.title).toBeGreaterThan(0);
      expect(paper.aliases, paper.title).toContain(`arxiv:${paper.arxiv}`);
      expect(dateOf(paper), paper.title).toMatch(/^20\d\d-\d\d/);
    }
    expect(new Set(facts.map(({ arxiv }) => arxiv)).size).toBe(facts.length);
  });
});

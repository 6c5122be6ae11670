import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LINE_LIMIT, parseListing, readable, TITLE_LIMIT, type Paper } from "#src/corpus/index.ts";
import { OperatorError } from "#src/errors.ts";

const HEADER = ["Get trending papers in your email inbox once a day!", "Get trending papers in your email inbox!"];
const LISTING = [...HEADER, "SubscribeFast Model Editing", "We edit models.", "diffGrad: a Method", "We differ."].join(
  "\n",
);
const captured = readFileSync("data/trending-papers.txt");

const titles = (listing: string | Uint8Array) => parseListing(listing, "x.txt").map((paper) => paper.title);

function problem(listing: string | Uint8Array): string {
  try {
    parseListing(listing, "x.txt");
  } catch (error) {
    if (error instanceof OperatorError && error.code === "listing_damaged" && error.exitCode === 2)
      return error.message;
    throw error;
  }
  return "none";
}

describe("parseListing", () => {
  it("reads title and abstract in turn, without the header and the glued button", () => {
    expect(parseListing(LISTING, "x.txt")).toEqual([
      {
        id: "fast-model-editing",
        aliases: ["fast model editing"],
        number: 1,
        title: "Fast Model Editing",
        abstract: "We edit models.",
        links: [],
        acronyms: [],
        source: "listing",
      },
      expect.objectContaining({ number: 2, title: "diffGrad: a Method", abstract: "We differ." }),
    ]);
  });

  it.each([
    ["CRLF", LISTING.replaceAll("\n", "\r\n")],
    ["a BOM", `\uFEFF${LISTING}`],
    ["a BOM, as bytes", new TextEncoder().encode(`\uFEFF${LISTING}`)],
    ["trailing blank lines", `${LISTING}\n\n \n`],
    ["one header line", LISTING.slice(LISTING.indexOf("\n") + 1)],
    ["no header", LISTING.split("\n").slice(2).join("\n")],
  ])("reads a listing with %s right", (_, listing) => {
    expect(titles(listing)).toEqual(["Fast Model Editing", "diffGrad: a Method"]);
  });

  it("takes the button off the first title only, and only where it is glued", () => {
    expect(titles("Subscribe to Learn\na\nSubscribeNow\nb")).toEqual(["Subscribe to Learn", "SubscribeNow"]);
    expect(titles("Subscribers and Publishers\na")).toEqual(["Subscribers and Publishers"]);
    expect(titles([...HEADER, "SubscribediffGrad", "a"].join("\n"))).toEqual(["diffGrad"]);
    expect(titles([...HEADER, "SubscribeSubscribe to Learn", "a"].join("\n"))).toEqual(["Subscribe to Learn"]);
  });
});

describe("parseListing tells a damaged listing's file and line", () => {
  const long = "An abstract of many words. ".repeat(40);
  it.each([
    ["an odd number of lines", `${LISTING}\nOne more`, "x.txt, line 7: a title without an abstract"],
    ["a blank abstract", "One\nabstract\nTwo\n\nThree\nabstract", "x.txt, line 3: a title without an abstract"],
    ["a blank title", "One\nabstract\n  \nabstract", "x.txt, line 3: an empty title"],
    ["nothing but the button", [...HEADER, "Subscribe", "abstract"].join("\n"), "x.txt, line 3: an empty title"],
    ["a title that is no text", "\\em\nabstract", "x.txt, line 1: an empty title"],
    ["an abstract that is no text", "One\n\\em", "x.txt, line 1: a title without an abstract"],
    [
      "a lost abstract",
      `One\n${long}\nTwo\nThree\n${long}\nFour\n${long}`,
      "x.txt, line 3: a title without an abstract",
    ],
    ["a lost title", `One\n${long}\n${long}\nThree\n${long}`, "x.txt, line 3: 1080 characters where a title should be"],
    ["one title twice", "One Way\na\nTwo\nb\none-way!\nc", "x.txt, line 5: the same title as in line 1"],
    ["a NUL", "One\na\nTwo\nb\0", "x.txt, line 4: a NUL character"],
    ["nothing", "", "x.txt, line 1: the file is empty"],
    ["blank lines", "\n \n", "x.txt, line 1: the file is empty"],
    ["a header alone", HEADER.join("\n"), "x.txt, line 3: no papers in it"],
    ["a line too long", `One\n${"a".repeat(LINE_LIMIT + 1)}`, "x.txt, line 2: 20001 characters in one line"],
  ])("%s", (_, listing, message) => {
    expect(problem(listing)).toContain(message);
    expect(problem(new TextEncoder().encode(listing))).toContain(message);
  });

  it("bytes that are not UTF-8", () => {
    const bytes = Buffer.concat([Buffer.from("One\r\nabstract\r\nTw"), Buffer.from([0xff]), Buffer.from("o\r\nb")]);
    expect(problem(bytes)).toContain("x.txt, line 3: bytes that are not UTF-8");
    expect(problem(Buffer.from("One\nabstract", "utf16le"))).toContain("x.txt, line 1: ");
  });

  it("in one line that says what to do", () => {
    expect(problem("One")).toMatch(/^[^\n]* correct it, or set CORPUS to another file\.$/);
  });
});

describe("parseListing, whatever it is given", () => {
  const words = fc
    .array(fc.stringMatching(/^[a-z0-9]{1,9}$/), { minLength: 1, maxLength: 8 })
    .map((all) => all.join(" "))
    // `aln a` is read as a formula that lost its backslash.
    .filter((text) => readable(text) === text);
  const pairs = fc.uniqueArray(fc.record({ title: words, abstract: words }), {
    minLength: 1,
    selector: (pair) => pair.title,
  });
  const print = (papers: readonly Pick<Paper, "title" | "abstract">[]) =>
    [...HEADER, `Subscribe${papers.map((paper) => `${paper.title}\n${paper.abstract}`).join("\n")}`].join("\n");

  it("reads what was printed, and the same again", () => {
    fc.assert(
      fc.property(pairs, (all) => {
        const papers = parseListing(print(all), "x.txt");
        expect(papers.map(({ title, abstract }) => ({ title, abstract }))).toEqual(all);
        expect(papers.map((paper) => paper.number)).toEqual(all.map((_, index) => index + 1));
        expect(parseListing(print(papers), "x.txt")).toEqual(papers);
      }),
    );
  });

  it("gives all papers or one error for any bytes", () => {
    const line = fc.oneof(fc.string({ unit: "binary", maxLength: 20 }), words);
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.array(line, { maxLength: 9 }).map((lines) => new TextEncoder().encode(lines.join("\n"))),
    );
    fc.assert(
      fc.property(bytes, (listing) => {
        if (problem(listing) !== "none") return;
        for (const paper of parseListing(listing, "x.txt")) {
          expect(paper.title).not.toBe("");
          expect(paper.abstract).not.toBe("");
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("gives all papers or one error when any line of the captured listing is lost", () => {
    const lines = captured.toString().split("\n");
    for (let lost = 2; lost < 240; lost += 17) {
      const message = problem(lines.filter((_, index) => index !== lost).join("\n"));
      expect(message).toMatch(/^x\.txt, line \d+: /);
    }
  });
});

describe("the captured listing", () => {
  const papers = parseListing(captured, "data/trending-papers.txt");

  it("has 119 papers with ids of their own", () => {
    expect(papers).toHaveLength(119);
    expect(new Set(papers.map((paper) => paper.id)).size).toBe(119);
    expect(papers[0]).toMatchObject({
      id: "fast-model-editing-at-scale",
      number: 1,
      title: "Fast Model Editing at Scale",
    });
    expect(papers.every((paper) => paper.title.length < TITLE_LIMIT)).toBe(true);
  });

  it("has no LaTeX left", () => {
    const text = papers.map((paper) => `${paper.title}\n${paper.abstract}`).join("\n");
    expect(text).not.toMatch(/[\\{}`^]|''|--|\w~\w|_\d/);
  });

  it("has 23 links, two of them to projects, none with a full stop", () => {
    const links = papers.flatMap((paper) => paper.links);
    expect(links).toHaveLength(23);
    expect(links.filter((link) => link.kind === "project").map((link) => link.url)).toEqual([
      "https://sites.google.com/view/mend-editing",
      "https://markboss.me/publication/2021-neural-pil/",
    ]);
    expect(links.every((link) => /[\w/]$/.test(link.url))).toBe(true);
  });
});

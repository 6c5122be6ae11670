import { mkdtemp, rm, truncate, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createCorpus, parseListing } from "#src/corpus/index.ts";
import { factsPathOf, LISTING_LIMIT_BYTES } from "#adapters/sources/listing.ts";
import { OperatorError } from "#src/errors.ts";
import { loadCorpus } from "../listing.ts";

const corpus = await loadCorpus("data/trending-papers.txt");
const first = corpus.papers[0];

describe("find", () => {
  it.each([
    "#1",
    "1",
    "fast-model-editing-at-scale",
    "Fast Model Editing at Scale",
    "  fast model-editing AT scale! ",
    "FAST-MODEL-EDITING-AT-SCALE",
  ])("finds the first paper by %s", (reference) => {
    expect(corpus.find(reference)).toBe(first);
  });

  it("does not mind what phones make of quotes and dashes", () => {
    const paper = corpus.find(
      "GD doesn’t make the cut: Three ways that non‑differentiability affects neural network training",
    );
    expect(paper?.number).toBe(35);
    expect(corpus.find("doesnt make the cut")).toBeUndefined();
  });

  it.each(["#0", "0", "#9999", "9999", "#99999999999999999999999999", "", "#", "-1", "1.5", "__proto__", "Fast Model"])(
    "finds nothing by %s",
    (reference) => {
      expect(corpus.find(reference)).toBeUndefined();
    },
  );

  it("takes digits for a number, then for a title", () => {
    const papers = parseListing("2048\na game\n2\na number", "x.txt");
    const small = createCorpus(papers, "1");
    expect(small.find("2048")?.number).toBe(1);
    expect(small.find("#2048")).toBeUndefined();
    expect(small.find("2")?.title).toBe("2");
  });

  it("finds a paper by another source's id", () => {
    const [paper] = parseListing("One\na", "x.txt");
    const one = { ...paper!, aliases: ["one", "arxiv:2110.11309"] };
    expect(createCorpus([one], "1").find("arXiv:2110.11309")).toBe(one);
  });

  it("finds every paper by its number, id and title", () => {
    for (const paper of corpus.papers) {
      for (const name of [`#${paper.number}`, paper.id, paper.title, paper.title.toUpperCase()]) {
        expect(corpus.find(name)).toBe(paper);
      }
    }
  });
});

describe("suggest", () => {
  it("puts the meant title first, mistyped or half typed", () => {
    expect(corpus.suggest("Fsat Modle Editting at Scale", 3)[0]).toBe(first);
    expect(corpus.suggest("smoothg", 5)[0]?.title).toBe("SmoothGrad: removing noise by adding noise");
    expect(corpus.suggest("decoupled weight", 1)[0]?.title).toBe("Decoupled Weight Decay Regularization");
  });

  it("suggests nothing far off, and never more than asked", () => {
    expect(corpus.suggest("zebra quilting", 5)).toEqual([]);
    expect(corpus.suggest("", 5)).toEqual([]);
    expect(corpus.suggest("gradient", 4)).toHaveLength(4);
    expect(corpus.suggest("gradient", 0)).toEqual([]);
  });

  it("finds any paper from its title with two neighbours swapped", () => {
    fc.assert(
      fc.property(fc.constantFrom(...corpus.papers), fc.nat(), (paper, seed) => {
        const at = seed % (paper.title.length - 1);
        const title = paper.title;
        const typed = title.slice(0, at) + title.charAt(at + 1) + title.charAt(at) + title.slice(at + 2);
        expect(corpus.suggest(typed, 3)).toContain(paper);
      }),
    );
  });
});

describe("factsPathOf", () => {
  it("is data/papers.json for the embedded listing, however its path is written", () => {
    const own = path.resolve("data/papers.json");
    expect(factsPathOf("data/trending-papers.txt")).toBe(own);
    expect(factsPathOf(path.resolve("data/../data/trending-papers.txt"))).toBe(own);
  });

  it("is the name with .json beside any other", () => {
    expect(factsPathOf("/srv/trending-papers.txt")).toBe("/srv/trending-papers.json");
    expect(factsPathOf("lists/ours.2024.txt")).toBe("lists/ours.2024.json");
    expect(factsPathOf("ours")).toBe("ours.json");
  });
});

describe("loadCorpus", () => {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "paperboy-corpus-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function problem(file: string): Promise<string> {
    const error: unknown = await loadCorpus(file).catch((caught: unknown) => caught);
    if (!(error instanceof OperatorError)) throw new Error("no OperatorError", { cause: error });
    expect(error.exitCode).toBe(2);
    expect(error.message).toContain(file);
    expect(error.message).toContain("CORPUS");
    expect(error.message).not.toContain("\n");
    return error.message;
  }

  it("gives a version that changes with the content, and a corpus that does not", async () => {
    const file = path.join(folder, "listing.txt");
    await writeFile(file, "One\na");
    const before = await loadCorpus(file);
    await writeFile(file, "One\nb");
    const after = await loadCorpus(file);
    expect(after.version).not.toBe(before.version);
    expect(before.papers[0]?.abstract).toBe("a");
    expect(Object.isFrozen(before.papers)).toBe(true);
  });

  it("reads the facts beside a listing, and gives another version when they change", async () => {
    const file = path.join(folder, "with-facts.txt");
    await writeFile(file, "One\na");
    const without = await loadCorpus(file);
    await writeFile(path.join(folder, "with-facts.json"), '[{"title": "One", "arxiv": "2110.11309"}]');
    const before = await loadCorpus(file);
    await writeFile(path.join(folder, "with-facts.json"), '[{"title": "One", "arxiv": "2110.11310"}]');
    const after = await loadCorpus(file);
    expect(without.papers[0]?.arxiv).toBeUndefined();
    expect(before.find("arXiv:2110.11309")?.title).toBe("One");
    expect(after.papers[0]?.arxiv).toBe("2110.11310");
    expect(new Set([without.version, before.version, after.version]).size).toBe(3);
  });

  it("does not take a listing for its own facts", async () => {
    const file = path.join(folder, "listing.json");
    await writeFile(file, "One\na");
    expect((await loadCorpus(file)).papers).toHaveLength(1);
  });

  it("names facts that are damaged, or cannot be read", async () => {
    const file = path.join(folder, "bad-facts.txt");
    await writeFile(file, "One\na");
    await writeFile(path.join(folder, "bad-facts.json"), "[{]");
    await expect(loadCorpus(file)).rejects.toMatchObject({ code: "facts_damaged", exitCode: 2 });
    await expect(loadCorpus(file, folder)).rejects.toMatchObject({
      code: "facts_unreadable",
      message: expect.stringContaining(`${folder} is a directory`) as unknown,
    });
  });

  it("names a path that is missing, a directory, or below a file", async () => {
    expect(await problem(path.join(folder, "none.txt"))).toContain("does not exist");
    expect(await problem(folder)).toContain("is a directory");
    expect(await problem(path.join(process.cwd(), "package.json", "x"))).toContain("does not exist");
  });

  it("refuses a device that never ends", async () => {
    expect(await problem("/dev/zero")).toContain("is not a regular file");
  });

  it("names a file that cannot be read (a link to itself: no right of root helps)", async () => {
    const file = path.join(folder, "loop.txt");
    await symlink(file, file);
    expect(await problem(file)).toContain(file);
  });

  it("names the line of a damaged file", async () => {
    const file = path.join(folder, "odd.txt");
    await writeFile(file, "One\na\nTwo");
    expect(await problem(file)).toContain(`${file}, line 3: a title without an abstract`);
  });

  it("refuses 50 MB in one line", async () => {
    const file = path.join(folder, "long.txt");
    await writeFile(file, "a".repeat(50_000_000));
    expect(await problem(file)).toContain(`${file}, line 1: 50000000 characters in one line`);
  });

  it("refuses a huge file without reading it", async () => {
    const file = path.join(folder, "huge.txt");
    await writeFile(file, "");
    await truncate(file, LISTING_LIMIT_BYTES + 1);
    expect(await problem(file)).toContain("are the limit");
  });
});

describe("a paper by what the outside world calls it", () => {
  it.each([
    "2110.11309",
    "arXiv:2110.11309v2",
    "https://arxiv.org/pdf/2110.11309v1.pdf",
    "arxiv.org/abs/2110.11309",
    "https://huggingface.co/papers/2110.11309",
    "https://www.alphaxiv.org/abs/2110.11309",
    "https://doi.org/10.48550/arXiv.2110.11309",
    "MEND",
    "https://arxiv.org/search/?query=%22Fast+Model+Editing+at+Scale%22&searchtype=title",
  ])("is found by %s", async (name) => {
    expect((await loadCorpus("data/trending-papers.txt")).find(name)?.number).toBe(1);
  });

  it.each(["grokfast", "LoTR", "OmniSSR", "omnissr"])(
    "is found by the short name %s that it alone has",
    async (name) => {
      const found = (await loadCorpus("data/trending-papers.txt")).find(name);
      expect(found?.title.toLowerCase()).toContain(name.toLowerCase());
    },
  );

  it.each(["SGD", "LLM", "LoRA", "diffusion", "1234.56789", "10.1000/nothing"])("is no paper for %s", async (name) => {
    expect((await loadCorpus("data/trending-papers.txt")).find(name)).toBeUndefined();
  });
});

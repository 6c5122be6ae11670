import { describe, expect, it } from "vitest";
import { paper } from "../search/papers.ts";
import { buttonsOf, talkAbout, wordsOf } from "./talk.ts";

const papers = [
  paper("Sharp minima", "On the shape of losses.", {
    aliases: ["sharp minima", "arxiv:2403.03507"],
    ...{ arxiv: "2403.03507", authors: ["Ada Lovelace", "Alan Turing"], published: "2024-03-05", venue: "ICLR 2024" },
  }),
  paper("GaLore", "Gradients in low rank.", {
    links: [
      { kind: "project", url: "https://galore.example/" },
      { kind: "code", url: "https://github.com/a/galore" },
    ],
    acronyms: [{ short: "GaLore", long: "Gradient Low-Rank Projection" }],
  }),
];

describe("show", () => {
  it("shows one paper, whatever it is called by", async () => {
    const chat = await talkAbout(papers);
    const shown = (await chat.ask("show #1")).data;
    for (const name of ["1", "sharp-minima", "SHARP MINIMA!", "arxiv:2403.03507", "arXiv:2403.03507"]) {
      expect((await chat.ask(`show ${name}`)).data, name).toEqual(shown);
    }
  });

  it("tells its abstract, its links by what they are, and what its short forms stand for", async () => {
    const lines = wordsOf(await (await talkAbout(papers)).ask("show #2")).split("\n");
    expect(lines).toContain("GaLore");
    expect(lines).toContain("Gradients in low rank.");
    expect(lines).toContain("Project https://galore.example/");
    expect(lines).toContain("Code https://github.com/a/galore");
    expect(lines).toContain("GaLore Gradient Low-Rank Projection");
  });

  it("leads to the paper's page, to similar papers and to its BibTeX", async () => {
    const chat = await talkAbout(papers);
    const reply = await chat.ask("show #1");
    expect(reply.blocks[0]).toMatchObject({ kind: "heading", url: "https://arxiv.org/abs/2403.03507" });
    expect(buttonsOf(reply)).toMatchObject([
      { label: "Similar", call: { command: "similar", args: { paper: "sharp-minima" } } },
      { label: "BibTeX", call: { command: "bibtex", args: { paper: "sharp-minima" } } },
      { label: "Open", url: "https://arxiv.org/abs/2403.03507" },
      { label: "PDF", url: "https://arxiv.org/pdf/2403.03507" },
      { label: "Share" },
    ]);
    expect(wordsOf(await chat.press("BibTeX"))).toContain("@misc{lovelace2024sharp,");
  });

  it("tells who wrote it, when, and where it was published, and nothing that is not known", async () => {
    const chat = await talkAbout(papers);
    expect(wordsOf(await chat.ask("show #1"))).toContain(
      "Ada Lovelace, Alan Turing · Tuesday, 5 March 2024 · ICLR 2024\nOn the shape of losses.",
    );
    expect(wordsOf(await chat.ask("show #2"))).toContain("GaLore\nGradients in low rank.");
  });

  it("has no page to lead to where none is known, but a search for it", async () => {
    const reply = await (await talkAbout(papers)).ask("show #2");
    expect(reply.blocks[0]).toEqual({ kind: "heading", text: "GaLore" });
    const [, , search] = buttonsOf(reply);
    expect(search).toMatchObject({ label: "Search arXiv", url: expect.stringContaining("searchtype=title") as string });
    expect(buttonsOf(reply).map(({ label }) => label)).not.toContain("PDF");
  });

  it("is one object in JSON, with the facts that are known", async () => {
    expect((await (await talkAbout(papers)).json("show #1")).data?.[0]).toMatchObject({
      ...{ authors: ["Ada Lovelace", "Alan Turing"], published: "2024-03-05", arxiv: "2403.03507" },
      ...{ venue: "ICLR 2024", url: "https://arxiv.org/abs/2403.03507" },
    });
  });

  it("is one object in JSON, without the facts that are not", async () => {
    expect((await (await talkAbout(papers)).json("show #2")).data).toEqual([
      {
        ...{ id: "galore", number: 2, title: "GaLore", abstract: "Gradients in low rank." },
        links: [
          { kind: "project", url: "https://galore.example/" },
          { kind: "code", url: "https://github.com/a/galore" },
        ],
        acronyms: ["GaLore"],
      },
    ]);
  });

  it("is a mistake for a paper that is not there, and takes no limit", async () => {
    const chat = await talkAbout(papers);
    for (const line of ["show", "show #3", "show #1 now"]) {
      const reply = await chat.ask(line);
      expect(reply.outcome, line).toBe("mistake");
      expect(wordsOf(reply), line).toContain("Try: show ");
    }
    expect((await chat.json("show #1", 3)).outcome).toBe("mistake");
  });

  it("takes other words for a search", async () => {
    const reply = await (await talkAbout(papers)).ask("show me the losses");
    expect(reply.data?.map(({ id }) => id)).toEqual(["sharp-minima"]);
  });
});

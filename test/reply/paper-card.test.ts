import { describe, expect, it } from "vitest";
import { paperCard } from "#src/reply/index.ts";
import { paper } from "../search/papers.ts";

const shown = { url: "https://papers.example/1", excerpt: ["What it does."], why: ["Why it is here"] };

describe("the card of a paper", () => {
  it("leads to its code where it has some, whichever link comes first, and never to a project page instead", () => {
    const project = { kind: "project", url: "https://project.example/" } as const;
    const code = { kind: "code", url: "https://github.com/a/b" } as const;
    expect(paperCard(paper("A", "B.", { links: [project, code] }), shown).code).toBe(code.url);
    expect(paperCard(paper("A", "B.", { links: [code, project] }), shown).code).toBe(code.url);
    expect(paperCard(paper("A", "B.", { links: [project] }), shown)).not.toHaveProperty("code");
  });

  it("has the number of its place in the listing, and none where it left it", () => {
    expect(paperCard(paper("A", "B.", { number: 7 }), shown).number).toBe(7);
    expect(paperCard(paper("A", "B.", { number: 0 }), shown)).not.toHaveProperty("number");
  });

  it("has a button that opens the paper by its id, which outlives its number", () => {
    expect(paperCard(paper("Sharp minima", "B."), shown).buttons).toMatchObject([
      { press: "answer", call: { command: "show", args: { paper: "sharp-minima" } } },
    ]);
  });
});

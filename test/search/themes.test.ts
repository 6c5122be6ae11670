import { expect, it } from "vitest";
import { openEmbeddedLibrary } from "../library.ts";

const { engine } = await openEmbeddedLibrary();

it("names themes that people would name, and each is a search that finds its papers", async () => {
  const themes = await engine.themes();
  const best = themes.slice(0, 30).map(({ phrase }) => phrase);
  for (const phrase of ["neural networks", "gradient descent", "singular value decomposition"])
    expect(best).toContain(phrase);
  for (const { query, papers } of themes) {
    const { total } = await engine.search(query, { limit: 1 });
    expect(total, query).toBe(papers);
  }
});

it("leads with the sentence that says what a paper does", async () => {
  const { corpus } = await openEmbeddedLibrary();
  const leads = corpus.papers.map((paper) => engine.lead(paper).map(String).join(""));
  for (const [at, lead] of leads.entries()) expect(corpus.papers[at]?.abstract).toContain(lead);
  expect(leads[0]).toMatch(/^To enable easy post-hoc editing at scale, we propose Model Editor Networks/);
  expect(leads.filter((lead) => /\b(?:we|this (?:paper|work))\b/i.test(lead)).length).toBeGreaterThan(90);
});

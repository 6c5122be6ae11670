import { expect, it } from "vitest";
import { openEmbeddedListing } from "../library.ts";

const { engine } = await openEmbeddedListing();

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

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plain } from "#src/reply/index.ts";
import { analyse, createEngine, holdsPhrase, parseQuery, sequences, terms } from "#src/search/index.ts";
import { papers } from "./papers.ts";

const engine = await createEngine(papers);

/** Words of the listing, so that filters have something to bite on. */
const word = fc.constantFrom(
  ...new Set(
    papers.flatMap(({ title, abstract }) => `${title} ${abstract}`.split(/\s+/)).filter((_, at) => at % 37 === 0),
  ),
);
const part = fc.oneof(
  word,
  word.map((one) => `-${one}`),
  word.map((one) => `title:${one}`),
  fc.tuple(word, word).map(([one, other]) => `"${one} ${other}"`),
  fc.constantFrom("has:code", "has:code", "gradient descent", '"low rank"', '-"neural network"', "of", "-the"),
  fc.string({ unit: "grapheme", maxLength: 12 }),
);
const query = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(" ").slice(0, 400));

describe("whatever is asked, search", () => {
  it("never throws up to 500 characters", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", maxLength: 500 }), async (raw) => {
        const { hits, total } = await engine.search(raw, { limit: 10 });
        expect(hits).toHaveLength(Math.min(10, total));
      }),
    );
  });

  it("never answers with what breaks its own filter", async () => {
    let answered = 0;
    await fc.assert(
      fc.asyncProperty(query, async (raw) => {
        const { hasCode, not, phrases, title, text } = parseQuery(raw);
        const { hits } = await engine.search(raw, { limit: 100, onlyRelevant: false });
        for (const { paper } of hits) {
          // A query that is a paper's number, id or title names it, whatever else it says.
          if (hits.length === 1 && /^#?\d+$/.test(text)) continue;
          answered++;
          const says = (where: string, what: string) => {
            const wanted = sequences(analyse(what));
            return wanted.split.length === 0 || holdsPhrase(sequences(analyse(where)), wanted);
          };
          const either = (what: string) => says(paper.title, what) || says(paper.abstract, what);
          if (hasCode) expect(paper.links.map(({ kind }) => kind)).toContain("code");
          for (const what of not) if (analyse(what).tokens.length > 0) expect(either(what)).toBe(false);
          for (const what of phrases) expect(either(what)).toBe(true);
          for (const what of title) expect(says(paper.title, what)).toBe(true);
        }
      }),
      { numRuns: 300, examples: [["-OmniSSR:"]] },
    );
    expect(answered).toBeGreaterThan(0);
  });

  it("marks only words that match, in an excerpt out of the paper", async () => {
    let marked = 0;
    await fc.assert(
      fc.asyncProperty(query, async (raw) => {
        const { words, phrases, title } = parseQuery(raw);
        const asked = analyse([words, ...phrases, ...title].join(" \n "));
        const { hits, notices } = await engine.search(raw, { limit: 10, onlyRelevant: false });
        const repaired = notices.some((notice) => plain(notice).startsWith("Searching for"));
        for (const { paper, excerpt } of hits) {
          expect(paper.abstract).toContain(plain(excerpt));
          const wanted = terms(asked);
          for (const span of excerpt) {
            if (typeof span === "string" || span.mark === undefined || repaired) continue;
            marked++;
            const related = terms(analyse(span.text)).some((term) =>
              wanted.some((one) => one === term || one.startsWith(term) || term.startsWith(one)),
            );
            expect(related, `${span.text} in ${raw}`).toBe(true);
          }
        }
      }),
    );
    expect(marked).toBeGreaterThan(0);
  });

  it("gives the same hits page by page", async () => {
    await fc.assert(
      fc.asyncProperty(query, fc.nat(60), fc.integer({ min: 1, max: 20 }), async (raw, offset, limit) => {
        const all = await engine.search(raw, { limit: 200 });
        const page = await engine.search(raw, { limit, offset });
        expect(all.total).toBe(all.hits.length);
        expect(page.total).toBe(all.total);
        expect(page.hits).toEqual(all.hits.slice(offset, offset + limit));
      }),
    );
  });

  it("ranks by falling score", async () => {
    await fc.assert(
      fc.asyncProperty(query, async (raw) => {
        const scores = (await engine.search(raw, { limit: 200, onlyRelevant: false })).hits.map(
          (hit) => hit.score ?? 0,
        );
        expect(scores).toEqual(scores.toSorted((a, b) => b - a));
      }),
    );
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createMiniSearchIndex, type Document } from "#src/search/index.ts";
import { oneEditAway } from "../../src/search/one-edit-away.ts";

function document(id: string, text: string): Document {
  const words = text.split(" ");
  return { id, terms: words, sequences: { split: words, joined: words }, words: new Set(words) };
}

const phrase = (text: string) => ({ split: text.split(" "), joined: text.split(" ") });

async function index(...documents: Document[]) {
  const made = createMiniSearchIndex();
  await made.add(documents);
  return made;
}

describe("an index", () => {
  it("finds any of the terms, rare and heavy ones first", async () => {
    const made = await index(document("a", "x y"), document("b", "y z"), document("c", "y w"));
    const light = await made.search(
      {
        any: [
          ["y", 1],
          ["z", 1],
        ],
      },
      10,
    );
    expect(light.total).toBe(3);
    expect(light.best[0]?.id).toBe("b");
    const heavy = await made.search(
      {
        any: [
          ["x", 9],
          ["z", 1],
        ],
      },
      1,
    );
    expect(heavy.best.map(({ id }) => id)).toEqual(["a"]);
    expect(heavy.total).toBe(2);
  });

  it("filters before the limit", async () => {
    const made = await index(document("a", "x x x"), document("b", "x y"), document("c", "x z"));
    const found = await made.search({ any: [["x", 1]], not: [phrase("y")] }, 1, (id) => id !== "a");
    expect(found).toMatchObject({ best: [{ id: "c" }], total: 1 });
  });

  it("wants a phrase in order, and without terms gives what passes in the order added", async () => {
    const made = await index(document("c", "z x y"), document("a", "x y"), document("b", "y x"));
    const found = await made.search({ any: [], phrases: [phrase("x y")] }, 10);
    expect(found.best.map(({ id }) => id)).toEqual(["c", "a"]);
  });

  it("replaces a document with the same id, and forgets what is removed", async () => {
    const made = await index(document("a", "old word"), document("b", "word"));
    await made.add([document("a", "new word")]);
    expect(await made.documentFrequency(["old", "new", "word"])).toEqual([0, 1, 2]);
    await made.remove(["b", "nobody"]);
    expect(await made.count()).toBe(1);
    expect(await made.documentFrequency(["word"])).toEqual([1]);
    expect((await made.search({ any: [["word", 1]] }, 10)).best.map(({ id }) => id)).toEqual(["a"]);
    expect(await made.near("olb")).toEqual([]);
  });

  it("knows the words one edit away, the most frequent first", async () => {
    const made = await index(document("a", "rank rink"), document("b", "rank ranks"), document("c", "bank drank far"));
    expect((await made.near("rnak")).map(({ word }) => word)).toEqual(["rank"]);
    expect((await made.near("rank")).map(({ word }) => word)).toEqual(["bank", "drank", "ranks", "rink"]);
    expect((await made.near("ronk"))[0]).toEqual({ word: "rank", documentFrequency: 2 });
  });

  it("knows a term's relatives by their beginning", async () => {
    const made = await index(document("a", "precondit precondition preconditionx backpropag prec"));
    expect(await made.relatives("precondit", 3)).toEqual(["precondition", "preconditionx"].slice(0, 1));
    expect(await made.relatives("backprop", 3)).toEqual(["backpropag"]);
    expect(await made.relatives("prec", 3)).toEqual([]);
  });
});

describe("the words one edit away", () => {
  const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 6 });

  it("are those that a direct edit distance finds", () => {
    fc.assert(
      fc.property(word, word, (from, to) => {
        expect(oneEditAway(from, "abc").has(to)).toBe(distance(from, to) === 1);
      }),
    );
  });
});

/** Optimal string alignment distance, straight from its definition. */
function distance(a: string, b: string): number {
  if (a === "" || b === "") return a.length + b.length;
  const swapped =
    a.length > 1 && b.length > 1 && a.at(-1) === b.at(-2) && a.at(-2) === b.at(-1)
      ? distance(a.slice(0, -2), b.slice(0, -2)) + 1
      : Infinity;
  return Math.min(
    distance(a.slice(0, -1), b) + 1,
    distance(a, b.slice(0, -1)) + 1,
    distance(a.slice(0, -1), b.slice(0, -1)) + (a.at(-1) === b.at(-1) ? 0 : 1),
    swapped,
  );
}

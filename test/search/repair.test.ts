import { describe, expect, it } from "vitest";
import { createEngine } from "#src/search/index.ts";
import { paper } from "./papers.ts";

const engine = await createEngine(
  [
    paper("Machine unlearning", "Models that forget fine details."),
    paper("Sharp minima", "The shape of losses near machines."),
    paper("Preconditioning", "Alpha and beta of preconditioning."),
  ].map((one, at) => ({ ...one, number: at + 1 })),
);

async function repairs(query: string): Promise<string[]> {
  const { repairs: made } = await engine.search(query, { limit: 1, onlyRelevant: false });
  return made.map(({ from, to }) => `${from} -> ${to}`);
}

async function found(query: string): Promise<number[]> {
  const { hits } = await engine.search(query, { limit: 9, onlyRelevant: false });
  return hits.map((hit) => hit.paper.number);
}

describe("a typing error", () => {
  it("is repaired where half of the words are foreign, and not where more are", async () => {
    expect(await repairs("machien unlearning zzqwx qxvzz")).toEqual(["machien -> machine"]);
    expect(await repairs("machien zzqwx qxvzz")).toEqual([]);
  });

  it("is repaired from four letters on, and never to another beginning", async () => {
    expect(await repairs("sahrp minima")).toEqual(["sahrp -> sharp"]);
    expect(await repairs("shrp minima")).toEqual(["shrp -> sharp"]);
    expect(await repairs("tharp minima")).toEqual([]);
    expect(await repairs("fne minima")).toEqual([]);
  });

  it("in a short word is a letter too many, too few or swapped, and no other letter", async () => {
    expect(await repairs("fien details")).toEqual(["fien -> fine"]);
    expect(await repairs("fime details")).toEqual([]);
    expect(await repairs("machibe unlearning")).toEqual(["machibe -> machine"]);
  });

  it("is repaired in long words only where the query is long", async () => {
    expect(await repairs("shrp minima of the losses near machines and models")).toEqual([]);
    expect(await repairs("unlerning of models that forget details near losses")).toEqual(["unlerning -> unlearning"]);
  });
});

describe("a word's relatives", () => {
  it("are found by a query of up to three words, and not by a longer one", async () => {
    expect(await found("preconditioner")).toEqual([3]);
    expect(await found("sharp minima preconditioner")).toContain(3);
    expect(await found("sharp minima losses preconditioner")).not.toContain(3);
  });
});

describe("the number of papers found", () => {
  it("counts a paper once that is both named and found", async () => {
    const { hits, total } = await engine.search("sharp minima", { limit: 9 });
    expect(hits.map((hit) => hit.paper.number)).toEqual([2]);
    expect(total).toBe(1);
  });

  it("counts a paper that is only named", async () => {
    const { hits, total } = await engine.search("#3", { limit: 9 });
    expect(hits.map((hit) => hit.paper.number)).toEqual([3]);
    expect(total).toBe(1);
  });
});

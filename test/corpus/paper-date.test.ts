import { describe, expect, it } from "vitest";
import { dateOf, isSince } from "#src/corpus/index.ts";

describe("dateOf", () => {
  it("is when the paper was published, else the month of its arXiv id", () => {
    expect(dateOf({ published: "2021-11-02", arxiv: "2110.11309" })).toBe("2021-11-02");
    expect(dateOf({ arxiv: "2110.11309" })).toBe("2021-10");
    expect(dateOf({ arxiv: "cs/0112017" })).toBe("2001-12");
    expect(dateOf({})).toBeUndefined();
  });
});

describe("isSince", () => {
  it.each([
    ["2021-10-05", "2021-10-05"],
    ["2021-10-05T08:00:00Z", "2021-10-05"],
    ["2021-10-01", "2021-10"],
    ["2021-01-01", "2021"],
    ["2021-10", "2021-10-31"],
    ["2021-10", "2021-10"],
    ["2021-01", "2021"],
    ["2021", "2021-12-31"],
  ])("passes: a paper of %s, since %s", (date, since) => {
    expect(isSince(date, since)).toBe(true);
  });

  it.each([
    ["2021-10-04", "2021-10-05"],
    ["2021-09-30", "2021-10"],
    ["2020-12-31", "2021"],
    ["2021-09", "2021-10-01"],
    ["2020-12", "2021"],
    ["2020", "2021-01-01"],
  ])("does not pass: a paper of %s, since %s", (date, since) => {
    expect(isSince(date, since)).toBe(false);
  });
});

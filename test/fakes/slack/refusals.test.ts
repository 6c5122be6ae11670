import { describe, expect, it } from "vitest";
import { blockProbes } from "./block-probes.ts";
import { otherProbes } from "./call-probes.ts";
import { setting, type Probe } from "./probe.ts";
import { refusals } from "./refusals.ts";

const probes: Readonly<Record<string, Probe>> = { ...blockProbes, ...otherProbes };

describe("the table of refusals", () => {
  it("has one row for each test and one test for each row", () => {
    const ids = refusals.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(Object.keys(probes).sort()).toEqual(ids.sort());
  });

  it("names a source for every row", () => {
    const tags = /^\[(DOC|SRC|RUN|3rd|3rd-ish|NOT VERIFIED)\] |^the fake's own: /;
    expect(refusals.filter(({ source }) => !tags.test(source))).toEqual([]);
  });

  it.each(refusals)("$id: $rule ($code)", async ({ id, code }) => {
    const { refused, within } = probes[id] ?? {};
    expect(refused).toBeDefined();
    {
      await using world = await setting();
      const answer = await refused?.(world);
      expect(answer?.code, JSON.stringify(answer?.body)).toBe(code);
      const reasons = answer?.body["errors"] ?? [];
      expect(Array.isArray(reasons) ? reasons.slice(1) : reasons, "refused for one reason only").toEqual([]);
    }
    if (within === undefined) return;
    await using world = await setting();
    const answer = await within(world);
    expect(answer.code, JSON.stringify(answer.body)).toBe("ok");
  });
});

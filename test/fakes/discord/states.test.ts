import { describe, expect, it } from "vitest";
import { startDiscord } from "./index.ts";
import { BODY_REFUSALS, REFUSALS } from "./refusals.ts";
import { STATE_RULES, type StateRuleId } from "./refusals/states.ts";
import type { Case } from "./states/case.ts";
import { channelCases } from "./states/channels.ts";
import { gatewayCases } from "./states/gateway.ts";
import { interactionCases } from "./states/interactions.ts";
import { messageCases } from "./states/messages.ts";

const cases: Record<StateRuleId, Case> = { ...channelCases, ...messageCases, ...interactionCases, ...gatewayCases };

describe("the table of refusals", () => {
  it("has a test for every row, and a row for every test", () => {
    const tested = [...BODY_REFUSALS.map(({ id }) => id), ...Object.keys(cases)];
    expect(tested.toSorted()).toEqual(REFUSALS.map(({ id }) => id).toSorted());
    expect(new Set(tested).size).toBe(REFUSALS.length);
  });

  it("names the source of every row", () => {
    for (const { id, source } of REFUSALS) expect(source, id).toMatch(/^\[(DOC|OAS|RUN|3rd|NOT VERIFIED)\]/);
  });

  for (const row of STATE_RULES) {
    it(`${row.id}: ${row.rule} (${row.source})`, async () => {
      let nowMs = Date.UTC(2026, 0, 1);
      const discord = await startDiscord({ now: () => nowMs });
      try {
        await cases[row.id]({ discord, pass: (ms) => (nowMs += ms) }, "code" in row ? row.code : Number.NaN);
      } finally {
        await discord.stop();
      }
    });
  }
});

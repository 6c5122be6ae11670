import { describe, expect, it } from "vitest";
import { drawChecks } from "#src/doctor.ts";

describe("what doctor draws", () => {
  it("tells apart what is broken, what is off and what works, in columns", () => {
    const lines = drawChecks([
      { name: "listing", ok: true, detail: "119 papers" },
      { name: "Discord", ok: true, detail: "off", fix: "set DISCORD_TOKEN" },
      { name: "Slack bot token", ok: false, detail: "invalid_auth", fix: "copy it again" },
      { name: "socket", ok: false, fix: "try again" },
    ]).split("\n");
    expect(lines[0]).toMatch(/^ok {4}listing {10}119 papers$/);
    expect(lines[1]).toMatch(/^ok {4}Discord {10}off; to turn it on: set DISCORD_TOKEN$/);
    expect(lines[2]).toMatch(/^FAIL {2}Slack bot token {2}invalid_auth; .*copy it again$/);
    expect(lines[2]).not.toContain("turn it on");
    expect(lines[3]).toMatch(/^FAIL {2}socket {11}to .*: try again$/);
    expect(lines).toHaveLength(5);
    expect(lines[4]).toBe("");
  });
});

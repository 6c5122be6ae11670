import { describe, expect, it } from "vitest";
import { sealButtons, type Button, type Reply } from "#src/reply/index.ts";

/** The payload of a button whose call is so long that the payload would have these many characters, and what was kept. */
async function sealed(length: number, limit: number): Promise<{ payload: string; kept: number }> {
  const call = (query: string) => ({ command: "search", args: { query } });
  const frame = `p${JSON.stringify(["search", { query: "" }])}`.length;
  const button: Button = { label: "Next", press: "page", call: call("x".repeat(length - frame)) };
  const reply: Reply = { blocks: [{ kind: "buttons", buttons: [button] }], outcome: "answered", summary: "" };
  let kept = 0;
  const store = {
    keep: async () => {
      kept += 1;
    },
    get: async () => undefined,
  };
  const [block] = (await sealButtons(reply, limit, store)).blocks;
  const [drawn] = block?.kind === "buttons" ? block.buttons : [];
  return { payload: drawn !== undefined && "payload" in drawn ? (drawn.payload ?? "") : "", kept };
}

describe.each([100, 2000])("a button that carries %i characters", (limit) => {
  it("carries a call of exactly so many itself, so that it works for ever", async () => {
    const { payload, kept } = await sealed(limit, limit);
    expect(payload).toHaveLength(limit);
    expect(payload).not.toContain("~");
    expect(kept).toBe(0);
  });

  it("carries the name of a longer one, which is kept once", async () => {
    const { payload, kept } = await sealed(limit + 1, limit);
    expect(payload).toMatch(/^p~search~[\w-]{22}$/);
    expect(kept).toBe(1);
  });
});

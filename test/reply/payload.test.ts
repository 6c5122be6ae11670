import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  memoryButtonStore,
  openPayload,
  pressOf,
  sealButtons,
  type Button,
  type Call,
  type Reply,
} from "#src/reply/index.ts";

const presses = ["answer", "page", "share", "form"] as const;
/** No argument is named so, and JSON that people make up is not let near it. */
const argumentName = fc.string({ maxLength: 10 }).filter((name) => name !== "__proto__");
const call: fc.Arbitrary<Call> = fc.record({
  command: fc.constantFrom("search", "show", "similar"),
  args: fc.dictionary(argumentName, fc.oneof(fc.string({ maxLength: 500 }), fc.integer())),
});

function replyWith(button: Button): Reply {
  return { blocks: [{ kind: "buttons", buttons: [button] }], outcome: "answered", summary: "" };
}

async function payloadOf(reply: Reply): Promise<string> {
  const [block] = reply.blocks;
  const button = block?.kind === "buttons" ? block.buttons[0] : undefined;
  return button !== undefined && "payload" in button ? (button.payload ?? "") : "";
}

describe("a button's payload", () => {
  it("fits every limit, says what pressing does, and opens to the same call", async () => {
    await fc.assert(
      fc.asyncProperty(
        call,
        fc.constantFrom(...presses),
        fc.constantFrom(60, 100, 2000),
        async (wanted, press, limit) => {
          const store = memoryButtonStore();
          const payload = await payloadOf(
            await sealButtons(replyWith({ label: "x", press, call: wanted }), limit, store),
          );
          expect(payload.length).toBeLessThanOrEqual(limit);
          expect(pressOf(payload)).toBe(press);
          expect(await openPayload(payload, store)).toEqual(wanted);
        },
      ),
    );
  });

  it("carries itself all that pressing a paper's button needs within Discord's 100 characters", async () => {
    const id = `${"a".repeat(41)}-123456`;
    const store = { keep: () => Promise.reject(new Error("kept")), get: async () => undefined };
    const button: Button = { label: "More", press: "answer", call: { command: "similar", args: { paper: id } } };
    expect(await payloadOf(await sealButtons(replyWith(button), 100, store))).toContain(id);
  });

  it("says which command a forgotten one was for", async () => {
    const long: Button = {
      label: "Next",
      press: "page",
      call: { command: "search", args: { query: "x".repeat(200) } },
    };
    const payload = await payloadOf(await sealButtons(replyWith(long), 100, memoryButtonStore()));
    expect(await openPayload(payload, memoryButtonStore())).toEqual({ expired: "search" });
  });

  it("opens nothing that is not its own, and never throws", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), async (payload) => {
        const opened = await openPayload(payload, memoryButtonStore());
        if (opened !== undefined && !("expired" in opened)) expect(payload).toContain(opened.command);
      }),
    );
    expect(await openPayload('a["show"]', memoryButtonStore())).toBeUndefined();
    expect(await openPayload("a{", memoryButtonStore())).toBeUndefined();
  });
});

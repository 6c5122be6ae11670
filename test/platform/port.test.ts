import { describe, expect, expectTypeOf, it } from "vitest";
import type { Platform, Posted, PostedRef } from "#src/platform/index.ts";
import type { Reply } from "#src/reply/index.ts";

/** How a post went, in one word: every state there is must have its own, or tsc refuses this function. */
function inOneWord(posted: Posted): string {
  switch (posted.state) {
    case "sent":
      expectTypeOf(posted).toEqualTypeOf<{ readonly state: "sent"; readonly ref: PostedRef }>();
      return posted.ref.message;
    case "not posted, retry":
      expectTypeOf(posted.afterMs).toEqualTypeOf<number | undefined>();
      expectTypeOf(posted.scope).toEqualTypeOf<"workspace" | undefined>();
      return `again ${posted.reason}`;
    case "perhaps posted":
      expectTypeOf(posted).toEqualTypeOf<{ readonly state: "perhaps posted"; readonly reason: string }>();
      return `perhaps ${posted.reason}`;
    case "channel gone":
    case "workspace gone":
    case "our bug":
      expectTypeOf(posted.reason).toEqualTypeOf<string>();
      return `no ${posted.reason}`;
  }
}

type KeyOfAny<Union> = Union extends Union ? keyof Union : never;

// Types are held by tsc (`npm test`), which fails where one of these is another.
describe("Posted", () => {
  it("says where a message is only where it was sent, and else why not", () => {
    expectTypeOf<Posted["state"]>().toEqualTypeOf<
      "sent" | "not posted, retry" | "perhaps posted" | "channel gone" | "workspace gone" | "our bug"
    >();
    expectTypeOf<{ state: "sent" }>().not.toExtend<Posted>();
    expectTypeOf<{ state: "sent"; ref: { url: string } }>().not.toExtend<Posted>();
    expectTypeOf<{ state: "perhaps posted" }>().not.toExtend<Posted>();
    expect(inOneWord({ state: "sent", ref: { message: "m1" } })).toBe("m1");
    expect(inOneWord({ state: "perhaps posted", reason: "timeout" })).toBe("perhaps timeout");
  });

  it("names a time to wait or a whole workspace only for what may be tried again", () => {
    expectTypeOf<KeyOfAny<Exclude<Posted, { state: "not posted, retry" }>>>().toEqualTypeOf<
      "state" | "ref" | "reason"
    >();
    expectTypeOf<{
      state: "not posted, retry";
      reason: string;
      afterMs: number;
      scope: "workspace";
    }>().toExtend<Posted>();
    expectTypeOf<{ state: "not posted, retry"; reason: string; scope: "channel" }>().not.toExtend<Posted>();
    expectTypeOf<{ state: "not posted, retry"; reason: string; afterMs: undefined }>().not.toExtend<Posted>();
    expect(inOneWord({ state: "not posted, retry", reason: "ratelimited", afterMs: 1_000 })).toBe("again ratelimited");
  });

  it("is what every platform's post comes to: it never throws, so there is no other way out", () => {
    expectTypeOf<Platform["post"]>().returns.resolves.toEqualTypeOf<Posted>();
    expectTypeOf<Platform["post"]>().parameter(1).toEqualTypeOf<Reply>();
    expectTypeOf<Platform["find"]>().returns.resolves.toEqualTypeOf<PostedRef | "absent" | "unknown">();
    expect(inOneWord({ state: "our bug", reason: "invalid_blocks" })).toBe("no invalid_blocks");
  });
});

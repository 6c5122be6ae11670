import { describe, expect, expectTypeOf, it } from "vitest";
import { paperLine, type Block, type Button, type Call, type Card, type Press, type Reply } from "#src/reply/index.ts";

// Types are held by tsc (`npm test`), which fails where one of these is another.
describe("a Reply", () => {
  it("is data alone: blocks, how it went, one line, and the same for machines where it lists something", () => {
    expectTypeOf<keyof Reply>().toEqualTypeOf<"blocks" | "outcome" | "summary" | "data">();
    expectTypeOf<Reply["outcome"]>().toEqualTypeOf<"answered" | "mistake" | "failure">();
    expectTypeOf<Reply["data"]>().toEqualTypeOf<readonly Readonly<Record<string, unknown>>[] | undefined>();
    expectTypeOf<{ blocks: []; outcome: "answered"; summary: "" }>().toExtend<Reply>();
    expectTypeOf<{ blocks: []; outcome: "answered"; summary: ""; data: undefined }>().not.toExtend<Reply>();
    const reply: Reply = { blocks: [], outcome: "answered", summary: "" };
    expect(JSON.parse(JSON.stringify(reply))).toEqual(reply);
  });

  it("is read-only, so that what one process keeps of it stays", () => {
    expectTypeOf<Reply["blocks"]>().toEqualTypeOf<readonly Block[]>();
    expectTypeOf<Reply["blocks"]>().not.toExtend<Block[]>();
    expectTypeOf<Card["buttons"]>().toEqualTypeOf<readonly Button[]>();
    expectTypeOf<Extract<Block, { kind: "papers" }>["cards"]>().toEqualTypeOf<readonly Card[]>();
  });

  it("has blocks of eight kinds, each with its own content", () => {
    type Kind = Block["kind"];
    expectTypeOf<Kind>().toEqualTypeOf<
      "heading" | "text" | "list" | "code" | "papers" | "notice" | "buttons" | "footer"
    >();
    expectTypeOf<{ kind: "notice"; text: [] }>().not.toExtend<Block>();
    expectTypeOf<{ kind: "heading"; text: string }>().toExtend<Block>();
    expectTypeOf<{ kind: "code"; text: readonly string[] }>().not.toExtend<Block>();
    expectTypeOf<Extract<Block, { kind: "notice" }>["tone"]>().toEqualTypeOf<"info" | "mistake" | "apology">();
  });

  it("has buttons that either press a call or lead to an address", () => {
    const button = {} as Button;
    if (!("url" in button)) {
      expectTypeOf(button.call).toEqualTypeOf<Call>();
      expectTypeOf(button.press).toEqualTypeOf<Press>();
      expectTypeOf(button.payload).toEqualTypeOf<string | undefined>();
    }
    expectTypeOf<{ label: string; press: "answer" }>().not.toExtend<Button>();
    expectTypeOf<{ label: string; press: "open"; call: Call }>().not.toExtend<Button>();
    expectTypeOf<{ label: string; url: string }>().toExtend<Button>();
  });

  it("tells of a paper that left the listing no number, to people and to machines", () => {
    expectTypeOf<Card["number"]>().toEqualTypeOf<number | undefined>();
    expectTypeOf(paperLine).returns.toEqualTypeOf<Readonly<Record<string, unknown>>>();
    expect(paperLine({ id: "a", number: 0, title: "A" }, { rank: 1, score: null })).toEqual({
      ...{ rank: 1, id: "a", number: null, title: "A", score: null },
    });
  });
});

import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, expectTypeOf, it } from "vitest";
import { hidden, optional, required, type Argument } from "#src/commands/argument.ts";
import { choice, integer, paper, time, words } from "#src/commands/arguments/index.ts";
import { command, commands, type Command, type Context } from "#src/commands/index.ts";
import type { Paper } from "#src/corpus/index.ts";
import type { Reply } from "#src/reply/index.ts";

const reply: Reply = { blocks: [], outcome: "answered", summary: "Done" };

/** What `run`, `check` and `form` are given, by the arguments that are declared. */
interface Values {
  readonly paper: Paper;
  readonly only: "on" | "off";
  readonly at: string | undefined;
  readonly limit: number;
}

const declared = command({
  name: "example",
  summary: "An example",
  examples: ["example #12 on"],
  args: {
    paper: required(paper(), "A paper"),
    only: required(choice(["on", "off"]), "On or off"),
    at: optional(time(), "An hour"),
    limit: hidden(integer({ min: 1, max: 100 }), 10),
  },
  check: (values) => {
    expectTypeOf(values).toEqualTypeOf<Values>();
  },
  form: async (context) => {
    expectTypeOf(context).toEqualTypeOf<Context>();
    return { only: "on", limit: 3 };
  },
  run: async (context) => {
    expectTypeOf(context.args).toEqualTypeOf<Values>();
    expectTypeOf(context).toExtend<Context>();
    return { ...reply, summary: `${context.args.paper.title} ${context.args.only} ${context.args.limit}` };
  },
});

// Types are held by tsc (`npm test`), which fails where one of these is another; what runs shows that they tell the truth.
describe("command()", () => {
  it("gives `run` the values that its arguments declare", async () => {
    const context = {} as Context;
    const values = { paper: { title: "Sharp minima" }, only: "on", at: undefined, limit: 10 };
    expect((await declared.run(context, values)).summary).toBe("Sharp minima on 10");
  });

  it("is to everybody else a command like any other", () => {
    expectTypeOf(declared).toEqualTypeOf<Command>();
    expectTypeOf(commands).items.toEqualTypeOf<Command>();
    expect(declared).toMatchObject({ common: false, lists: false, changesSettings: false });
  });

  it("takes examples by the one and more, and arguments of the types there are", () => {
    type Declaration = Parameters<typeof command>[0];
    expectTypeOf<[]>().not.toExtend<Declaration["examples"]>();
    expectTypeOf<["one"]>().toExtend<Declaration["examples"]>();
    expectTypeOf(required(words({ form: "X", maxLength: 9 }), "")).toEqualTypeOf<Argument<string>>();
    expectTypeOf(optional(integer({ min: 1, max: 9 }), "")).toEqualTypeOf<Argument<number | undefined>>();
    for (const { examples } of commands) expect(examples).not.toHaveLength(0);
  });

  it("asks `run` for a whole reply", () => {
    type Run = Parameters<typeof command>[0]["run"];
    expectTypeOf<Run>().returns.resolves.toEqualTypeOf<Reply>();
    expectTypeOf<{ blocks: []; summary: string }>().not.toExtend<Awaited<ReturnType<Run>>>();
    expect(Object.keys(reply)).toEqual(["blocks", "outcome", "summary"]);
  });
});

it.each(commands.map(({ name }) => name))("%s has a test file of its own", (name) => {
  expect(existsSync(resolve(import.meta.dirname, `${name}.test.ts`))).toBe(true);
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commands } from "#src/commands/index.ts";
import { plain, type Block } from "#src/reply/index.ts";
import type { Input, Request } from "#src/platform/index.ts";
import { createTestBot, type LogLine } from "./bot.ts";

const actor = { id: "U1", name: async () => "Ada", timeZone: async () => undefined, isManager: async () => true };
function request(input: Input, visibility: Request["visibility"] = "private"): Request {
  return { id: "E1", actor, channel: { platform: "slack", workspace: "T1", id: "C1" }, visibility, input };
}
const words = (blocks: readonly Block[]): string =>
  blocks
    .map((block) => ("text" in block ? (typeof block.text === "string" ? block.text : plain(block.text)) : ""))
    .join("\n");

describe("bot.handle", () => {
  it.each(commands.map((command) => command))(
    "answers $name by its first example and by a call of the same arguments",
    async ({ examples }) => {
      const bot = await createTestBot();
      await bot.handle(request({ text: "subscribe grokking, low-rank adapters, diffusion" }));
      for (const line of examples) expect((await bot.handle(request({ text: line })))?.outcome, line).toBe("answered");
    },
  );

  it.each(commands.filter(({ lists, name }) => lists && name !== "daily"))(
    "$name, which lists papers, has the same for machines",
    async ({ examples }) => {
      const bot = await createTestBot();
      expect((await bot.handle(request({ text: examples[0], json: true })))?.data).not.toHaveLength(0);
    },
  );

  it("refuses --json before it changes anything", async () => {
    const bot = await createTestBot();
    expect((await bot.handle(request({ text: "managers on", json: true })))?.outcome).toBe("mistake");
    expect(words((await bot.handle(request({ text: "status" })))?.blocks ?? [])).not.toContain("by managers only");
  });

  it("answers whatever is typed, pressed or called, and never throws", async () => {
    const bot = await createTestBot({ payloadLimit: 100 });
    const input: fc.Arbitrary<Input> = fc.oneof(
      fc.string({ maxLength: 600 }).map((text) => ({ text })),
      fc.string().map((payload) => ({ payload })),
      fc.record({
        command: fc.oneof(fc.constantFrom(...commands.map(({ name }) => name)), fc.string()),
        args: fc.dictionary(
          fc.constantFrom("query", "paper", "limit", "page", "topic", "topics", "at", "until", "again", "__proto__"),
          fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.constant(true)),
        ),
      }),
    );
    await fc.assert(
      fc.asyncProperty(input, async (given) => {
        const reply = await bot.handle(request(given));
        expect(["answered", "mistake"]).toContain(reply?.outcome);
        expect(reply?.summary).not.toBe("");
      }),
      { numRuns: 300 },
    );
  });

  it("does nothing with an event that another process claimed", async () => {
    const bot = await createTestBot({ claim: async () => false });
    expect(await bot.handle(request({ text: "help" }))).toBeUndefined();
  });

  it("offers to share a private answer, beside its other buttons, and not a public one", async () => {
    const bot = await createTestBot();
    const labels = async (visibility: Request["visibility"]) =>
      (await bot.handle(request({ text: "show #1" }, visibility)))?.blocks.flatMap((block) =>
        block.kind === "buttons" ? [block.buttons.map(({ label }) => label)] : [],
      );
    expect(await labels("private")).toEqual([["Similar", "BibTeX", "Open", "PDF", "Share"]]);
    expect(await labels("public")).toEqual([["Similar", "BibTeX", "Open", "PDF"]]);
  });

  it("shares by pressing what it would show", async () => {
    const bot = await createTestBot({ payloadLimit: 100 });
    const first = await bot.handle(request({ text: "search low-rank adapters" }));
    const share = first?.blocks
      .flatMap((block) => (block.kind === "buttons" ? block.buttons : []))
      .find(({ label }) => label === "Share");
    const payload = share !== undefined && "payload" in share ? (share.payload ?? "") : "";
    const shared = await bot.handle(request({ payload }, "public"));
    expect(shared?.data).toEqual(first?.data);
  });

  it("logs channel, command, time and outcome, never what people wrote", async () => {
    const log: LogLine[] = [];
    const bot = await createTestBot({ log });
    await bot.handle(request({ text: "search my secret topic" }));
    await bot.handle(request({ text: "show #9999" }));
    expect(log.map(({ fields }) => [fields["command"], fields["outcome"], fields["channel"]])).toEqual([
      ["search", "answered", "slack:T1:C1"],
      ["show", "mistake", "slack:T1:C1"],
    ]);
    expect(JSON.stringify(log)).not.toMatch(/secret|9999/);
  });

  it("apologises for a bug with a reference that the log has too", async () => {
    const log: LogLine[] = [];
    const bot = await createTestBot({ log });
    const broken = { ...actor, id: "U2" };
    const reply = await bot.handle({
      ...request({ text: "help" }),
      actor: broken,
      get input(): Input {
        throw new Error("boom");
      },
    });
    expect(reply?.outcome).toBe("failure");
    const [, reference = "?"] = /under (\w+)\./.exec(words(reply?.blocks ?? [])) ?? [];
    expect(log.find(({ level }) => level === "error")?.fields["reference"]).toBe(reference);
    expect(words(reply?.blocks ?? [])).not.toContain("boom");
  });

  it("answers a mention without words with help", async () => {
    const bot = await createTestBot();
    expect((await bot.handle(request({ text: " <@U0BOT> " })))?.summary).toBe("What Paperboy can do");
  });
});

describe("bot.form", () => {
  const payload = (command: string, args: object = {}) => `f${JSON.stringify([command, args])}`;

  it("asks for what the command's declaration names, with what holds now and what the button carries", async () => {
    const bot = await createTestBot();
    await bot.handle(request({ text: "daily at 07:30 Asia/Tokyo" }));
    const form = await bot.form(payload("daily", { count: 7 }), request({ text: "" }));
    expect(form).toMatchObject({ command: "daily", title: "Daily", previews: false });
    expect(form?.fields.map(({ name, value }) => [name, value])).toEqual([
      ["at", "07:30"],
      ["zone", "Asia/Tokyo"],
      ["days", "weekdays"],
      ["count", "7"],
      ["content", "everything"],
      ["nothing_new", "stay quiet"],
    ]);
    expect(await bot.form(payload("subscribe"), request({ text: "" }))).toMatchObject({
      fields: [{ name: "topics", label: "Topics", required: true, widget: { kind: "text" } }],
      previews: true,
    });
  });

  it("is none for a button that is too old or not one of ours, and none where the database is gone", async () => {
    const bot = await createTestBot({ store: "gone" });
    for (const unknown of ["f~subscribe~forgotten", "x", payload("nonsense"), payload("daily")]) {
      expect(await bot.form(unknown, request({ text: "" })), unknown).toBeUndefined();
    }
  });

  it("that was not opened is answered with what to type instead", async () => {
    const bot = await createTestBot();
    const reply = await bot.handle(request({ payload: payload("subscribe") }));
    expect(JSON.stringify(reply?.blocks)).toContain("subscribe TOPIC[, TOPIC…]");
    expect(JSON.stringify(reply?.blocks)).toContain("subscribe low-rank adapters");
  });
});

describe("bot.complete", () => {
  it("offers commands by their beginning", async () => {
    const bot = await createTestBot();
    expect((await bot.complete("", "", "s", request({ text: "" }))).map(({ value }) => value)).toEqual([
      "search",
      "subscribe",
      "show",
      "similar",
      "subscriptions",
      "status",
    ]);
  });

  it("offers papers by a part of their title, at most 25", async () => {
    const bot = await createTestBot();
    const [first] = await bot.complete("show", "paper", "without backprop", request({ text: "" }));
    expect(first).toEqual({
      name: "#57 Gradients without Backpropagation",
      value: "gradients-without-backpropagation",
    });
    expect((await bot.complete("show", "paper", "gradient", request({ text: "" }))).length).toBeLessThanOrEqual(25);
    expect(await bot.complete("nonsense", "paper", "x", request({ text: "" }))).toEqual([]);
  });
});

it("bot.joined welcomes once let in, in few lines with three commands that work", async () => {
  const bot = await createTestBot();
  const channel = { platform: "slack", workspace: "T1", id: "C1" } as const;
  const welcome = await bot.joined(channel);
  const listed = welcome?.blocks.flatMap((block) => (block.kind === "list" ? block.items : [])) ?? [];
  expect(listed).toHaveLength(3);
  for (const [first] of listed) {
    const line = typeof first === "object" && first.code ? first.text : "";
    expect((await bot.handle(request({ text: line })))?.outcome, line).toBe("answered");
  }
});

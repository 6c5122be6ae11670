import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { render } from "#adapters/slack/render.ts";
import { plain, type Block, type Reply } from "#src/reply/index.ts";
import type { Bot, Request } from "#src/platform/index.ts";
import { createTestBot } from "../../bot.ts";
import { everyAnswer, type Answered } from "../../contract/every-answer.ts";
import { openEmbeddedListing } from "../../library.ts";
import { cards, replies } from "./replies.ts";
import { linksIn, seenIn, typesIn } from "./seen.ts";
import { openSlack, refTo, type OpenSlack } from "./setup.ts";

/** All that a message of ours is made of: nothing among it can ping, and no text is read as markup. */
const ours = new Set([
  ...["header", "plain_text", "rich_text", "rich_text_section", "rich_text_list", "rich_text_quote"],
  ...["rich_text_preformatted", "text", "link", "actions", "button"],
]);

function answered(...blocks: Block[]): Reply {
  return { blocks, outcome: "answered", summary: "A summary" };
}

/** Every address of a reply, as a browser writes it. */
function addressesIn(reply: Reply): Set<string> {
  const found = linksIn(reply).concat(
    reply.blocks.flatMap((block) => (block.kind === "papers" ? block.cards.flatMap(({ code }) => code ?? []) : [])),
  );
  return new Set(found.filter((url) => URL.canParse(url)).map((url) => new URL(url).href));
}

describe("a rendered reply", () => {
  let open: OpenSlack;
  let bot: Bot;
  let answers: readonly Answered[];
  beforeAll(async () => {
    // Before Slack is opened: a connection that idles while these are asked for would be closed.
    answers = await everyAnswer("slack", 2000);
    open = await openSlack();
    bot = await createTestBot({ payloadLimit: 2000 });
  });
  afterAll(() => open.close());

  async function expectAccepted(reply: Reply): Promise<void> {
    const channel = open.slack.addChannel();
    const posted = await open.platform.post(refTo(open.slack, channel), reply, "key");
    expect(posted.state === "sent" ? "sent" : posted).toBe("sent");
  }

  function expectHarmless(reply: Reply): void {
    const { text, blocks } = render(reply);
    expect(typesIn(blocks).difference(ours)).toEqual(new Set());
    const known = addressesIn(reply);
    const strange = linksIn(blocks).filter((url) => !known.has(url) || !/^https?:\/\//.test(url));
    expect(strange).toEqual([]);
    expect(text).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/);
    expect(text.trim()).not.toBe("");
  }

  async function ask(input: Request["input"]): Promise<Reply> {
    const reply = await bot.handle({
      id: "1",
      actor: { id: "U1", name: async () => "Ada", timeZone: async () => undefined, isManager: async () => true },
      channel: { platform: "slack", workspace: "T1", id: "C1" },
      visibility: "private",
      input,
    });
    if (reply === undefined) throw new Error("the bot did not answer");
    return reply;
  }

  it("is accepted by Slack, pings nobody and links only to our addresses, whatever it holds", async () => {
    await fc.assert(
      fc.asyncProperty(replies, async (reply) => {
        expectHarmless(reply);
        await expectAccepted(reply);
      }),
      { numRuns: 150 },
    );
  });

  it("keeps a prefix of its cards", () => {
    fc.assert(
      fc.property(fc.array(cards, { minLength: 1, maxLength: 60 }), (list) => {
        const kept = render(answered({ kind: "papers", cards: list })).blocks.filter(
          ({ type }) => type === "rich_text",
        );
        const whole = list.flatMap((card) =>
          render(answered({ kind: "papers", cards: [card] })).blocks.filter(({ type }) => type === "rich_text"),
        );
        expect(kept).toEqual(whole.slice(0, kept.length));
      }),
      { numRuns: 50 },
    );
  });

  it("keeps its words whole where they fit, and a prefix with … where they do not", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30_000 }), fc.integer({ min: 1, max: 30_000 }), (first, second) => {
        const words = ["a".repeat(first), "\u{1f600}".repeat(second)];
        const reply = answered(...words.map((text): Block => ({ kind: "text", text: [text] })));
        const seen = seenIn(render(reply).blocks).text.replaceAll("\n", "");
        const wanted = words.join("");
        if (wanted.length <= 10_000) expect(seen).toBe(wanted);
        else {
          expect(seen.endsWith("…")).toBe(true);
          expect(wanted.startsWith(seen.slice(0, -1))).toBe(true);
          expect(seen.isWellFormed()).toBe(true);
          expect(seen.length).toBeGreaterThan(9_990);
        }
      }),
    );
  });

  it("shows ten full cards with a heading, buttons and a footer in one message", async () => {
    const card = {
      ...{ id: "p", number: 119, url: "https://arxiv.org/abs/1", code: "https://github.com/a/b" },
      ...{ title: "t".repeat(200), excerpt: ["e".repeat(550)], why: ["w".repeat(100)] },
      buttons: [{ label: "More", press: "answer" as const, call: { command: "show", args: {} }, payload: "ashow" }],
    };
    const reply = answered(
      { kind: "heading", text: "Tuesday, 24 November" },
      { kind: "papers", cards: Array.from({ length: 10 }, () => card) },
      { kind: "buttons", buttons: card.buttons },
      { kind: "footer", text: ["Next: tomorrow at 09:00 (Europe/Berlin). daily changes it."] },
    );
    const { blocks } = render(reply);
    const seen = seenIn(blocks);
    expect(seen.papers).toHaveLength(10);
    expect(seen.buttons).toHaveLength(11);
    expect(seen.text).toContain("daily changes it.");
    await expectAccepted(reply);
  });

  it("keeps within the number of blocks where many are small", async () => {
    const button = { label: "More", press: "answer" as const, call: { command: "show", args: {} }, payload: "ashow" };
    const small = { id: "p", title: "Small", url: "https://a.test/", excerpt: [], why: [], buttons: [button] };
    const many = answered(
      { kind: "papers", cards: Array.from({ length: 40 }, () => small) },
      { kind: "footer", text: ["The end"] },
    );
    expect(render(many).blocks).toHaveLength(49);
    expect(seenIn(render(many).blocks).text).toContain("The end");
    await expectAccepted(many);
    const lines = answered(...Array.from({ length: 60 }, (_, at): Block => ({ kind: "text", text: [`${at}`] })));
    expect(seenIn(render(lines).blocks).text.split("\n")).toEqual(Array.from({ length: 50 }, (_, at) => `${at}`));
    await expectAccepted(lines);
  });

  it("is accepted for every paper, with every word of it", async () => {
    const { corpus } = await openEmbeddedListing();
    for (const { number, title } of corpus.papers) {
      const lines = [`show #${number}`, `bibtex #${number}`];
      if (number % 4 === 0) lines.push(`similar #${number}`, `search ${title}`);
      for (const line of lines) await expectWhole(line, await ask({ text: line }));
    }
  });

  it("is accepted for every example of every command, and for what is none, with every word and button of it", async () => {
    for (const { line, reply } of answers) await expectWhole(line, reply);
  });

  async function expectWhole(line: string, reply: Reply): Promise<void> {
    expectHarmless(reply);
    await expectAccepted(reply);
    const seen = seenIn(render(reply).blocks);
    const labels = reply.blocks.flatMap((block) => {
      if (block.kind === "buttons") return block.buttons.map(({ label }) => label);
      return block.kind === "papers" ? block.cards.flatMap(({ buttons }) => buttons.map(({ label }) => label)) : [];
    });
    expect(seen.buttons, line).toEqual(labels);
    for (const block of reply.blocks) {
      if (block.kind === "text") expect(seen.text, line).toContain(plain(block.text));
      if (block.kind === "list") for (const item of block.items) expect(seen.text, line).toContain(plain(item));
      if (block.kind === "notice") expect(seen.notices, line).toContain(plain(block.text));
      if (block.kind === "papers") {
        expect(seen.papers.map(({ title }) => title)).toEqual(block.cards.map(({ title }) => title));
        for (const card of block.cards) expect(seen.text).toContain(plain(card.excerpt));
      }
    }
  }

  it("marks what matched, links the title and says why", () => {
    const reply = answered({
      kind: "papers",
      cards: [
        {
          ...{ id: "p", number: 3, title: "A & B", url: "https://arxiv.org/abs/1", code: "https://github.com/a/b" },
          ...{ excerpt: ["on ", { text: "adapters", mark: true }], why: ["3rd in the listing"], buttons: [] },
        },
      ],
    });
    expect(render(reply).blocks).toEqual([
      {
        type: "rich_text",
        elements: [
          {
            type: "rich_text_section",
            elements: [
              { type: "link", url: "https://arxiv.org/abs/1", text: "A & B", style: { bold: true } },
              { type: "text", text: " #3" },
              { type: "text", text: "\n" },
              { type: "text", text: "on " },
              { type: "text", text: "adapters", style: { bold: true } },
              { type: "text", text: "\n" },
              { type: "text", text: "3rd in the listing", style: { italic: true } },
              { type: "text", text: " · " },
              { type: "link", url: "https://github.com/a/b", text: "code", style: { italic: true } },
            ],
          },
        ],
      },
    ]);
  });

  it("says its summary in a notification, escaped and on one line", () => {
    const { text } = render({ blocks: [], outcome: "answered", summary: "R&D:\n<!channel> of *stars*" });
    expect(text).toBe("R&amp;D: &lt;!channel&gt; of *stars*");
  });

  it("leaves out a button that would do nothing", () => {
    const call = { command: "help", args: {} };
    const reply = answered({
      kind: "buttons",
      buttons: [
        { label: "Sealed", press: "answer", call, payload: "ahelp" },
        { label: "Unsealed", press: "answer", call },
        { label: "Too long", press: "answer", call, payload: "x".repeat(2001) },
        { label: "Link", url: "https://a.test/" },
        { label: "No link", url: "javascript:alert(1)" },
      ],
    });
    expect(seenIn(render(reply).blocks).buttons).toEqual(["Sealed", "Link"]);
  });
});

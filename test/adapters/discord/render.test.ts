import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { render } from "#adapters/discord/render.ts";
import { plain, type Card, type Reply } from "#src/reply/index.ts";
import type { Bot, Request } from "#src/platform/index.ts";
import { createTestBot } from "../../bot.ts";
import { everyAnswer } from "../../contract/every-answer.ts";
import { openEmbeddedListing } from "../../library.ts";
import { allComponents, startDiscord, type FakeDiscord } from "../../fakes/discord/index.ts";
import { addressesIn, replies, texts } from "./replies.ts";
import { linksIn, seenIn, shownIn } from "./seen.ts";

let discord: FakeDiscord;
beforeAll(async () => {
  discord = await startDiscord();
});
afterAll(() => discord.stop());

/** What the fake says to a message: undefined where it takes it. */
async function refusal(message: object): Promise<string | undefined> {
  const response = await fetch(`${discord.apiUrl}/v10/channels/${discord.home.channel}/messages`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "user-agent": "DiscordBot (test, 1)",
      authorization: `Bot ${discord.token}`,
    },
    body: JSON.stringify(message),
  });
  return response.ok ? undefined : await response.text();
}

/** The address without the differences of percent encoding and without what leads nowhere else. */
function decoded(address: string): string {
  const { protocol, host, pathname, search, hash } = new URL(address);
  const words = `${protocol}//${host}${pathname}${search}${hash}`.replaceAll(/%(?![0-9A-Fa-f]{2})/g, "%25");
  return words.replaceAll(/(?:%[0-9A-Fa-f]{2})+/g, (bytes) =>
    Buffer.from(bytes.replaceAll("%", ""), "hex").toString("latin1"),
  );
}

/** All that a rendered reply must hold to, whatever was in it. */
function expectHarmless(reply: Reply): void {
  const { components, allowed_mentions } = render(reply);
  const own = new Set(addressesIn(reply).map(decoded));
  for (const url of linksIn(components)) expect(own).toContain(decoded(url));
  for (const shown of shownIn(components)) {
    expect(shown.mentions).toEqual([]);
    expect(shown.stray).toEqual([]);
  }
  const lines = shownIn(components).flatMap((shown) => shown.lines);
  const count = (kind: string) => lines.filter((line) => line.kind === kind).length;
  const blocks = (kind: string) => reply.blocks.filter((block) => block.kind === kind).length;
  expect(count("heading")).toBeLessThanOrEqual(blocks("heading"));
  expect(count("quote")).toBeLessThanOrEqual(blocks("notice"));
  expect(count("code")).toBeLessThanOrEqual(blocks("code"));
  const cards = reply.blocks.flatMap((block) => (block.kind === "papers" ? block.cards : []));
  expect(count("small")).toBeLessThanOrEqual(blocks("footer") + cards.length);
  const items = reply.blocks.reduce((sum, block) => sum + (block.kind === "list" ? block.items.length : 0), 0);
  expect(count("item")).toBeLessThanOrEqual(items);
  expect(allowed_mentions).toEqual({ parse: [] });
}

describe("any reply", () => {
  it("is taken by Discord", async () => {
    await fc.assert(
      fc.asyncProperty(replies, async (reply) => {
        expect(await refusal(render(reply))).toBeUndefined();
      }),
      { numRuns: 100 },
    );
  });

  it("pings nobody, has no markup of others and leads only where the reply leads", () => {
    fc.assert(fc.property(replies, expectHarmless), { numRuns: 200 });
  });

  it("keeps the first papers, whole and in order, and cuts their excerpts evenly, where there are too many", () => {
    const lengths = fc.array(fc.nat(1200), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(lengths, (excerpts) => {
        const cards = excerpts.map((length, at): Card => ({ ...card(`paper-${at}`), excerpt: ["x".repeat(length)] }));
        const { components } = render({ blocks: [{ kind: "papers", cards }], outcome: "answered", summary: "" });
        const { papers } = seenIn(components);
        expect(papers).toEqual(cards.slice(0, papers.length).map(({ title }) => ({ title })));
        // 40 components, three a card.
        expect(papers).toHaveLength(Math.min(cards.length, 13));
        const cuts = shownIn(components).map(({ lines }) => lines[1]?.text ?? "");
        const cutAt = cuts.filter((words) => words.endsWith("…")).map((words) => words.length);
        expect(new Set(cutAt).size).toBeLessThanOrEqual(1);
        cuts.forEach((words, at) => {
          if (!words.endsWith("…")) return;
          expect(words.length).toBeLessThanOrEqual(excerpts[at] ?? 0);
        });
      }),
    );
  });

  it("shows a text as it is, or a prefix of it with …", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const reply: Reply = { blocks: [{ kind: "text", text }], outcome: "answered", summary: "" };
        const words = visible(plain(text));
        if (words.trim() === "") return;
        const seen = squeeze(seenIn(render(reply).components).text);
        const addressed = text.some((span) => typeof span !== "string" && (span.url !== undefined || span.code));
        if (addressed) return;
        if (seen !== squeeze(words)) expect(squeeze(words).startsWith(squeeze(seen.replace(/…$/, "")))).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});

describe("every command over every paper", () => {
  it("is taken, harmless, and shows its papers whole", async () => {
    const bot = await createTestBot({ payloadLimit: 100 });
    const { corpus } = await openEmbeddedListing();
    const lines = corpus.papers.flatMap(({ number, title }) => [
      `show #${number}`,
      `bibtex #${number}`,
      ...(number % 4 === 0 ? [`similar #${number}`, title] : []),
    ]);
    for (const line of lines) await expectWhole(line, await ask(bot, line));
  });

  it("is so for every example of every command, and for what is none", async () => {
    for (const { line, reply } of await everyAnswer("discord", 100)) {
      await expectWhole(line, reply);
      expect(await refusal(render(reply, { key: "k".repeat(24) })), line).toBeUndefined();
      const labels = reply.blocks.flatMap((block) => (block.kind === "buttons" ? block.buttons : []));
      const { buttons } = seenIn(render(reply).components);
      expect(buttons.slice(buttons.length - labels.length), line).toEqual(labels.map(({ label }) => label));
    }
  });

  async function expectWhole(line: string, reply: Reply): Promise<void> {
    const { components } = render(reply);
    expectHarmless(reply);
    const cards = reply.blocks.flatMap((block) => (block.kind === "papers" ? block.cards : []));
    expect(seenIn(components).papers, line).toEqual(cards.map(({ title }) => ({ title })));
    expect(await refusal(render(reply)), line).toBeUndefined();
  }

  it("keeps ten papers with paging and Share, each with a part of its excerpt", async () => {
    const bot = await createTestBot({ payloadLimit: 100 });
    for (const line of ["trending", "search training", "search models for language", "has:code"]) {
      const reply = await ask(bot, line);
      const { components } = render(reply, { key: "abcdefghijklmnopqrstuvwx" });
      const sections = components.filter((component) => "accessory" in component);
      expect(sections).toHaveLength(10);
      expect(sections.every(({ components: [words] }) => (words?.content.split("\n").length ?? 0) >= 3)).toBe(true);
      const { buttons } = seenIn(components);
      expect(buttons.slice(-2)).toEqual(["Next", "Share"]);
      expect([...allComponents(components)].length).toBeLessThanOrEqual(40);
    }
  });
});

describe("the key of an edition", () => {
  it("stands in the first button with room, and nowhere else", () => {
    const reply: Reply = {
      blocks: [{ kind: "papers", cards: [card("a"), card("b")] }],
      outcome: "answered",
      summary: "",
    };
    const ids = (key?: string) =>
      [...allComponents(render(reply, key === undefined ? {} : { key }).components)].flatMap(({ custom_id }) =>
        typeof custom_id === "string" ? [custom_id] : [],
      );
    expect(ids("k".repeat(24))).toEqual([`${payload("a")}|${"k".repeat(24)}`, payload("b")]);
    expect(ids()).toEqual([payload("a"), payload("b")]);
  });

  it("leaves out the second of two equal buttons, which Discord would refuse", async () => {
    const reply: Reply = {
      blocks: [{ kind: "papers", cards: [card("a"), card("a")] }],
      outcome: "answered",
      summary: "",
    };
    expect(await refusal(render(reply))).toBeUndefined();
  });
});

const payload = (id: string) => `a["show",{"paper":"${id}"}]`;

function card(id: string): Card {
  return {
    id,
    title: `Paper ${id}`,
    url: "https://arxiv.org/abs/1",
    excerpt: ["words"],
    why: ["first"],
    buttons: [{ label: "More", press: "answer", call: { command: "show", args: { paper: id } }, payload: payload(id) }],
  };
}

async function ask(bot: Bot, text: string): Promise<Reply> {
  const request: Request = {
    id: text,
    actor: { id: "1", name: async () => "Ada", timeZone: async () => undefined, isManager: async () => true },
    channel: { platform: "discord", workspace: "1", id: "2" },
    visibility: "private",
    input: { text },
  };
  const reply = await bot.handle(request);
  if (reply === undefined) throw new Error("the bot did not answer");
  return reply;
}

function visible(words: string): string {
  return words.toWellFormed().replaceAll(/[[\p{Cc}\p{Cf}]--[\n\t\u200c\u200d]]/gv, "");
}

function squeeze(words: string): string {
  return words.replaceAll(/\s+/g, " ").trim();
}

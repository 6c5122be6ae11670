import fc from "fast-check";
import type { Block, Button, Card, Reply, Span, Text } from "#src/reply/index.ts";

/** What papers, people and their phones may put into a text, markup of Slack's among it. */
const nasty = fc.constantFrom(
  "<!channel>",
  "<!here>",
  "<@U0PAPERBOY>",
  "<#C123|general>",
  "<!subteam^S1>",
  "<https://evil.test|good>",
  "https://evil.test/x",
  "@channel @here @everyone",
  "*bold* _it_ ~no~ `code` ```",
  "&amp; & < >",
  ":smile:",
  "\u202eturned\u0000\u0007",
  "\ud83d\ude00\ud800",
  "\n\n",
  " ",
);
const someWords = (maxLength: number): fc.Arbitrary<string> =>
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc
        .array(fc.oneof(nasty, fc.string({ unit: "binary", maxLength: 30 })), { maxLength: 6 })
        .map((parts) => parts.join("")),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(nasty, fc.nat(maxLength))
        .map(([word, length]) => word.repeat(Math.ceil(length / word.length)).slice(0, length)),
    },
  );

const addresses = fc.oneof(
  fc.webUrl({ withQueryParameters: true }),
  fc.constantFrom(
    "https://arxiv.org/abs/1",
    "javascript:alert(1)",
    "slack://open",
    "not an address",
    "",
    "https://",
    `https://a.test/${"x".repeat(3000)}`,
  ),
);

const span: fc.Arbitrary<Span> = fc.oneof(
  someWords(2000),
  fc
    .record({ text: someWords(200), kind: fc.constantFrom("bold", "code", "mark", "url", "none"), url: addresses })
    .map(({ text, kind, url }): Span => {
      if (kind === "none") return { text };
      return kind === "url" ? { text, url } : { text, [kind]: true };
    }),
);
const texts: fc.Arbitrary<Text> = fc.array(span, { maxLength: 5 });

const buttons: fc.Arbitrary<Button> = fc.oneof(
  fc.record({ label: someWords(100), url: addresses }),
  fc
    .record({
      label: someWords(100),
      payload: fc.option(fc.string({ maxLength: 2100 }), { nil: undefined }),
      primary: fc.boolean(),
    })
    .map(({ label, payload, primary }): Button => ({
      label,
      press: "answer",
      call: { command: "help", args: {} },
      ...(payload === undefined ? {} : { payload }),
      ...(primary ? { primary } : {}),
    })),
);

export const cards: fc.Arbitrary<Card> = fc
  .record({
    title: someWords(400),
    number: fc.option(fc.nat(200), { nil: undefined }),
    url: addresses,
    excerpt: texts,
    why: texts,
    code: fc.option(addresses, { nil: undefined }),
    buttons: fc.array(buttons, { maxLength: 3 }),
  })
  .map(({ number, code, ...card }) => ({
    id: "a-paper",
    ...card,
    ...(number === undefined ? {} : { number }),
    ...(code === undefined ? {} : { code }),
  }));

const blocks: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ kind: fc.constant("heading" as const), text: someWords(300) }),
  fc.record({ kind: fc.constant("heading" as const), text: someWords(300), url: addresses }),
  fc.record({ kind: fc.constant("text" as const), text: texts }),
  fc.record({ kind: fc.constant("list" as const), items: fc.array(texts, { maxLength: 8 }) }),
  fc.record({ kind: fc.constant("code" as const), text: someWords(12_000) }),
  fc.record({ kind: fc.constant("papers" as const), cards: fc.array(cards, { maxLength: 30 }) }),
  fc.record({ kind: fc.constant("notice" as const), tone: fc.constantFrom("info", "mistake", "apology"), text: texts }),
  fc.record({ kind: fc.constant("buttons" as const), buttons: fc.array(buttons, { maxLength: 40 }) }),
  fc.record({ kind: fc.constant("footer" as const), text: texts }),
);

export const replies: fc.Arbitrary<Reply> = fc.record({
  blocks: fc.array(blocks, { maxLength: 60 }),
  outcome: fc.constantFrom("answered", "mistake", "failure"),
  summary: someWords(3000),
});

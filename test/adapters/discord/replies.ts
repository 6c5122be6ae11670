import fc from "fast-check";
import type { Block, Button, Card, Reply, Span, Text } from "#src/reply/index.ts";

/** What papers, people and their phones may put into a text, markup of Discord's among it. */
const nasty = fc.constantFrom(
  "@everyone",
  "@here",
  "<@123456789012345678>",
  "<@!123456789012345678>",
  "<@&123456789012345678>",
  "<#123456789012345678>",
  "<t:1700000000:R>",
  "</papers search:123>",
  "<:smile:123>",
  "<id:home>",
  ":smile:",
  "https://evil.test/x",
  "<https://evil.test>",
  "[good](https://evil.test)",
  "](<https://evil.test>)",
  "discord://open",
  "**bold** *it* __under__ _it_ ~~no~~ ||spoiler||",
  "`code` ``more`` ```block```",
  "\n# heading",
  "\n-# small",
  "\n> quote",
  "\n- item",
  "\n1. first",
  "  * item",
  "\\",
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
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc.constantFrom(
    "https://arxiv.org/abs/1",
    "https://a.test/(x)*_[y]|`@everyone",
    "javascript:alert(1)",
    "discord://open",
    "not an address",
    "",
    "https://",
    `https://a.test/${"x".repeat(600)}`,
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
export const texts: fc.Arbitrary<Text> = fc.array(span, { maxLength: 5 });

const buttons: fc.Arbitrary<Button> = fc.oneof(
  fc.record({ label: someWords(100), url: addresses }),
  fc
    .record({
      label: someWords(100),
      payload: fc.option(fc.string({ minLength: 1, maxLength: 110 }), { nil: undefined }),
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

const cards: fc.Arbitrary<Card> = fc
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
  fc.record({ kind: fc.constant("code" as const), text: someWords(5000) }),
  fc.record({ kind: fc.constant("papers" as const), cards: fc.array(cards, { maxLength: 15 }) }),
  fc.record({ kind: fc.constant("notice" as const), tone: fc.constantFrom("info", "mistake", "apology"), text: texts }),
  fc.record({ kind: fc.constant("buttons" as const), buttons: fc.array(buttons, { maxLength: 12 }) }),
  fc.record({ kind: fc.constant("footer" as const), text: texts }),
);

export const replies: fc.Arbitrary<Reply> = fc.record({
  blocks: fc.array(blocks, { maxLength: 12 }),
  outcome: fc.constantFrom("answered", "mistake", "failure"),
  summary: someWords(3000),
});

/** Every address in a reply, in the form that Discord is given. */
export function addressesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(addressesIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, field]) =>
    (name === "url" || name === "code") && typeof field === "string" && URL.canParse(field)
      ? [new URL(field).href]
      : addressesIn(field),
  );
}

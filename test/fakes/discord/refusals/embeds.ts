import type { BodyRule } from "./rule.ts";

const MESSAGE = "[DOC] resources/message.mdx";
const to = "message";
const a = (count: number) => "a".repeat(count);
const embed = (one: object) => ({ embeds: [one] });
const fields = (count: number) => Array.from({ length: count }, () => ({ name: "n", value: "v" }));

export const EMBED_REFUSALS: readonly BodyRule[] = [
  {
    id: "embeds-10",
    rule: "at most 10 embeds",
    source: "[OAS]",
    code: 50035,
    to,
    over: { embeds: Array.from({ length: 11 }, () => ({ title: "t" })) },
    within: { embeds: Array.from({ length: 10 }, () => ({ title: "t" })) },
  },
  {
    id: "embeds-6000",
    rule: "all embeds of a message have at most 6000 characters",
    source: `${MESSAGE}; [RUN] fact 18`,
    code: 50035,
    to,
    over: { embeds: [{ description: a(4000) }, { description: a(2000), title: "t" }] },
    within: { embeds: [{ description: a(4000) }, { description: a(1999), title: "t" }] },
  },
  {
    id: "embed-title-256",
    rule: "an embed's title has at most 256 characters",
    source: MESSAGE,
    code: 50035,
    to,
    over: embed({ title: a(257) }),
    within: embed({ title: a(256) }),
  },
  {
    id: "embed-description-4096",
    rule: "an embed's description has at most 4096 characters",
    source: MESSAGE,
    code: 50035,
    to,
    over: embed({ description: a(4097) }),
    within: embed({ description: a(4096) }),
  },
  {
    id: "embed-fields-25",
    rule: "an embed has at most 25 fields",
    source: MESSAGE,
    code: 50035,
    to,
    over: embed({ fields: fields(26) }),
    within: embed({ fields: fields(25) }),
  },
  {
    id: "embed-field-name-256",
    rule: "a field's name has at most 256 characters",
    source: MESSAGE,
    code: 50035,
    to,
    over: embed({ fields: [{ name: a(257), value: "v" }] }),
    within: embed({ fields: [{ name: a(256), value: "v" }] }),
  },
  {
    id: "embed-field-value-1024",
    rule: "a field's value has at most 1024 characters",
    source: MESSAGE,
    code: 50035,
    to,
    over: embed({ fields: [{ name: "n", value: a(1025) }] }),
    within: embed({ fields: [{ name: "n", value: a(1024) }] }),
  },
  {
    id: "embed-footer-2048",
    rule: "an embed's footer has at most 2048 characters",
    source: MESSAGE,
    code: 50035,
    to,
    over: embed({ footer: { text: a(2049) } }),
    within: embed({ footer: { text: a(2048) } }),
  },
  {
    id: "embed-author-256",
    rule: "an embed's author has at most 256 characters",
    source: MESSAGE,
    code: 50035,
    to,
    over: embed({ author: { name: a(257) } }),
    within: embed({ author: { name: a(256) } }),
  },
  {
    id: "embed-url",
    rule: "an embed's url is one",
    source: "[OAS]; [RUN] part C",
    code: 50035,
    to,
    over: embed({ title: "t", url: "not an address" }),
    within: embed({ title: "t", url: "https://example.org/" }),
  },
  {
    id: "embed-url-2048",
    rule: "an embed's url has at most 2048 characters",
    source: "[OAS]",
    code: 50035,
    to,
    over: embed({ title: "t", url: `https://example.org/${a(2029)}` }),
    within: embed({ title: "t", url: `https://example.org/${a(2028)}` }),
  },
];

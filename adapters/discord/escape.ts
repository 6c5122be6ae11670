import { collapse, visible } from "#src/platform/index.ts";

/** Words as Discord shows them literally: no markup, no mention, no emoji, no link comes out of them. */
export function escapeWords(words: string): string {
  return (
    breakMentions(visible(words))
      .replaceAll(/[\\*_~`|<>[\]]/g, "\\$&")
      // `https://` links itself, `:smile:` becomes a picture; `12:30` may stay.
      .replaceAll(/:(?=\/\/|[\w~+-]+:)/g, "\\:")
      // What opens a heading, small print or a list at the start of a line.
      .replaceAll(/^([^\S\n]*)([#+-])/gm, "$1\\$2")
      .replaceAll(/^([^\S\n]*\d+)([.)])/gm, "$1\\$2")
  );
}

/** Words as inline code; as escaped words where no fence of backticks can hold them. */
export function inlineCode(words: string): string {
  const content = literal(collapse(words));
  const runs = new Set([...content.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = ["`", "``"].find(({ length }) => !runs.has(length));
  if (fence === undefined || content.trim() === "") return escapeWords(content);
  const padded = content.startsWith("`") || content.endsWith("`") ? ` ${content} ` : content;
  return fence + padded + fence;
}

/** Words as a block of code: nothing in them ends it. */
export function codeBlock(words: string): string {
  const content = literal(words).replaceAll(/`(?=`)/g, `\`${ZERO_WIDTH_SPACE}`);
  return `\`\`\`\n${content}\n\`\`\``;
}

/** A link under words that are escaped already; the words alone where the address is no http or https one. */
export function maskedLink(escaped: string, url: string): string {
  const address = safeUrl(url);
  if (address === undefined || escaped === "") return escaped;
  // Discord draws no link under brackets that do not pair.
  return /^[^[\]]*(?:\[[^[\]]*\][^[\]]*)*$/.test(escaped) ? `[${escaped}](<${address}>)` : `${escaped} <${address}>`;
}

/** The address in a form that cannot end the markup around it; undefined where it is no http or https address. */
export function safeUrl(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, host, pathname, search, hash } = new URL(url);
  if (protocol !== "https:" && protocol !== "http:") return undefined;
  const fragment = hash === "" ? "" : `#${encoded(hash.slice(1))}`;
  return `${protocol}//${host}${encoded(pathname + search)}${fragment}`;
}

const ZERO_WIDTH_SPACE = "\u200b";

/** What no address may hold (RFC 3986, and the brackets and stars of markdown) as %XX. */
function encoded(part: string): string {
  return part.replaceAll(/%(?![0-9A-Fa-f]{2})|@(?=everyone|here)|[^\w.~:/?@!$&'+,;=%-]/g, (character) =>
    [...new TextEncoder().encode(character)].map((byte) => `%${byte.toString(16).toUpperCase()}`).join(""),
  );
}

/** In code a backslash is only a backslash, so what names a person or a channel is broken like what pings all. */
function literal(words: string): string {
  return breakMentions(visible(words)).replaceAll(/<(?=[@#])/g, `<${ZERO_WIDTH_SPACE}`);
}

/** A backslash does not stop these two, and allowed_mentions is another's to keep: what pings nobody reads the same. */
function breakMentions(words: string): string {
  return words.replaceAll(/@(?=everyone|here)/g, `@${ZERO_WIDTH_SPACE}`);
}

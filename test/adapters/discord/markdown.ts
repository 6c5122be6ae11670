/** What Discord's client makes of a text: read by rules of its own, so that a renderer's escaping is put to the test. */
export interface Shown {
  readonly lines: readonly Line[];
  readonly links: readonly string[];
  /** What pings, or names a person, role, channel, command or moment. */
  readonly mentions: readonly string[];
  /** Markup that the renderer never writes: italics, spoilers, pictures, addresses that link themselves, numbered lists. */
  readonly stray: readonly string[];
}

export interface Line {
  readonly kind: "plain" | "heading" | "quote" | "small" | "item" | "code";
  readonly text: string;
  /** The words of a masked link at the start of the line. */
  readonly linked: string | undefined;
}

const marks = [
  [/^#{1,3} +/, "heading"],
  [/^> /, "quote"],
  [/^-# /, "small"],
  [/^[-*+] /, "item"],
] as const;

export function readMarkdown(content: string): Shown {
  const found: Found = { links: [], mentions: [], stray: [] };
  const lines: Line[] = [];
  let rest = content;
  while (rest !== "") {
    const block = /^```(?:\w*\n)?([\s\S]*?)```\n?/.exec(rest);
    if (block !== null) {
      const [whole, code = ""] = block;
      note(found.mentions, /<[@#]|@everyone|@here/.exec(code)?.[0]);
      lines.push({ kind: "code", text: withoutZeroWidth(code.replace(/\n$/, "")), linked: undefined });
      rest = rest.slice(whole.length);
      continue;
    }
    const end = rest.indexOf("\n");
    lines.push(readLine(end < 0 ? rest : rest.slice(0, end), found));
    rest = end < 0 ? "" : rest.slice(end + 1);
  }
  return { lines, ...found };
}

interface Found {
  readonly links: string[];
  readonly mentions: string[];
  readonly stray: string[];
}

function readLine(line: string, found: Found): Line {
  const [mark, kind] = marks.find(([pattern]) => pattern.test(line)) ?? [undefined, "plain" as const];
  const words = mark === undefined ? line : line.replace(mark, "");
  for (const [pattern] of marks) if (mark !== undefined && pattern.test(words)) found.stray.push(words);
  if (/^\s*\d+[.)] /.test(words) || /^\s+([-*+]|-?#{1,3}|>) /.test(line)) found.stray.push(line);
  const before = found.links.length;
  const linked = /^(?:\*\*)?\[((?:\\.|[^\]\\])*)\]\(</.exec(words)?.[1];
  const text = readInline(words, found);
  const isLinked = linked !== undefined && found.links.length > before;
  return { kind, text, linked: isLinked ? readInline(linked, { links: [], mentions: [], stray: [] }) : undefined };
}

/** Rules in the order they are tried at each place. */
const rules: readonly [RegExp, (match: RegExpExecArray, found: Found) => string][] = [
  [/\\([^0-9A-Za-z\s])/y, ([, character = ""]) => character],
  [
    /(`+)([\s\S]*?[^`])\1(?!`)/y,
    ([, , code = ""], found) => {
      note(found.mentions, /<[@#]|@everyone|@here/.exec(code)?.[0]);
      return code.replace(/^ (?=`)/, "").replace(/(?<=`) $/, "");
    },
  ],
  [
    /\[((?:\\.|[^\]\\])*)\]\(<([^\s<>]*)>\)/y,
    ([, words = "", url = ""], found) => {
      found.links.push(url);
      return readInline(words, found);
    },
  ],
  [
    /<(https?:\/\/[^\s>]+)>/y,
    ([, url = ""], found) => {
      found.links.push(url);
      return url;
    },
  ],
  [/<(?:@[!&]?|#|t:|a?:|\/|id:|sound:)/y, ([whole], found) => noted(found.mentions, whole)],
  [/@(?:everyone|here)/y, ([whole], found) => noted(found.mentions, whole)],
  [/(?:https?|steam|discord):\/\/[^\s<]/y, ([whole], found) => noted(found.stray, whole)],
  [/:[\w~+-]+:/y, ([whole], found) => noted(found.stray, whole)],
  [/\*\*/y, () => ""],
  [/[*_~`|[\]<>]/y, ([whole], found) => noted(found.stray, whole)],
];

function readInline(words: string, found: Found): string {
  let text = "";
  let at = 0;
  while (at < words.length) {
    const [match, read] = firstMatch(words, at);
    if (match === undefined) {
      text += words[at] ?? "";
      at += 1;
    } else {
      text += read(match, found);
      at += match[0].length;
    }
  }
  return withoutZeroWidth(text);
}

function firstMatch(words: string, at: number) {
  for (const [pattern, read] of rules) {
    pattern.lastIndex = at;
    const match = pattern.exec(words);
    if (match !== null) return [match, read] as const;
  }
  return [undefined, undefined] as const;
}

function note(into: string[], what: string | undefined): void {
  if (what !== undefined) into.push(what);
}

function noted(into: string[], what: string): string {
  into.push(what);
  return what;
}

function withoutZeroWidth(words: string): string {
  return words.replaceAll("\u200b", "");
}

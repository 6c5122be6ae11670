import type { SeenAnswer } from "../../contract/conversations.ts";

type Fields = Readonly<Record<string, unknown>>;

/** A Slack message as a person sees it: its words with the markup undone. */
export function seenIn(blocks: readonly object[]): SeenAnswer {
  const papers: { title: string }[] = [];
  const notices: string[] = [];
  const buttons: string[] = [];
  const lines: string[] = [];
  for (const block of blocks.map(asFields)) {
    if (block["type"] === "header") lines.push(String(asFields(block["text"])["text"]));
    if (block["type"] === "actions") {
      buttons.push(...listOf(block["elements"]).map((element) => String(asFields(element["text"])["text"])));
    }
    if (block["type"] !== "rich_text") continue;
    for (const element of listOf(block["elements"])) {
      const words = wordsOf(element);
      lines.push(words);
      if (element["type"] === "rich_text_quote") notices.push(words);
      const [first, ...rest] = listOf(element["elements"]);
      const isCard = first?.["type"] === "link" && asFields(first["style"])["bold"] === true && rest.length > 0;
      if (element["type"] === "rich_text_section" && isCard) papers.push({ title: String(first["text"]) });
    }
  }
  return { papers, notices, buttons, text: lines.join("\n") };
}

/** Every link of a message: in its text and on its buttons. */
export function linksIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(linksIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, field]) =>
    name === "url" && typeof field === "string" ? [field] : linksIn(field),
  );
}

/** The types of everything in a message that has one. */
export function typesIn(value: unknown): Set<string> {
  if (Array.isArray(value)) return new Set(value.flatMap((entry) => [...typesIn(entry)]));
  if (typeof value !== "object" || value === null) return new Set();
  return new Set(
    Object.entries(value).flatMap(([name, field]) =>
      name === "type" && typeof field === "string" ? [field] : [...typesIn(field)],
    ),
  );
}

function wordsOf(element: Fields): string {
  const separator = element["type"] === "rich_text_list" ? "\n" : "";
  if (typeof element["text"] === "string") return element["text"];
  return listOf(element["elements"]).map(wordsOf).join(separator);
}

function asFields(value: unknown): Fields {
  return typeof value === "object" && value !== null ? (value as Fields) : {};
}

function listOf(value: unknown): Fields[] {
  return Array.isArray(value) ? value.map(asFields) : [];
}

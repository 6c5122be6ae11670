import type { SeenAnswer } from "../../contract/conversations.ts";
import { allComponents, type Component } from "../../fakes/discord/index.ts";
import { readMarkdown, type Shown } from "./markdown.ts";

const section = 9;

/** A message as a person sees it: its words with the markup undone. */
export function seenIn(components: readonly Component[]): SeenAnswer {
  const lines = shownIn(components).flatMap((shown) => shown.lines);
  const cards = components
    .filter(({ type }) => type === section)
    .map((card) => readMarkdown(card.components?.[0]?.content ?? ""));
  return {
    papers: cards.flatMap(({ lines: [first] }) => (first?.linked === undefined ? [] : [{ title: first.linked }])),
    notices: lines.filter(({ kind }) => kind === "quote").map(({ text }) => text),
    buttons: [...allComponents(components)].flatMap(({ label }) => (typeof label === "string" ? [label] : [])),
    text: lines.map(({ text }) => text).join("\n"),
  };
}

/** Each text of a message, read as Discord's client reads it. */
export function shownIn(components: readonly Component[]): Shown[] {
  return [...allComponents(components)].flatMap(({ content }) =>
    content === undefined ? [] : [readMarkdown(content)],
  );
}

/** Every address a message leads to. */
export function linksIn(components: readonly Component[]): string[] {
  const onButtons = [...allComponents(components)].flatMap(({ url }) => (typeof url === "string" ? [url] : []));
  return [...onButtons, ...shownIn(components).flatMap(({ links }) => links)];
}

/** A run of text and what it means. Only http and https addresses are ever drawn as links; renderers escape, nobody else. */
export type Span =
  | string
  | { readonly text: string; readonly bold?: true; readonly code?: true; readonly mark?: true; readonly url?: string };

/** Text with meaning but without a platform's markup. `mark` is a word of the query found in a paper. */
export type Text = readonly Span[];

/** The words of a text without their meaning. */
export function plain(text: Text): string {
  return text.map((span) => (typeof span === "string" ? span : span.text)).join("");
}

/** A text from words and spans: strings stay, nested texts are laid flat. */
export function text(...parts: readonly (Span | Text)[]): Text {
  return parts.flatMap((part) => (isText(part) ? part : [part]));
}

export const bold = (words: string): Span => ({ text: words, bold: true });
export const code = (words: string): Span => ({ text: words, code: true });
export const link = (words: string, url: string): Span => ({ text: words, url });

/** Words as people typed them, in quotes unless they bring their own: `“low rank”`, `"weight decay" adam`. */
export function quoted(typed: string): string {
  return typed.includes('"') ? typed : `“${typed}”`;
}

function isText(part: Span | Text): part is Text {
  return Array.isArray(part);
}

import { grouped, subscript, superscript } from "./scripts.ts";

/** One walk through a text, token by token: what is read, what is written, and which braces are open. */
export interface Scan {
  readonly source: string;
  /** Where the next token begins. */
  at: number;
  /** The open groups, the whole text first: no recursion, so that no depth of braces ends the stack. */
  readonly frames: Frame[];
  /** The last characters written; reading them off a long text again and again would not be linear. */
  tail: string;
  /** Is a “ waiting for its ”? */
  isQuoting: boolean;
  /** Where the formula ends that is being read. */
  formulaEnd: number;
  /** What to write for tokens ahead that close something: a formula, a single quote. */
  readonly closers: Map<number, string>;
}

/** What a group in braces is for, which decides what becomes of it at its end. */
export type Purpose =
  | { readonly as: "plain" | "drop" | "silent" | "superscript" | "subscript" | "root" | "citation" | "address" }
  | { readonly as: "numerator" | "denominator" }
  | { readonly as: "letter"; readonly letters: ReadonlyMap<string, string> }
  | { readonly as: "accent"; readonly mark: string }
  | { readonly as: "named"; readonly url: string };

interface Frame {
  readonly purpose: Purpose;
  /** What was written last before it: what a superscript stands on. */
  readonly base: string;
  text: string;
}

const TAIL_LENGTH = 16;
/** Longer groups are not looked into, so that nested ones cost no more than their length. */
const WORD_LIMIT = 40;
/** Each level copies what is in it. */
const DEPTH_LIMIT = 40;

export function startScan(source: string): Scan {
  const whole: Frame = { purpose: { as: "drop" }, base: "", text: "" };
  return { source, at: 0, frames: [whole], tail: "", isQuoting: false, formulaEnd: 0, closers: new Map() };
}

export function write(text: string, scan: Scan): void {
  topFrame(scan).text += text;
  scan.tail = (scan.tail + text).slice(-TAIL_LENGTH);
}

/** What stands next in the source, where it fits the sticky pattern. */
export function peek(scan: Scan, sticky: RegExp): RegExpExecArray | undefined {
  sticky.lastIndex = scan.at;
  return sticky.exec(scan.source) ?? undefined;
}

/** The same, and the scan goes on after it. */
export function take(scan: Scan, sticky: RegExp): RegExpExecArray | undefined {
  const match = peek(scan, sticky);
  if (match !== undefined) scan.at += match[0].length;
  return match;
}

export function isInFormula(scan: Scan): boolean {
  return scan.at <= scan.formulaEnd;
}

/** Opens a group whose brace has been read; false where groups are nested too deep to be meant. */
export function openGroup(purpose: Purpose, scan: Scan): boolean {
  if (scan.frames.length > DEPTH_LIMIT) return false;
  scan.frames.push({ purpose, base: scan.tail, text: "" });
  scan.tail = "";
  return true;
}

/** Opens the group that stands next as a command's argument; false where no brace stands there. */
export function openArgument(purpose: Purpose, scan: Scan): boolean {
  if (scan.source[scan.at] !== "{" || !openGroup(purpose, scan)) return false;
  scan.at += 1;
  return true;
}

/** Ends the innermost group; a brace that closes nothing is text. */
export function closeGroup(scan: Scan): void {
  const frame = scan.frames.length > 1 ? scan.frames.pop() : undefined;
  if (frame === undefined) return write("}", scan);
  scan.tail = frame.base;
  write(closed(frame), scan);
  const { purpose, text } = frame;
  if (purpose.as === "numerator") openArgument({ as: "denominator" }, scan);
  if (purpose.as === "address" && !openArgument({ as: "named", url: text }, scan)) write(text, scan);
}

/** The text written, once the source is read; groups that were never closed stay as they began. */
export function finish(scan: Scan): string {
  for (let frame = scan.frames.pop(); frame !== undefined; frame = scan.frames.pop()) {
    const below = scan.frames.at(-1);
    if (below === undefined) return frame.text;
    below.text += (UNCLOSED.get(frame.purpose.as) ?? "") + frame.text;
  }
  return "";
}

const UNCLOSED = new Map<Purpose["as"], string>([
  ["plain", "{"],
  ["superscript", "^{"],
  ["subscript", "_{"],
]);

function closed({ purpose, base, text }: Frame): string {
  switch (purpose.as) {
    case "plain":
      return isProtectedWord(text) ? text : `{${text}}`;
    case "silent":
    case "address":
      return "";
    case "drop":
      return text;
    case "superscript":
      return superscript(text, base);
    case "subscript":
      return subscript(text);
    case "root":
      return text.length === 1 ? `√${text}` : `√(${text})`;
    case "numerator":
      return `${grouped(text)}/`;
    case "denominator":
      return grouped(text);
    case "citation":
      return `[${text}]`;
    case "letter":
      return purpose.letters.get(text) ?? text;
    case "accent":
      return text.length === 1 ? (text + purpose.mark).normalize("NFC") : text;
    case "named":
      return text === purpose.url ? text : `${text} (${purpose.url})`;
  }
}

/** `{GAN}s`, `{B}ayesian`: braces that only kept BibTeX from changing the case; and the comma of `1{,}000`. */
function isProtectedWord(text: string): boolean {
  return text.length <= WORD_LIMIT && /^(?:\p{Lu}[\p{L}\p{N}]*|,)$/u.test(text);
}

function topFrame(scan: Scan): Frame {
  const frame = scan.frames.at(-1);
  if (frame === undefined) throw new Error("a scan always has the frame of its whole text");
  return frame;
}

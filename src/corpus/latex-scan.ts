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
  /** Where its text ends, before the space at its end. */
  formulaTextEnd: number;
  /** What to write for tokens ahead that close something: a formula, a single quote. */
  readonly closers: Map<number, string>;
}

/** What a group in braces is for, alone or with the groups after it: a command's arguments. */
export interface Group {
  readonly arguments: number;
  /** May an argument be a lone character or command, as in `\frac12` and `\hat\theta`? */
  readonly bare?: boolean;
  /**
   * @param before what was written last before it, e.g. what a superscript stands on
   * @param after the source that follows it, its first characters
   */
  readonly print: (texts: readonly string[], before: string, after: string) => string;
  /** What began it, where it stays as it is because nothing closes it. */
  readonly opening?: string;
}

interface Frame {
  readonly group: Group;
  /** What was written last before it. */
  readonly base: string;
  /** The group's arguments that are already read. */
  readonly earlier: readonly string[];
  /** Where a group without braces begins, which the end of its one token closes. */
  readonly bareFrom: number | undefined;
  text: string;
}

const TAIL_LENGTH = 16;
const LOOKAHEAD = 16;
/** Each level copies what is in it. */
const DEPTH_LIMIT = 40;

const WHOLE: Group = { arguments: 1, print: ([text = ""]) => text };

export function startScan(source: string): Scan {
  const whole: Frame = { group: WHOLE, base: "", earlier: [], bareFrom: undefined, text: "" };
  return {
    source,
    at: 0,
    frames: [whole],
    tail: "",
    isQuoting: false,
    formulaEnd: 0,
    formulaTextEnd: 0,
    closers: new Map(),
  };
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

/** Is a group open that has no braces? */
export function isInBare(scan: Scan): boolean {
  return topFrame(scan).bareFrom !== undefined;
}

/** Opens a group whose brace has been read; false where groups are nested too deep to be meant. */
export function openGroup(group: Group, scan: Scan): boolean {
  return open(group, [], undefined, scan);
}

/** Opens the group that stands next as an argument; false where none stands there. */
export function openArgument(group: Group, scan: Scan, earlier: readonly string[] = []): boolean {
  const brace = peek(scan, /\s{0,4}\{/y)?.[0];
  if (brace !== undefined) {
    if (!open(group, earlier, undefined, scan)) return false;
    scan.at += brace.length;
    return true;
  }
  if (group.bare !== true || peek(scan, BARE) === undefined || !open(group, earlier, scan.at, scan)) return false;
  readBareCharacter(scan);
  return true;
}

const BARE = /\s{0,4}(?:\\[A-Za-z]|[\p{L}\p{N}=<>*])/uy;

/** Ends the groups without braces whose token has been read; a look (`\rm`) is not all of one yet. */
export function closeBare(scan: Scan): void {
  for (let frame = topFrame(scan); frame.bareFrom !== undefined; frame = topFrame(scan)) {
    if (frame.bareFrom === scan.at) return;
    if (frame.text !== "") closeGroup(scan);
    else if (!readBareCharacter(scan)) return;
  }
}

function readBareCharacter(scan: Scan): boolean {
  const character = take(scan, /\s{0,4}([\p{L}\p{N}=<>*])/uy)?.[1];
  if (character === undefined) return false;
  write(character, scan);
  closeGroup(scan);
  return true;
}

/** Ends the group whose closing brace has been read; one that closes nothing is text. */
export function closeBrace(scan: Scan): void {
  while (topFrame(scan).bareFrom !== undefined) closeGroup(scan);
  if (scan.frames.length > 1) closeGroup(scan);
  else write("}", scan);
}

function closeGroup(scan: Scan): void {
  const frame = scan.frames.pop();
  if (frame === undefined) return;
  const { group, base } = frame;
  const texts = [...frame.earlier, frame.text];
  scan.tail = base;
  if (texts.length < group.arguments && openArgument(group, scan, texts)) return;
  write(group.print(texts, base, scan.source.slice(scan.at, scan.at + LOOKAHEAD)), scan);
}

/** The text written, once the source is read. */
export function finish(scan: Scan): string {
  for (let frame = scan.frames.pop(); frame !== undefined; frame = scan.frames.pop()) {
    const { group, base, earlier, bareFrom, text } = frame;
    const below = scan.frames.at(-1);
    if (below === undefined) return text;
    const opening = bareFrom === undefined ? group.opening : undefined;
    below.text += opening === undefined ? group.print([...earlier, text], base, "") : opening + text;
  }
  return "";
}

function open(group: Group, earlier: readonly string[], bareFrom: number | undefined, scan: Scan): boolean {
  if (scan.frames.length > DEPTH_LIMIT) return false;
  scan.frames.push({ group, base: scan.tail, earlier, bareFrom, text: "" });
  scan.tail = "";
  return true;
}

function topFrame(scan: Scan): Frame {
  const frame = scan.frames.at(-1);
  if (frame === undefined) throw new Error("a scan always has the frame of its whole text");
  return frame;
}

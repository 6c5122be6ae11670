import { isInFormula, peek, type Scan } from "./latex-scan.ts";

/**
 * Where the formula ends whose first dollar has been read; undefined where it is no formula's: a price, a shell's `$HOME`,
 * a dollar with a sentence between it and the next one.
 */
export function formulaEnd(scan: Scan): number | undefined {
  if (isInFormula(scan)) return undefined;
  const display = peek(scan, /\$((?:[^$\\]|\\[^]){1,400})\$\$/y);
  if (display !== undefined) return isSentence(display[1] ?? "") ? undefined : scan.at + display[0].length;
  const [whole, content = "", after = ""] = peek(scan, /((?:[^$\\]|\\[^]){1,300})\$([^]{0,2})/y) ?? [];
  if (whole === undefined || !isFormula(content, scan.tail, after)) return undefined;
  return scan.at + content.length + 1;
}

function isFormula(content: string, before: string, after: string): boolean {
  if (isSentence(content)) return false;
  if (/\\[A-Za-z,;:!>]/.test(content)) return true;
  if (CURRENCY.test(content) && /^\s?\d/.test(after)) return false;
  const hasSign = /[\^_=<>+~×±≈≤≥∼·]/.test(content);
  if (/^\s*\d/.test(content))
    return hasSign ? !/^\d/.test(after) || /[\^_]/.test(content) : !isPrice(content, before, after);
  // Variables of a shell and units of a price: `$HOME/$USER`, `$/kWh–$/MWh`.
  if (/^\/\p{L}|^\w{2,}[/,:;-]$/u.test(content) && /^[\w/]/.test(after)) return false;
  return hasSign || /^\s/.test(content) === /\s$/.test(content) || /^\s*(?:\p{L}|\S{1,10}[^\w\s])\s*$/u.test(content);
}

/** The dollar of an amount, with another amount's as the next one. */
function isPrice(content: string, before: string, after: string): boolean {
  return (
    (CURRENCY.test(before) && !/^\d+$/.test(content)) ||
    /^\d/.test(after) ||
    (/\s$/.test(content) && !/^\s/.test(content)) ||
    /[([/,:;–—-]$|\s\p{Ll}{3}/u.test(content) ||
    content.split("(").length > content.split(")").length
  );
}

/** `US$`, `A$`, `NT$`. */
const CURRENCY = /(?:^|[^\p{L}])(?:US|USD|AU?|CA?|HK|NZ|SG?|NT|R|MX)$/u;

/** Two words in a row, but for the text that a command takes. */
function isSentence(content: string): boolean {
  const bare = content.replaceAll(/\\[A-Za-z]+\*?\s*(?:\{[^{}$]*\})?/g, "|");
  return /\p{Ll}{3,} \p{Ll}{2,}|\p{Script=Han}{2}/u.test(bare);
}

const SUPERSCRIPTS = script("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻");
const SUBSCRIPTS = script("0123456789+-−", "₀₁₂₃₄₅₆₇₈₉₊₋₋");
const NUMBER = /^[+\-−]?\d*$/;
/** What is written high without a caret: a star, a degree, a prime, the ending of `0th`. */
const HIGH = new Map([
  ["*", "*"],
  ["star", "*"],
  ["⋆", "*"],
  ["∘", "°"],
  ["′", "′"],
  ["†", "†"],
]);
const ORDINAL = /^(?:st|nd|rd|th)$/;
/** What braces held is short where it becomes a script, so that long groups are never searched. */
const SHORT = 12;

/** An exponent as plain text writes it: ⁻² for `-2`, `*` for a star, nothing around `th` after a digit, else `^(…)`. */
export function superscript(content: string, base: string): string {
  if (content.length <= SHORT) {
    if (NUMBER.test(content)) return raised(content, SUPERSCRIPTS);
    const high = HIGH.get(content);
    if (high !== undefined) return high;
    if (ORDINAL.test(content) && /\d$/.test(base)) return content;
  }
  return content === "" ? "" : `^${grouped(content)}`;
}

/** An index as plain text writes it: ₁₂ for `12`, else `_(…)`. Unicode has few small letters: `W_V` stays. */
export function subscript(content: string): string {
  if (content.length <= SHORT && NUMBER.test(content)) return raised(content, SUBSCRIPTS);
  return content === "" ? "" : `_${grouped(content)}`;
}

/** One word as it is, more than one thing in brackets, so that it stays one thing without its braces. */
export function grouped(content: string): string {
  const isOne = content.length <= SHORT && /^(?:[\p{L}\p{N}\p{M}∞⊤⊥]+|\([^()]*\))$/u.test(content);
  return isOne ? content : `(${content})`;
}

function raised(content: string, letters: ReadonlyMap<string, string>): string {
  return Array.from(content, (character) => letters.get(character) ?? character).join("");
}

function script(from: string, to: string): ReadonlyMap<string, string> {
  const raisedLetters = Array.from(to);
  return new Map(Array.from(from, (character, index) => [character, raisedLetters[index] ?? character]));
}

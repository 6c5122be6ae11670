const SUPERSCRIPTS = script("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻");
const SUBSCRIPTS = script("0123456789+-−", "₀₁₂₃₄₅₆₇₈₉₊₋₋");
/** A number, or the charge of an ion: `-2`, `2+`. */
const NUMBER = /^(?:[+\-−]?\d*|\d+[+\-−])$/;
/** What is written high without a caret: a star, a degree, a prime, the ending of `0th`. */
const HIGH = new Map([
  ["*", "*"],
  ["star", "*"],
  ["⋆", "*"],
  ["∘", "°"],
  ["°", "°"],
  ["′", "′"],
  ["′′", "″"],
  ["†", "†"],
  ["‡", "‡"],
]);
const ORDINAL = /^(?:st|nd|rd|th)$/;
/** What braces held is short where it becomes a script, so that long groups are never searched. */
const SHORT = 12;

/** An exponent as plain text writes it: ⁻² for `-2`, `*` for a star, nothing around `th` after a digit, else `^(…)`. */
export function superscript(content: string, base: string): string {
  if (content.length <= SHORT) {
    if (NUMBER.test(content)) return exponent(content);
    const high = HIGH.get(content);
    if (high !== undefined) return high;
    if (ORDINAL.test(content) && /\d$/.test(base)) return content;
  }
  return content === "" ? "" : `^${grouped(content)}`;
}

/** A number's digits and signs, all of them raised. */
export function exponent(number: string): string {
  return replaced(number, SUPERSCRIPTS);
}

/** An index as plain text writes it: ₁₂ for `12`, else `_(…)`. Unicode has few small letters: `W_V` stays. */
export function subscript(content: string): string {
  if (content.length <= SHORT && NUMBER.test(content)) return replaced(content, SUBSCRIPTS);
  return content === "" ? "" : `_${grouped(content)}`;
}

/** One word as it is, more than one thing in brackets, so that it stays one thing without its braces. */
function grouped(content: string): string {
  const isOne = content.length <= SHORT && /^(?:[\p{L}\p{N}\p{M}∞⊤⊥]+|\([^()]*\)|[^\s()])$/u.test(content);
  return isOne ? content : `(${content})`;
}

/** `1/2`, `(n+1)/2`: apart from what stands closely around it, and in brackets after a function's name. */
export function fraction(numerator: string, denominator: string, before: string, isFollowed: boolean): string {
  const plain = `${operand(numerator)}/${operand(denominator)}`;
  if (/(?:^|[^\p{L}])(?:log|ln|exp|sin|cos|tan|max|min) ?$/u.test(before)) return `(${plain})`;
  return `${/[\p{L}\p{M}\p{N})\]}]$/u.test(before) ? " " : ""}${plain}${isFollowed ? " " : ""}`;
}

function operand(content: string): string {
  const text = content.length > SHORT ? content : content.trim();
  return text.length <= SHORT && /^(?:[\p{L}\p{N}\p{M}_]*(?:\([^()]*\))?|[\d.,]+|∞)$/u.test(text) ? text : `(${text})`;
}

/** A root as plain text writes it: √2, ∛x, √(n+1), and x^(1/k) where its degree is no digit. */
export function root(content: string, degree = ""): string {
  const isOne = /^(?:\d{1,9}|.\p{M}?)$/u.test(content);
  if (degree === "" || /^\d$/.test(degree))
    return (ROOTS.get(degree) ?? `${exponent(degree)}√`) + (isOne ? content : `(${content})`);
  return `${grouped(content)}^(1/${grouped(degree)})`;
}

const ROOTS = new Map([
  ["", "√"],
  ["2", "√"],
  ["3", "∛"],
  ["4", "∜"],
]);

/** A formula of chemistry, `Ga2O3` or `K+`, with its numbers low and the charge at its end high. */
export function chemical(formula: string): string {
  return formula
    .replaceAll(/(?<=[A-Za-z)\]])\d+/g, (digits) => replaced(digits, SUBSCRIPTS))
    .replaceAll(/(?<=[A-Za-z)\]₀-₉])[+-](?=\s|$)/g, (sign) => exponent(sign))
    .replaceAll(/(?<=\s)<=>(?=\s)/g, "⇌")
    .replaceAll(/(?<=\s)->(?=\s)/g, "→");
}

function replaced(content: string, letters: ReadonlyMap<string, string>): string {
  return Array.from(content, (character) => letters.get(character) ?? character).join("");
}

function script(from: string, to: string): ReadonlyMap<string, string> {
  const raisedLetters = Array.from(to);
  return new Map(Array.from(from, (character, index) => [character, raisedLetters[index] ?? character]));
}

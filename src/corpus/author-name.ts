/** A name as citations take it apart; `family` has its particles with it (`van der Maaten`). */
export interface AuthorName {
  readonly family: string;
  /** Empty where the name is one word. */
  readonly given: string;
  /** `Jr.`, `III`. */
  readonly suffix?: string;
}

/**
 * Takes `Laurens van der Maaten`, `Maaten, Laurens van der` or `Davis Jr., Sammy` apart: what stands before a comma is
 * the family, else the last word together with the words of small letters before it.
 */
export function splitName(name: string): AuthorName {
  const suffix = SUFFIX.exec(name)?.[1];
  const whole = name.replace(SUFFIX, "").replaceAll(/\s+/g, " ").trim();
  const [, family, given] = /^([^,]+),(.*)$/.exec(whole) ?? atLastWord(whole);
  const parts = { family: family?.trim() ?? "", given: given?.trim() ?? "" };
  return suffix === undefined ? parts : { ...parts, suffix };
}

const SUFFIX = /[\s,]+((?:Jr|Sr)\.?|I{2,3}|IV)\s*(?=,|$)/;

function atLastWord(name: string): readonly string[] {
  const words = name.split(" ");
  const particle = words.findIndex((word, at) => at > 0 && /^\p{Ll}/u.test(word));
  const start = particle === -1 ? words.length - 1 : particle;
  return [name, words.slice(start).join(" "), words.slice(0, start).join(" ")];
}

import { sentences } from "./split-sentences.ts";

const says =
  /\b(?:we|this (?:paper|work|article|survey|chapter|handbook)|here,?) (?:then |also |thus |therefore |further )?(?:propose|present|introduce|develop|show|demonstrate|describe|study|investigate|derive|prove|design|review|explore|address|provide|find|explain|tackle|discuss|analy[sz]e|give|formulate|extend|argue|establish)/i;

/** The first sentence in which a paper says what it does; where none does, its first. */
export function leadOf(abstract: string): string {
  let first: string | undefined;
  for (const { start, end } of sentences(abstract)) {
    const sentence = abstract.slice(start, end);
    first ??= sentence;
    if (says.test(sentence)) return sentence;
  }
  return first ?? "";
}

/**
 * A sentence as it stands alone: without a lead-in that points at sentences before it or at other papers ("To address
 * this,", "In this paper,", "Unlike others,") and without such a tail ("to tackle these challenges"), with a capital
 * letter and a full stop.
 */
export function trimSentence(sentence: string): string {
  return finished(withoutTail(withoutLeadIn(sentence)).replace(WE_THEN, "we "));
}

const LEAD_INS: readonly RegExp[] = [
  // The heading of a part.
  /^[*_]*(?:aims?|approach|background|conclusions?|contributions?|design|findings|goals?|introduction|(?:main )?results?|(?:materials? and )?methods?|methodology|motivation|objectives?|purpose|significance|summary)[*_]*:[*_]*\s+/i,
  // Its place among the sentences.
  /^(?:accordingly|additionally|also|as a result|as such|concretely|consequently|finally|first(?:ly)?|further|furthermore|hence|here|in (?:addition|detail|particular|summary)|in (?:light|view) of (?:that|this)|in (?:that|this) (?:context|direction|regard|respect|sense|spirit|vein)|instead|lastly|more (?:concretely|precisely|specifically)|moreover|nevertheless|next|overall|second(?:ly)?|specifically|then|therefore|third(?:ly)?|thus|to (?:that|this) end),\s+/i,
  /^(?:hence|here|therefore|thus)\s+(?=we\b)/i,
  // The paper that says it.
  /^(?:in|through|throughout|with) (?:this|the (?:current|present)) (?:[\w-]+ )?(?:article|chapter|contribution|handbook|letter|manuscript|note|overview|paper|report|research|review|study|survey|thesis|work),?\s+/i,
];

/** What stands before those who do something. */
const FIRST_PART =
  /^([^,;:]{1,200}?(?:,[^,;:]{1,80}?){0,3}),\s+(?=(?:(?:here|hence|then|therefore|thus),? )?(?:in (?:our|this) \w+,? )?(?:we|I|our|this (?:article|paper|study|survey|work))\b)/;
/** `This paper introduces a strategy, we call it` is not a sentence. */
const OPENS_LEAD_IN =
  /^(?:[a-z]+(?:ed|ing)|after|against|as|at|because|before|besides|beyond|built|by|driven|drawn|due|for|from|given|in|on|once|since|through|to|under|when|with|without)\b/i;
const POINTS_BACK =
  /\b(?:above|aforementioned|former|latter|such|these|this|those)\b|\b(?:it|that|them|which)$|^to \w+ the (?:challenge|gap|issue|limitation|problem)s?$/i;
const TELLS_OF_OTHERS =
  /^(?:although|compared (?:to|with)|contrary to|despite|different(?:ly)? from|in contrast|instead of|rather than|though|unlike|whereas|while)\b/i;
/** A rest with fewer words says too little without what it stands against. */
const FEWEST_WORDS = 11;

function withoutLeadIn(sentence: string): string {
  for (const leadIn of LEAD_INS) {
    const rest = sentence.replace(leadIn, "");
    if (rest !== sentence) return withoutLeadIn(rest);
  }
  const [whole, part = ""] = FIRST_PART.exec(sentence) ?? [];
  if (whole === undefined) return sentence;
  const rest = sentence.slice(whole.length);
  const isCut = TELLS_OF_OTHERS.test(part)
    ? rest.split(" ").length >= FEWEST_WORDS
    : OPENS_LEAD_IN.test(part) && POINTS_BACK.test(part);
  return isCut ? withoutLeadIn(rest) : sentence;
}

const WE_THEN = /^we (?:additionally|also|finally|further|hence|next|then|therefore|thus) /i;

const TAILS: readonly RegExp[] = [
  /,?\s+(?:by|capable of|for|hence|(?:in order |so as )?to|that|that can|thereby|thus|which|while)(?: (?:better|directly|effectively|efficiently|fully|further|jointly|successfully))? (?:achiev|address|alleviat|bridg|circumvent|clos|fill|handl|meet|mitigat|overcom|remedy|resolv|satisf|solv|tackl)(?:e|es|ies|ing|s|y)?(?: (?:all|both)(?: of)?)? (?:both|such|the above|the aforementioned|these|this|those)(?: [\w-]+){0,4}(?=\.$)/i,
  /,?\s+in this (?:article|paper|study|survey|work)(?=\.$)/i,
];

function withoutTail(sentence: string): string {
  return TAILS.reduce((rest, tail) => rest.replace(tail, ""), sentence);
}

/** Names keep their first letter small: `v1`, `iBOT`. */
function finished(sentence: string): string {
  const end = sentence.replace(/(?<![\s,;:])[\s,;:]+$/, "");
  const whole = /[.!?]["'”’)\]*]*$/.test(end) ? end : `${end}.`;
  return whole.replace(/^\p{Ll}(?=[\p{Ll}-]*(?![\p{L}\p{N}]))/u, (letter) => letter.toUpperCase());
}

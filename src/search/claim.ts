/** What a claim is worth: "we propose", "we decompose", "is proposed", "we show". */
const CLAIM = { make: 5, do: 3.5, passive: 3, show: 2.75 } as const;

/** Claims from here on say what a paper does; the others what it shows, tests or uses. */
export const DEED = CLAIM.passive;

/** How plainly a sentence says that we, or this paper, do something; 0 where it does not. */
export function claimOf(sentence: string): number {
  if (MAKES.test(sentence)) return CLAIM.make;
  if (IS_MADE.test(sentence)) return CLAIM.passive;
  if (SHOWS.test(sentence)) return CLAIM.show;
  return DOES.test(sentence) ? CLAIM.do : 0;
}

/** Does it speak of the paper as a whole, as in "in this paper"? */
export function isAboutPaper(sentence: string): boolean {
  return ABOUT_PAPER.test(sentence);
}

/** Names that a sentence gives: "we propose NAME", "called NAME", "Long Name (LN)". */
export function* namesIn(sentence: string): Generator<string> {
  for (const [, called, short] of sentence.matchAll(NAMED)) {
    const name = called ?? short ?? "";
    if (name.length >= SHORTEST_NAME) yield name;
  }
}

const SHORTEST_NAME = 3;
const NAMED =
  /\b(?:called|coined|dubbed|named|termed|(?:introduce|present|propose)s?)\s+(?:the\s+)?([\p{L}\d]{0,30}[\p{Lu}\d][^\s,.;:()]{0,30})(?=[\s,.;(])|\(([\p{L}\d][\p{L}\d²³.*-]{0,30}\p{Lu}[\p{L}\d²³*-]{0,30})\)/gu;

const WORK = anyOf(
  "article chapter handbook manuscript note overview paper report research review study survey thesis work",
);
const THIS_WORK = String.raw`(?:[Tt]his|[Oo]ur|[Tt]he (?:current|present))\s+(?:[\w-]+\s+)?${WORK}`;
const ADVERBS = String.raw`(?:(?:[a-z]+ly|also|first|further|hence|here|instead|next|now|rather|then|therefore|thus)\s+)*`;
const WE = String.raw`\b(?:[Ww]e|I|${THIS_WORK})\s+${ADVERBS}`;

const MAKE = anyOf(
  `build built construct create describe design develop devise formulate introduce offer outline present propose provide
  report suggest put\\sforward`,
);
const SHOW = anyOf(
  `apply applie argue assess believe collect compare conclude conduct confirm consider curate demonstrate(?!\\show)
  discover discuss evaluate experiment find found give highlight hope hypothesi[sz]e illustrate note observe perform
  prove release show(?!\\show) support test use validate verify verifie`,
);
const SAYS_NO_DEED = anyOf(
  `are believe call can cannot could did do does expect had has have hope is know may mean might must need note see
  should want was were will would`,
);
const MADE = anyOf(
  `analy[sz]ed conducted constructed described designed developed examined explored introduced investigated presented
  proposed studied`,
);

const MAKES = new RegExp(String.raw`${WE}${MAKE}(?:s|d|ed)?\b`);
const IS_MADE = new RegExp(String.raw`\b(?:is|are|was|were)\s+(?:[a-z]+ly\s+)?${MADE}\b|\b[Tt]his is an? `);
const SHOWS = new RegExp(String.raw`${WE}${SHOW}(?:s|d|ed)?\b|\b(?:allow|enable)(?:s|ed)? us to\b`);
const DOES = new RegExp(String.raw`${WE}(?!${SAYS_NO_DEED}\b)[a-z-]+`);
const ABOUT_PAPER = new RegExp(
  String.raw`^(?:[Hh]ere,? )?(?:(?:[Ii]n|[Tt]hrough|[Ww]ith) )?${THIS_WORK}\b|^[Hh]ere,? we\b|\b[Ii]n this ${WORK}\b`,
);

function anyOf(words: string): string {
  return `(?:${words.trim().split(/\s+/).join("|")})`;
}

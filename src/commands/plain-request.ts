/**
 * The search in a plain request: "show me papers about model editing please" asks for "model editing". Only whole polite
 * frames are taken off, and never everything: "papers" alone is a search for papers.
 */
export function plainRequest(line: string): string {
  let query = line.trim();
  for (const frame of [before, subject, after]) {
    const without = query.replace(frame, "").trim();
    if (without !== "") query = without;
  }
  return query;
}

/** A line without the courtesy and the punctuation at its end: `trending please`, `help!`. */
export function withoutEnding(line: string): string {
  return line.replace(after, "").trim();
}

const please = "(?:hi|hey|hello|please|pls|ok|paperboy)";
const ask =
  "(?:(?:can|could|would) you (?:please )?)?(?:help (?:me|us) (?:to )?)?(?:show|find|get|give|send|bring|fetch|list|recommend|suggest|search)(?: me| us)?(?: for)?";
const want =
  "(?:(?:i am|i'm|we are|we're) )?looking for|i (?:want|need|would like|'d like)|i'd like|do you (?:have|know)|have you got|are there|is there|what do you have|got";
const kind = "(?:an?|\\d+|any|some|the|all|more|recent|new|latest|good|a few)";
const papers = "(?:papers?|research|articles?|work|(?:anything|something)(?: new| recent| good)?|stuff)";
// "find the minimum" is no request: a verb counts before `me` or `us`, or before what people ask for.
const before = new RegExp(
  `^(?:${please}[,!]? +)*(?:(?:${ask}|${want})(?:(?<= (?:me|us)| (?:me|us) for) +| +(?=(?:${kind} +)*${papers}\\b)))?`,
  "i",
);
const subject = new RegExp(
  `^(?:${kind} +)*${papers} +(?:that (?:is|are) )?(?:about|on|regarding|concerning|related to|covering|for) +`,
  "i",
);
const after = /(?:[,.]? *(?:please|pls|thanks|thank you))*[\s?!.]*$/i;

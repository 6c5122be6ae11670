/** The topics of a text, between commas; a quoted phrase may hold commas. Blank ones are left out. */
export function splitTopics(text: string): string[] {
  const topics: string[] = [];
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '"' && opensPhrase(text, at)) {
      const end = text.indexOf('"', at + 1);
      if (end !== -1) at = end;
    } else if (text[at] === ",") {
      topics.push(text.slice(start, at));
      start = at + 1;
    }
  }
  topics.push(text.slice(start));
  return topics.map((topic) => topic.trim()).filter((topic) => topic !== "");
}

/** A quote inside a word (`5"`) opens nothing. */
function opensPhrase(text: string, at: number): boolean {
  return at === 0 || /[\s,:-]/.test(text.charAt(at - 1));
}

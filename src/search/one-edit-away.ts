/** Every word one edit away from this one, once each: a letter left out, put in, changed, or swapped with its neighbour. */
export function oneEditAway(word: string, alphabet: Iterable<string>): Set<string> {
  const letters = [...word];
  const inserted = [...alphabet];
  const found = new Set<string>();
  for (let place = 0; place <= letters.length; place++) {
    const head = letters.slice(0, place).join("");
    const rest = letters.slice(place);
    const [first = "", second = "", ...tail] = rest;
    const afterFirst = rest.slice(1).join("");
    if (rest.length > 0) found.add(head + afterFirst);
    if (rest.length > 1) found.add(head + second + first + tail.join(""));
    for (const letter of inserted) {
      found.add(head + letter + rest.join(""));
      if (rest.length > 0) found.add(head + letter + afterFirst);
    }
  }
  found.delete(word);
  return found;
}

/** Strings as small numbers: a listing of 30,000 papers says 6 million words, but only some 100,000 different ones. */
export interface Dictionary {
  pack(words: Iterable<string>): Uint32Array;
  /** As `pack`, but words never packed become 0, which is no word's number. */
  find(words: Iterable<string>): Uint32Array;
  unpack(numbers: Uint32Array): string[];
}

export function createDictionary(): Dictionary {
  const numbers = new Map<string, number>();
  const words = [""];
  function numberOf(word: string): number {
    let number = numbers.get(word);
    if (number === undefined) {
      number = words.push(word) - 1;
      numbers.set(word, number);
    }
    return number;
  }
  return {
    pack: (some) => Uint32Array.from(some, numberOf),
    find: (some) => Uint32Array.from(some, (word) => numbers.get(word) ?? 0),
    unpack: (some) => Array.from(some, (number) => words[number] ?? ""),
  };
}

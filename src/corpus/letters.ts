/** A text in lower case and plain letters, as people type it without accents: `Łojasiewicz` -> `lojasiewicz`. */
export function plainLetters(text: string): string {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[łøđðþßæœı]/g, (letter) => UNDECOMPOSED[letter] ?? letter);
}

/** Latin letters that Unicode does not take apart into a plain letter and a mark. */
const UNDECOMPOSED: Readonly<Record<string, string>> = {
  ł: "l",
  ø: "o",
  đ: "d",
  ð: "d",
  þ: "th",
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ı: "i",
};

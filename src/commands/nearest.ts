import levenshtein from "damerau-levenshtein";

/** The candidate at the fewest edits from what was typed (Damerau-Levenshtein), where that is at most `within`. */
export function nearest<T extends string>(typed: string, candidates: readonly T[], within = 2): T | undefined {
  const scored = candidates
    .map((candidate) => ({ candidate, edits: levenshtein(typed.toLowerCase(), candidate.toLowerCase()).steps }))
    .sort((a, b) => a.edits - b.edits);
  const best = scored[0];
  return best !== undefined && best.edits <= within ? best.candidate : undefined;
}

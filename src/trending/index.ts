import type { Paper } from "#src/corpus/index.ts";

/**
 * One ground for a paper's place. The places of all grounds are merged by reciprocal rank fusion, so a ground needs an
 * order and no common scale: votes, upvotes and age come in beside the listing without touching each other.
 */
export interface Signal {
  /** Higher ranks higher; undefined where this ground says nothing of the paper. */
  score(paper: Paper): number | undefined;
  /** What it says of the paper, for people: `12th in the listing`. */
  reason(paper: Paper): string;
}

/** A paper in its trending place, from 1, with the reasons for it. */
export interface Placed {
  readonly paper: Paper;
  readonly place: number;
  readonly why: string;
}

/** The listing's own order. */
export const LISTING_ORDER: Signal = {
  score: ({ number }) => -number,
  reason: ({ number }) => `${ordinal(number)} in the listing`,
};

/** Damps the first places, so that one ground alone does not decide (Cormack, Clarke and Büttcher 2009: 60). */
const DAMPING = 60;

/** All papers ranked, each place with its reasons. Papers that rank alike keep the order they came in. */
export function trending(papers: readonly Paper[], signals: readonly Signal[] = [LISTING_ORDER]): Placed[] {
  const points = new Map<Paper, number>();
  for (const signal of signals) {
    const spoken = papers
      .map((paper) => ({ paper, score: signal.score(paper) }))
      .filter((entry): entry is { paper: Paper; score: number } => entry.score !== undefined)
      .sort((a, b) => b.score - a.score);
    for (const [at, { paper }] of spoken.entries())
      points.set(paper, (points.get(paper) ?? 0) + 1 / (DAMPING + at + 1));
  }
  return [...papers]
    .sort((a, b) => (points.get(b) ?? 0) - (points.get(a) ?? 0))
    .map((paper, at) => {
      const reasons = signals
        .filter((signal) => signal.score(paper) !== undefined)
        .map((signal) => signal.reason(paper));
      return { paper, place: at + 1, why: reasons.join(", ") };
    });
}

function ordinal(place: number): string {
  const ending = Math.trunc((place % 100) / 10) === 1 ? "th" : (["th", "st", "nd", "rd"][place % 10] ?? "th");
  return `${place}${ending}`;
}

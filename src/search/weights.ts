/** The numbers of search, tuned by `npm run tune` on dev judgments by folds, and held against SciFact and axsent. */
export interface Weights {
  /** How often a word of the title counts in the index. */
  readonly title: number;
  /** A hyphen compound as one word, beside its parts, which count 1. */
  readonly compound: number;
  /** A relative of a word in a short query (`backprop`: backpropagation). */
  readonly relative: number;
  /** What a hit gains, as a share of its score, where its title says the whole query … */
  readonly inTitle: number;
  /** … where all neighbouring words of the query stand side by side … */
  readonly sideBySide: number;
  /** … where every word stands there in the very form asked for … */
  readonly exactForm: number;
  /** … and where it defines an acronym of the query. */
  readonly defines: number;
  /** How many average words of a long query one of the first hits must say to count as an answer. */
  readonly relevantWords: number;
  /** How many informative terms of a paper look for similar ones. */
  readonly similarTerms: number;
}

export const DEFAULT_WEIGHTS: Weights = {
  title: 3,
  compound: 0.5,
  relative: 0.5,
  inTitle: 0.3,
  sideBySide: 0.3,
  exactForm: 0.05,
  defines: 0.3,
  relevantWords: 1,
  similarTerms: 25,
};

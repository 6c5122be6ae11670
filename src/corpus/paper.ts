/** Where a paper's code or project lives. Code means a code host; a project page is any other address. */
export interface Link {
  readonly kind: "code" | "project";
  readonly url: string;
}

/** A short form that a paper defines, e.g. `MEND` for "Model Editor Networks using Gradient Decomposition". */
export interface Acronym {
  readonly short: string;
  readonly long: string;
}

export interface Paper {
  /** For ever: the slug of its title, at most 48 characters (see `paperId`). */
  readonly id: string;
  /** Other names that lead to it: folded title, arXiv id, DOI. */
  readonly aliases: readonly string[];
  /** Its place in the listing, from 1; 0 where it left the listing. Belongs to the listing of the day: what is stored carries ids. */
  readonly number: number;
  /** Readable Unicode, no LaTeX. */
  readonly title: string;
  readonly abstract: string;
  readonly links: readonly Link[];
  readonly acronyms: readonly Acronym[];
  /** ISO 8601, where the source tells. */
  readonly published?: string;
  readonly authors?: readonly string[];
  /** Without version: `2110.11309`, `cs/0112017`. */
  readonly arxiv?: string;
  /** Lower case, without an address around it: `10.1109/5.771073`. */
  readonly doi?: string;
  /** Where it was published, in words: `ICLR 2022`. */
  readonly venue?: string;
  /** arXiv's primary category: `cs.LG`. */
  readonly category?: string;
  /** Its own page, where a source names one beside arXiv and the DOI. */
  readonly url?: string;
  /** Which source it came from, e.g. `listing`. */
  readonly source: string;
}

import fc from "fast-check";

const month = fc.integer({ min: 1, max: 12 }).map((value) => String(value).padStart(2, "0"));
const digits = (count: number) => fc.stringMatching(new RegExp(`^\\d{${count}}$`));

/** arXiv ids of both forms, without version. */
export const arxivIds = fc.oneof(
  fc.tuple(digits(2), month, fc.oneof(digits(4), digits(5))).map(([year, mm, rest]) => `${year}${mm}.${rest}`),
  fc
    .tuple(fc.constantFrom("cs", "math", "hep-th", "cond-mat", "q-bio"), digits(2), month, digits(3))
    .map(([archive, year, mm, rest]) => `${archive}/${year}${mm}${rest}`),
);

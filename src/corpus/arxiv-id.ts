/**
 * An arXiv id as it is written (`2110.11309v2`, `arXiv:cs/0112017`, `math.GT/0309136`), without prefix, version and
 * subject class, which arXiv itself leaves out (`math/0309136`); undefined where it is no arXiv id.
 * Form: https://info.arxiv.org/help/arxiv_identifier.html
 */
export function readArxivId(written: string): string | undefined {
  const [, year, rest, archive, number] = ARXIV_ID.exec(written.trim()) ?? [];
  if (archive !== undefined) return `${archive.toLowerCase()}/${number}`;
  return year === undefined ? undefined : `${year}${rest}`;
}

/** The month in which arXiv gave an id: `2021-10` of `2110.11309`, `2001-12` of `cs/0112017`. */
export function monthOfArxivId(id: string): string | undefined {
  const [, year = "", month = ""] = /^(?:[a-z-]+\/)?(\d\d)(\d\d)/.exec(id) ?? [];
  if (month === "") return undefined;
  return `${Number(year) >= FIRST_YEAR ? "19" : "20"}${year}-${month}`;
}

/** arXiv began in 1991. */
const FIRST_YEAR = 91;
const ARXIV_ID =
  /^(?:arxiv\s*:?\s*)?(?:(\d\d(?:0[1-9]|1[0-2]))(\.\d{4,5})|([a-z]+(?:-[a-z]+)?)(?:\.[a-z]{2})?\/(\d\d(?:0[1-9]|1[0-2])\d{3}))(?:v\d{1,3})?$/i;

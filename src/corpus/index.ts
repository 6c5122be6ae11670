export { loadCorpus, LISTING_LIMIT_BYTES } from "./load.ts";
export { createCorpus, type Corpus } from "./corpus.ts";
export { parseListing, LINE_LIMIT, TITLE_LIMIT } from "./listing.ts";
export { readable } from "./readable.ts";
export { linksIn } from "./links.ts";
export { acronymsIn } from "./acronyms.ts";
export { foldTitle, paperId } from "./title.ts";
export { paperUrl } from "./paper-url.ts";
export type { Acronym, Link, Paper } from "./paper.ts";

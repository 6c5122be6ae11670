export { openLibrary, type Library, type LibraryOptions, type Listing } from "./library.ts";
export type { RecentPaper } from "./news.ts";
export type { Shown, Sighting, Source } from "./source.ts";

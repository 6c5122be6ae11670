import { createCorpus, type Corpus } from "#src/corpus/index.ts";
import { readListing } from "#adapters/sources/listing.ts";

/** The papers of a listing, as the library has them where nothing was ever stored. */
export async function loadCorpus(path: string, factsPath?: string): Promise<Corpus> {
  const { sightings, version } = await readListing(path, factsPath);
  return createCorpus(
    sightings.map((paper, at) => ({ ...paper, number: at + 1 })),
    version,
  );
}

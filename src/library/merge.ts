import type { Sighting } from "./source.ts";

/**
 * A known paper with what a sighting of it adds. The sighting fills what is missing; it replaces what is there only where
 * its source told it, or is nearer to the paper's own home than the one that did. The id stays.
 */
export function merged(known: Sighting, sighting: Sighting): Sighting {
  const isSameSource = sighting.source === known.source;
  const isNearer = distanceFromHome(sighting.source) < distanceFromHome(known.source);
  const [first, second] = isSameSource || isNearer ? [sighting, known] : [known, sighting];
  return {
    // Facts that only the second tells, then everything of the first.
    ...second,
    ...first,
    id: known.id,
    aliases: [...new Set([...known.aliases, ...sighting.aliases])],
    links: first.links.length > 0 || isSameSource ? first.links : second.links,
  };
}

/** The sources that know a paper best, the nearest first; a listing or a feed only repeats what stands elsewhere. */
const HOMES = ["arxiv", "huggingface"];

function distanceFromHome(source: string): number {
  const at = HOMES.indexOf(source);
  return at === -1 ? HOMES.length : at;
}

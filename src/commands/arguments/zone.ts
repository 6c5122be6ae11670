import { z } from "zod";
import { Mistake } from "#src/errors.ts";
import { nearest } from "../nearest.ts";
import type { ArgumentType, ArgumentMatch } from "../argument.ts";
import { anyCities, citiesInstead } from "./zone-advice.ts";
import { cityOf, findZones, foldZone, resolveZone, zoneTable } from "./zone-names.ts";

const suggestionsAtMost = 25;
const wordsAtMost = 4;

/** A time zone by IANA name in any case, or by the city in it: `Europe/Berlin`, `berlin`, `new york`, `UTC`. */
export function zone(): ArgumentType<string> {
  return {
    schema: z.string().trim().min(1),
    accept: async (value) => {
      const [found, other] = findZones(String(value));
      if (found === undefined || other !== undefined) throw mistake(String(value));
      return found;
    },
    read: async (words) => readZone(words),
    store: (value) => value,
    print: (value) => value,
    suggest: async (typed) => suggestZones(typed).map((name) => ({ name, value: name })),
    widget: { kind: "text", maxLength: 50 },
    form: "ZONE",
  };
}

/**
 * The zone by which a platform knows a person, wherever Node takes it; undefined where it does not. Unlike from people,
 * `EST` is a name here: what Intl calls it has a place.
 */
export function parseZone(told: string): string | undefined {
  const [found, other] = findZones(told);
  return other === undefined && found !== undefined ? found : resolveZone(told);
}

/** What several zones share, and what titles hold too, is meant as a zone only at the end of a line. */
function readZone(words: readonly string[]): ArgumentMatch<string> {
  for (let took = Math.min(wordsAtMost, words.length); took > 0; took -= 1) {
    const typed = words.slice(0, took).join(" ");
    const [found, other] = findZones(typed);
    const isVague = other !== undefined || titleWords.has(foldZone(typed));
    if (isVague && took < words.length) continue;
    if (found !== undefined && other === undefined) return { took, value: found };
    if (other !== undefined || citiesInstead(typed) !== undefined) return { mistake: mistake(typed) };
  }
  const [first = ""] = words;
  const region = foldZone(first.split("/")[0] ?? "");
  return first.includes("/") && zoneTable().regions.has(region) ? { mistake: mistake(first) } : undefined;
}

/** Zones and abbreviations that are also a word or another abbreviation: MT evaluation, ROC curves. */
const titleWords = new Set("art ast bst cat ct eat et gb hst ict ist met mt prc pt roc wet".split(" "));

/** What it means or could mean, then cities that begin so, then whatever name holds it. */
function suggestZones(typed: string): readonly string[] {
  const wanted = foldZone(typed);
  const { names } = zoneTable();
  const meant = [typed, ...(citiesInstead(typed) ?? [])].flatMap(findZones);
  const begun = names.filter((name) => foldZone(cityOf(name)).startsWith(wanted));
  const held = names.filter((name) => foldZone(name).includes(wanted));
  return [...new Set([...meant, ...begun, ...held])].slice(0, suggestionsAtMost);
}

function mistake(typed: string): Mistake {
  const [one, other] = findZones(typed);
  const cities = citiesInstead(typed);
  const closest = nearestPlace(typed);
  if (other !== undefined) return wrongZone(one, `“${typed}” could mean two zones: write ${one} or ${other}`);
  if (cities !== undefined) {
    return wrongZone(
      cities[0],
      `“${typed}” is not a place, so I can’t tell when its clocks change: ${writeCity(cities)}`,
    );
  }
  const unknown = `“${typed}” is not a time zone I know`;
  return closest === undefined
    ? wrongZone(anyCities[0], `${unknown}: ${writeCity(anyCities)}`)
    : wrongZone(closest, `${unknown}; the nearest is ${closest}`);
}

function writeCity([one, other]: readonly [string, string]): string {
  return `write a city, for example ${one} or ${other}`;
}

function wrongZone(example: string | undefined, message: string): Mistake {
  return new Mistake("unknown_zone", message, example === undefined ? {} : { example });
}

/** The place that was meant: its city in another region, or few edits away; never UTC, an offset or a name like `GB`. */
function nearestPlace(typed: string): string | undefined {
  const [ofCity, other] = findZones(cityOf(typed));
  if (ofCity?.includes("/") === true && other === undefined) return ofCity;
  const folded = foldZone(typed);
  const places = [...zoneTable().byKey].flatMap(([key, [zone = "", other]]) => {
    return zone.includes("/") && !zone.startsWith("Etc/") && other === undefined ? [key] : [];
  });
  const closest = nearest(folded, places, Math.min(3, Math.floor(folded.length / 4)));
  return closest === undefined ? undefined : zoneTable().byKey.get(closest)?.[0];
}

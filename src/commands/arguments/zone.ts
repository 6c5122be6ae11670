import { z } from "zod";
import { Mistake } from "#src/errors.ts";
import { nearest } from "../nearest.ts";
import type { ArgumentType } from "../argument.ts";

const suggestionsAtMost = 25;

/** A time zone by IANA name in any case, or by the city in it: `Europe/Berlin`, `berlin`, `new york`, `UTC`. */
export function zone(): ArgumentType<string> {
  return {
    schema: z.string().trim().min(1),
    accept: async (value) => {
      const found = parseZone(String(value));
      if (found === undefined) throw mistake(String(value));
      return found;
    },
    read: async (words) => {
      for (const took of [3, 2, 1]) {
        if (took > words.length) continue;
        const value = parseZone(words.slice(0, took).join(" "));
        if (value !== undefined) return { took, value };
      }
      const first = words[0] ?? "";
      const region = first.split("/")[0]?.toLowerCase() ?? "";
      return first.includes("/") && zones().regions.has(region) ? { mistake: mistake(first) } : undefined;
    },
    store: (value) => value,
    print: (value) => value,
    suggest: async (typed) => {
      const wanted = fold(typed);
      return zones()
        .names.filter((name) => fold(name).includes(wanted))
        .slice(0, suggestionsAtMost)
        .map((name) => ({ name, value: name }));
    },
    widget: { kind: "text", maxLength: 50 },
    form: "ZONE",
  };
}

/** The IANA name of a zone or of the city in it; undefined where there is none. A city in two zones is none. */
export function parseZone(typed: string): string | undefined {
  return zones().byName.get(fold(typed));
}

interface Zones {
  readonly names: readonly string[];
  readonly byName: ReadonlyMap<string, string>;
  readonly regions: ReadonlySet<string>;
}

let known: Zones | undefined;

function zones(): Zones {
  known ??= readZones();
  return known;
}

/** The zones of this Node's time-zone data, and the names that they had before or that people use for them. */
function readZones(): Zones {
  const names = ["UTC", ...Intl.supportedValuesOf("timeZone").filter((name) => name !== "UTC")];
  const byName = new Map<string, string>();
  const cities = new Map<string, string[]>();
  for (const name of names) {
    byName.set(fold(name), name);
    const city = name.includes("/") ? name.slice(name.lastIndexOf("/") + 1) : undefined;
    if (city !== undefined) cities.set(fold(city), [...(cities.get(fold(city)) ?? []), name]);
  }
  for (const [city, owners] of cities) {
    const [only] = owners;
    if (only !== undefined && owners.length === 1 && !byName.has(city)) byName.set(city, only);
  }
  for (const [alias, name] of Object.entries(otherNames)) if (!byName.has(alias)) byName.set(alias, name);
  return { names, byName, regions: new Set(names.flatMap((name) => name.split("/")[0]?.toLowerCase() ?? [])) };
}

/** Names that are no city of the time-zone data, and renamed zones that older data still lists under the first name. */
const otherNames: Readonly<Record<string, string>> = {
  gmt: "UTC",
  z: "UTC",
  "etc/utc": "UTC",
  "san francisco": "America/Los_Angeles",
  seattle: "America/Los_Angeles",
  boston: "America/New_York",
  washington: "America/New_York",
  montreal: "America/Toronto",
  munich: "Europe/Berlin",
  hamburg: "Europe/Berlin",
  frankfurt: "Europe/Berlin",
  geneva: "Europe/Zurich",
  milan: "Europe/Rome",
  barcelona: "Europe/Madrid",
  edinburgh: "Europe/London",
  cambridge: "Europe/London",
  oxford: "Europe/London",
  beijing: "Asia/Shanghai",
  shenzhen: "Asia/Shanghai",
  osaka: "Asia/Tokyo",
  bangalore: "Asia/Kolkata",
  bengaluru: "Asia/Kolkata",
  mumbai: "Asia/Kolkata",
  delhi: "Asia/Kolkata",
  kolkata: "Asia/Kolkata",
  "asia/kolkata": "Asia/Kolkata",
  kyiv: "Europe/Kyiv",
  "europe/kyiv": "Europe/Kyiv",
};

function fold(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replaceAll(/[_\s]+/g, " ");
}

function mistake(typed: string): Mistake {
  const near = nearest(typed, zones().names, 3);
  return new Mistake(
    "unknown_zone",
    `“${typed}” is not a time zone I know${near === undefined ? "" : `; the nearest is ${near}`}`,
    { example: near ?? "Europe/Berlin" },
  );
}

/**
 * The zones that a name or a city can mean: none, one, or several that share it. In any case, with or without accents,
 * with blanks for underscores. A name stays the one that was written: nobody in Ho Chi Minh City wants to read
 * `Asia/Saigon`, which is what Intl makes of it.
 */
export function findZones(typed: string): readonly string[] {
  const key = foldZone(typed);
  const known = zoneTable().byKey.get(key);
  if (known !== undefined) return known;
  if (noOffset.test(key)) return ["UTC"];
  // A link that is younger than the list below.
  const region = key.slice(0, Math.max(0, key.indexOf("/")));
  const zone = zoneTable().regions.has(region) ? resolveZone(typed) : undefined;
  return zone === undefined ? [] : [zone];
}

/** What Intl calls the zone of this name; undefined where it takes none of that name. */
export function resolveZone(name: string): string | undefined {
  try {
    const timeZone = name.trim().replaceAll(/\s+/g, "_");
    return new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** A name or city as it is compared: lower case, no accents, no dots and commas, no “time” behind it. */
export function foldZone(name: string): string {
  return name
    .normalize("NFKD")
    .replaceAll(/[\p{M}.,'’‘ʻ]/gu, "")
    .toLowerCase()
    .replaceAll(/[\u2010-\u2015\u2212]/g, "-")
    .replaceAll(/[_\s]+|(?<=[a-z])-(?=[a-z])/g, " ")
    .replace(/(?: (?:standard|daylight|summer))? time$/, "")
    .trim();
}

interface ZoneTable {
  /** Every name with its region, and `UTC`. */
  readonly names: readonly string[];
  readonly byKey: ReadonlyMap<string, readonly string[]>;
  /** `europe`, `us`, … */
  readonly regions: ReadonlySet<string>;
}

let made: ZoneTable | undefined;

/** Zones by folded name and city, made at the first use. */
export function zoneTable(): ZoneTable {
  made ??= makeTable();
  return made;
}

/** An earlier kind of key wins: what Node lists before what it only takes, a name before a city. */
function makeTable(): ZoneTable {
  const listed = Intl.supportedValuesOf("timeZone").filter((name) => name !== "UTC");
  const taken = Object.entries(unlisted).flatMap(([region, names]) =>
    names.split(" ").map((name) => `${region}/${name}`),
  );
  const byKey = new Map<string, readonly string[]>();
  const add = (keys: readonly (readonly [key: string, zone: string])[]) => {
    for (const [key, same] of Map.groupBy(keys, ([key]) => foldZone(key))) {
      const zones = same.map(([, zone]) => zone);
      if (!byKey.has(key)) byKey.set(key, zones);
    }
  };
  add([...utc, ...utc.map((name) => `Etc/${name}`), "z"].map((name) => [name, "UTC"]));
  add(listed.map((name) => [name, name]));
  add(listed.map((name) => [cityOf(name), name]));
  add([...taken, ...countries].map((name) => [name, name]));
  add(taken.filter((name) => !noCities.has(cityOf(name))).map((name) => [cityOf(name), name]));
  add(Object.entries(otherCities).flatMap(([zone, cities]) => cities.split(", ").map((city) => [city, zone] as const)));
  const names = ["UTC", ...listed, ...taken];
  return { names, byKey, regions: new Set(names.map((name) => foldZone(name.split("/")[0] ?? ""))) };
}

/** The last part of a zone's name: `Knox` of `America/Indiana/Knox`. */
export function cityOf(zone: string): string {
  return zone.slice(zone.lastIndexOf("/") + 1);
}

const noOffset = /^(?:utc|gmt)? ?[+±-] ?00?(?::?00)?$/;
const utc = ["UTC", "GMT", "GMT0", "GMT+0", "GMT-0", "UCT", "Universal", "Zulu", "Greenwich"];

/** Names of the time-zone database that Intl takes and does not list: links, and cities by their name of today. */
const unlisted: Readonly<Record<string, string>> = {
  Africa: "Asmara Timbuktu",
  America:
    "Argentina/Buenos_Aires Argentina/Catamarca Argentina/ComodRivadavia Argentina/Cordoba Argentina/Jujuy " +
    "Argentina/Mendoza Atikokan Atka Ensenada Fort_Wayne Indiana/Indianapolis Kentucky/Louisville Knox_IN Montreal " +
    "Nipigon Nuuk Pangnirtung Porto_Acre Rainy_River Rosario Santa_Isabel Shiprock Thunder_Bay Virgin Yellowknife",
  Antarctica: "South_Pole",
  Asia:
    "Ashkhabad Choibalsan Chongqing Chungking Dacca Harbin Ho_Chi_Minh Istanbul Kashgar Kathmandu Kolkata Macao " +
    "Tel_Aviv Thimbu Ujung_Pandang Ulan_Bator Yangon",
  Atlantic: "Faroe Jan_Mayen",
  Australia: "ACT Canberra Currie LHI NSW North Queensland South Tasmania Victoria West Yancowinna",
  Brazil: "Acre DeNoronha East West",
  Canada: "Atlantic Central Eastern Mountain Newfoundland Pacific Saskatchewan Yukon",
  Chile: "Continental EasterIsland",
  Etc:
    "GMT+1 GMT+2 GMT+3 GMT+4 GMT+5 GMT+6 GMT+7 GMT+8 GMT+9 GMT+10 GMT+11 GMT+12 GMT-1 GMT-2 GMT-3 GMT-4 GMT-5 " +
    "GMT-6 GMT-7 GMT-8 GMT-9 GMT-10 GMT-11 GMT-12 GMT-13 GMT-14",
  Europe: "Belfast Kyiv Nicosia Tiraspol Uzhgorod Zaporozhye",
  Mexico: "BajaNorte BajaSur General",
  Pacific: "Chuuk Johnston Kanton Pohnpei Samoa Yap",
  US: "Alaska Aleutian Arizona Central East-Indiana Eastern Hawaii Indiana-Starke Michigan Mountain Pacific Samoa",
};

/** Names without a region that are places all the same. */
const countries = [
  ...["Cuba", "Egypt", "Eire", "GB", "GB-Eire", "Hongkong", "Iceland", "Iran", "Israel", "Jamaica", "Japan"],
  ...["Kwajalein", "Libya", "NZ", "NZ-CHAT", "Navajo", "PRC", "Poland", "Portugal", "ROC", "ROK", "Singapore"],
  ...["Turkey", "W-SU"],
];

/** Last parts of names that nobody would take for a place, read alone. */
const noCities = new Set([
  ...["ACT", "North", "South", "East", "Atlantic", "Continental", "General", "Samoa"],
  ...(unlisted["Etc"]?.split(" ") ?? []),
]);

/** Cities that no zone is named after; one in two zones must be asked for. */
const otherCities: Readonly<Record<string, string>> = {
  "America/Los_Angeles": "san francisco, seattle, san diego, san jose, portland",
  "America/Costa_Rica": "san jose",
  "America/New_York": "boston, washington, washington dc, new york city, philadelphia, atlanta, cambridge, portland",
  "America/Chicago": "houston, dallas, austin, birmingham",
  "America/Toronto": "ottawa",
  "Europe/London": "edinburgh, manchester, oxford, cambridge, birmingham",
  "Europe/Berlin": "munich, münchen, hamburg, frankfurt, cologne, köln, düsseldorf, stuttgart",
  "Europe/Zurich": "geneva, genève, lausanne, basel, bern",
  "Europe/Vienna": "wien, graz",
  "Europe/Rome": "roma, milan, milano",
  "Europe/Madrid": "barcelona",
  "Europe/Lisbon": "lisboa, porto",
  "Europe/Warsaw": "warszawa, kraków",
  "Europe/Prague": "praha",
  "Europe/Copenhagen": "københavn",
  "Europe/Moscow": "st petersburg, saint petersburg",
  "America/Sao_Paulo": "rio de janeiro",
  "Asia/Dubai": "abu dhabi",
  "Asia/Shanghai": "beijing, shenzhen",
  "Asia/Tokyo": "osaka, kyoto",
  "Asia/Kolkata": "bangalore, bengaluru, mumbai, delhi, new delhi, chennai, hyderabad",
  "Asia/Ho_Chi_Minh": "ho chi minh city, hanoi",
};

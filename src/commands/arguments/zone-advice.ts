import { foldZone } from "./zone-names.ts";

/**
 * Two cities to choose from, as `zone` reads them, for an abbreviation (`EST`) or an offset (`UTC+2`): neither says when
 * its clocks change. Undefined for everything else.
 */
export function citiesInstead(typed: string): readonly [string, string] | undefined {
  const folded = foldZone(typed);
  return citiesOfOffset(folded) ?? citiesOfAbbreviation(folded.split("/")[0] ?? "");
}

/** Two cities for whom nothing better is known. */
export const anyCities = ["Berlin", "New York"] as const;

function citiesOfAbbreviation(folded: string): readonly [string, string] | undefined {
  return abbreviations.find(({ of }) => of.split(" ").includes(folded))?.cities;
}

/** Cities also for an offset that no place has: `UTC+25` begins no other form. */
function citiesOfOffset(folded: string): readonly [string, string] | undefined {
  const parts = /^(?:utc|gmt)? ?([+-]) ?(\d{1,2}?)(?::?(\d\d))?$/.exec(folded);
  if (parts === null) return undefined;
  const [, sign = "", hours = "", minutes = "00"] = parts;
  return offsets[`${sign}${Number(hours)}:${minutes}`] ?? anyCities;
}

/** Abbreviations in use, those of the time-zone database among them, with cities that keep that time. */
export const abbreviations: readonly { readonly of: string; readonly cities: readonly [string, string] }[] = [
  { of: "est edt et est5edt", cities: ["New York", "Toronto"] },
  { of: "cst cdt ct cst6cdt", cities: ["Chicago", "Winnipeg"] },
  { of: "mst mdt mt mst7mdt", cities: ["Denver", "Phoenix"] },
  { of: "pst pdt pt pst8pdt", cities: ["Los Angeles", "Vancouver"] },
  { of: "akst akdt", cities: ["Anchorage", "Juneau"] },
  { of: "hst hdt", cities: ["Honolulu", "Adak"] },
  { of: "ast adt", cities: ["Halifax", "Puerto Rico"] },
  { of: "brt art", cities: ["Sao Paulo", "Buenos Aires"] },
  { of: "wet", cities: ["Lisbon", "Madeira"] },
  { of: "bst", cities: ["London", "Dhaka"] },
  { of: "cet cest met mest mez mesz", cities: ["Berlin", "Paris"] },
  { of: "eet eest", cities: ["Athens", "Helsinki"] },
  { of: "msk", cities: ["Moscow", "Minsk"] },
  { of: "wat", cities: ["Lagos", "Kinshasa"] },
  { of: "cat sast", cities: ["Johannesburg", "Harare"] },
  { of: "eat", cities: ["Nairobi", "Addis Ababa"] },
  { of: "gst", cities: ["Dubai", "Muscat"] },
  { of: "pkt", cities: ["Karachi", "Tashkent"] },
  { of: "ist", cities: ["Kolkata", "Dublin"] },
  { of: "ict wib", cities: ["Bangkok", "Jakarta"] },
  { of: "sgt hkt awst", cities: ["Singapore", "Perth"] },
  { of: "jst kst", cities: ["Tokyo", "Seoul"] },
  { of: "acst acdt", cities: ["Adelaide", "Darwin"] },
  { of: "aest aedt aet", cities: ["Sydney", "Brisbane"] },
  { of: "nzst nzdt", cities: ["Auckland", "McMurdo"] },
];

/** Every offset in use, and cities that have it at some time of the year; where only one has, its neighbour too. */
export const offsets: Readonly<Record<string, readonly [string, string]>> = {
  "-11:00": ["Pago Pago", "Niue"],
  "-10:00": ["Honolulu", "Tahiti"],
  "-9:30": ["Marquesas", "Tahiti"],
  "-9:00": ["Anchorage", "Gambier"],
  "-8:00": ["Los Angeles", "Anchorage"],
  "-7:00": ["Denver", "Los Angeles"],
  "-6:00": ["Mexico City", "Chicago"],
  "-5:00": ["New York", "Bogota"],
  "-4:00": ["New York", "Halifax"],
  "-3:30": ["St Johns", "Halifax"],
  "-3:00": ["Sao Paulo", "Buenos Aires"],
  "-2:30": ["St Johns", "Halifax"],
  "-2:00": ["Noronha", "Nuuk"],
  "-1:00": ["Azores", "Cape Verde"],
  "+1:00": ["Berlin", "London"],
  "+2:00": ["Berlin", "Athens"],
  "+3:00": ["Athens", "Nairobi"],
  "+3:30": ["Tehran", "Dubai"],
  "+4:00": ["Dubai", "Baku"],
  "+4:30": ["Kabul", "Karachi"],
  "+5:00": ["Karachi", "Tashkent"],
  "+5:30": ["Kolkata", "Colombo"],
  "+5:45": ["Kathmandu", "Kolkata"],
  "+6:00": ["Dhaka", "Thimphu"],
  "+6:30": ["Yangon", "Cocos"],
  "+7:00": ["Bangkok", "Jakarta"],
  "+8:00": ["Singapore", "Shanghai"],
  "+8:45": ["Eucla", "Perth"],
  "+9:00": ["Tokyo", "Seoul"],
  "+9:30": ["Adelaide", "Darwin"],
  "+10:00": ["Sydney", "Brisbane"],
  "+10:30": ["Adelaide", "Lord Howe"],
  "+11:00": ["Sydney", "Noumea"],
  "+12:00": ["Auckland", "Fiji"],
  "+12:45": ["Chatham", "Auckland"],
  "+13:00": ["Auckland", "Tongatapu"],
  "+13:45": ["Chatham", "Auckland"],
  "+14:00": ["Kiritimati", "Tongatapu"],
};

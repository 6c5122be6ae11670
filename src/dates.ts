/** The date (`2026-11-24`) of an instant (milliseconds) in a zone. */
export function localDate(at: number, zone: string): string {
  return formatFor("date", zone).format(at);
}

/** The time (`09:00`) of an instant (milliseconds) in a zone. */
export function localTime(at: number, zone: string): string {
  return formatFor("time", zone).format(at);
}

/** When an instant (milliseconds) is in a zone, e.g. `Tue 24 November, 09:00`. */
export function momentInWords(at: number, zone: string): string {
  return formatFor("moment", zone)
    .format(at)
    .replace(/,? at /, ", ");
}

/** `Tuesday, 24 November 2026` of a local date. */
export function dayInWords(date: string): string {
  return formatFor("day", "UTC").format(Date.parse(date));
}

const FORMATS = {
  date: { locale: "sv-SE", options: { year: "numeric", month: "2-digit", day: "2-digit" } },
  time: { locale: "sv-SE", options: { hour: "2-digit", minute: "2-digit" } },
  moment: {
    locale: "en-GB",
    options: { weekday: "short", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" },
  },
  day: { locale: "en-GB", options: { weekday: "long", day: "numeric", month: "long", year: "numeric" } },
} as const satisfies Record<string, { readonly locale: string; readonly options: Intl.DateTimeFormatOptions }>;

/** Formats are slow to make. */
const known = new Map<string, Intl.DateTimeFormat>();

function formatFor(kind: keyof typeof FORMATS, timeZone: string): Intl.DateTimeFormat {
  const key = `${kind} ${timeZone}`;
  const { locale, options } = FORMATS[kind];
  const format = known.get(key) ?? new Intl.DateTimeFormat(locale, { ...options, timeZone });
  known.set(key, format);
  return format;
}

import { peek, take, type Group, type Scan } from "./latex-scan.ts";
import { exponent } from "./scripts.ts";

/**
 * The unit that a row of siunitx's commands names, the first of which has been read: `\kilo\gram\per\second\squared` is
 * kg/s². Undefined where the first is no unit's, or has an argument and so is an author's own.
 */
export function unitOf(first: string, scan: Scan): string | undefined {
  if (!isUnitName(first) || peek(scan, /\s*\{/y) !== undefined) return undefined;
  let unit = "";
  let before = "";
  let prefix = "";
  let power = "";
  for (let name: string | undefined = first; name !== undefined; name = takeUnitName(scan)) {
    if (name === "per") before = "/";
    else if (PREFIXES.has(name)) prefix = PREFIXES.get(name) ?? "";
    else if (POWERS_BEFORE.has(name)) power = POWERS_BEFORE.get(name) ?? "";
    else if (POWERS_AFTER.has(name)) unit += POWERS_AFTER.get(name) ?? "";
    else {
      unit += before + prefix + (UNITS.get(name) ?? "") + power;
      before = "·";
      prefix = power = "";
    }
  }
  return unit + prefix;
}

const NUMBER_AND_UNIT: Group = { arguments: 2, print: ([number = "", unit = ""]) => quantity(numberOf(number), unit) };
const RANGE_AND_UNIT: Group = {
  arguments: 3,
  print: ([from = "", to = "", unit = ""]) => quantity(`${numberOf(from)}–${numberOf(to)}`, unit),
};
const UNIT: Group = { arguments: 1, print: ([unit = ""]) => unit };

/** siunitx's commands for numbers, units and both: `\SI{3}{\metre}` is 3 m. */
export const QUANTITIES: ReadonlyMap<string, Group> = new Map<string, Group>([
  ["SI", NUMBER_AND_UNIT],
  ["qty", NUMBER_AND_UNIT],
  ["SIrange", RANGE_AND_UNIT],
  ["qtyrange", RANGE_AND_UNIT],
  ["SIlist", { arguments: 2, print: ([list = "", unit = ""]) => quantity(listOf(list), unit) }],
  ["si", UNIT],
  ["unit", UNIT],
  ["num", { arguments: 1, print: ([number = ""]) => numberOf(number) }],
  ["numlist", { arguments: 1, print: ([list = ""]) => listOf(list) }],
  ["numrange", { arguments: 2, print: ([from = "", to = ""]) => `${numberOf(from)}–${numberOf(to)}` }],
  ["ang", { arguments: 1, print: ([parts = ""]) => angle(parts) }],
]);

/** Longer ones are no number, and are not searched. */
const LONGEST = 80;

/** A number as siunitx's users type it: `1e-3`, `2 x 3`, `1 +- 0.1`. */
function numberOf(typed: string): string {
  if (typed.length > LONGEST) return typed;
  return typed
    .trim()
    .replace(/^([+\-−]?)(?=[eE][+\-−]?\d)/, "$11")
    .replaceAll(/(?<=\d)[eE]([+\-−]?)(\d+)/g, (_, sign: string, digits: string) => `×10${exponent(sign + digits)}`)
    .replaceAll(/\s*(?:\+-|\\pm|±)\s*/g, "±")
    .replaceAll(/(?<=\d)\s*x\s*(?=\d)/g, "×");
}

function listOf(typed: string): string {
  return typed.split(";").map(numberOf).join(", ");
}

function angle(typed: string): string {
  return typed
    .split(";")
    .map((part, at) => (part.trim() === "" ? "" : numberOf(part) + ("°′″"[at] ?? "")))
    .join("");
}

function quantity(number: string, unit: string): string {
  return /^(?:$|[/°%′″](?!C))/.test(unit) ? number + unit : `${number} ${unit}`.trim();
}

function isUnitName(name: string): boolean {
  return UNITS.has(name) || PREFIXES.has(name) || name === "per";
}

function takeUnitName(scan: Scan): string | undefined {
  const name = peek(scan, /\s{0,4}\\([A-Za-z]{1,20})(?![A-Za-z])/y)?.[1] ?? "";
  if (!isUnitName(name) && !POWERS_BEFORE.has(name) && !POWERS_AFTER.has(name)) return undefined;
  take(scan, /\s{0,4}\\[A-Za-z]+/y);
  return name;
}

const PREFIXES = pairs(
  "atto a femto f pico p nano n micro μ milli m centi c deci d hecto h kilo k mega M giga G tera T peta P exa E kibi Ki mebi Mi gibi Gi",
);
const POWERS_BEFORE = pairs("square ² cubic ³");
const POWERS_AFTER = pairs("squared ² cubed ³");
const UNITS = pairs(`
  meter m metre m second s gram g kilogram kg ampere A kelvin K mole mol candela cd hertz Hz newton N pascal Pa joule J
  watt W volt V ohm Ω farad F henry H tesla T weber Wb coulomb C siemens S becquerel Bq sievert Sv lumen lm lux lx
  radian rad steradian sr arcminute ′ arcsecond ″ degreeCelsius °C celsius °C minute min hour h liter L litre L hectare ha
  tonne t electronvolt eV dalton Da decibel dB angstrom Å percent % bit bit byte B parsec pc astronomicalunit au
  um μm us μs ug μg uA μA uW μW uV μV uL μL ul μl nm nm mm mm cm cm km km fs fs ps ps ns ns ms ms Hz Hz kHz kHz MHz MHz
  GHz GHz THz THz eV eV meV meV keV keV MeV MeV GeV GeV TeV TeV mK mK mV mV kV kV mA mA nA nA mW mW kW kW MW MW kg kg mg mg
  Pa Pa kPa kPa MPa MPa GPa GPa mT mT dB dB`);

function pairs(list: string): ReadonlyMap<string, string> {
  const parts = list.trim().split(/\s+/);
  return new Map(parts.flatMap((name, at) => (at % 2 === 0 ? [[name, parts[at + 1] ?? ""]] : [])));
}

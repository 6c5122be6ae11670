export { words } from "./words.ts";
export { paper } from "./paper.ts";
export { choice } from "./choice.ts";
export { integer } from "./integer.ts";
export { time } from "./time.ts";
export { parseZone, zone } from "./zone.ts";
export { date, dateOf } from "./date.ts";
export { days } from "./days.ts";

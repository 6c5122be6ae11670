export { words } from "./words.ts";
export { paper } from "./paper.ts";
export { choice } from "./choice.ts";
export { integer } from "./integer.ts";
export { time } from "./time.ts";
export { zone } from "./zone.ts";
export { days, printDays, weekdayNames } from "./days.ts";

import type * as Room from "#src/digest/index.ts";

/** The daily post's room, loaded when a command needs it: it brings the scheduler and the query builder along. */
export function digestRoom(): Promise<typeof Room> {
  return import("#src/digest/index.ts");
}

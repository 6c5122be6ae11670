import pino from "pino";

export type Logger = pino.Logger;

/** Writes JSON lines, one an event. A secret or a person's words never come in: callers pass ids and outcomes only. */
export function createLog(level: string, write: (line: string) => void): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, { write });
}

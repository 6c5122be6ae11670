import pino from "pino";

/** What is written about the work: one line an event, ids and outcomes only. Never a secret, never what people wrote. */
export interface Log {
  info(fields: Fields, message: string): void;
  warn(fields: Fields, message: string): void;
  error(fields: Fields, message: string): void;
}

type Fields = Readonly<Record<string, unknown>>;

/** Writes JSON lines, one an event. */
export function createLog(level: string, write: (line: string) => void): Log {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, { write });
}

import { LogLevel, type Logger } from "@slack/bolt";

const nothing = (): void => undefined;

/** The libraries' own log lines can hold tokens and what people wrote. Their errors reach us as errors, and we log those. */
export const quietLogger: Logger = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  getLevel: () => LogLevel.ERROR,
  setName: nothing,
};

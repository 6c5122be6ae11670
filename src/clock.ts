/** The time, passed in and never read inside logic. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

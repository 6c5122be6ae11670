/** How often due channels are looked for. */
export const TICK_MS = 5_000;
/** How long the call of a post may last: its deadline, which the adapter is handed (`Platform.post`). */
export const CALL_TIMEOUT_MS = 15_000;
/** How long a row belongs to the process that claimed it. */
export const LEASE_MS = 60_000;
/** From a claim until its row is looked for: no call can still be in flight. */
export const DOUBT_MS = LEASE_MS + CALL_TIMEOUT_MS;
/** How far back a post is looked for where the clock was set back meanwhile. */
export const CLOCK_SET_BACK_MS = 24 * 60 * 60 * 1_000;
/** From its due moment until an edition is given up as missed. */
export const GRACE_MS = 6 * 60 * 60 * 1_000;
/** Calls in flight: of a process, and of a workspace in it. */
export const CALLS_AT_ONCE = 500;
export const CALLS_OF_A_WORKSPACE = 4;
/** Pauses between tries: 5 s x 2^n, at most 10 minutes. */
export const FIRST_PAUSE_MS = 5_000;
export const LONGEST_PAUSE_MS = 10 * 60 * 1_000;
/** Editions planned in one transaction, which holds up the event loop on SQLite. */
export const PLANS_AT_ONCE = 50;
/** Rows in one statement or transaction: the event loop turns in between. */
export const ROWS_AT_ONCE = 100;

/**
 * How long a call to a platform may take that posts no edition: an answer, a look at a person or a channel. What an
 * edition's calls may take is the digest's to say (`Platform.post`, `Platform.find`).
 */
export const REQUEST_TIMEOUT_MS = 15_000;

/** How long an adapter that stops finishes what is in hand (operating: 10 s after a signal). */
export const STOP_WITHIN_MS = 10_000;

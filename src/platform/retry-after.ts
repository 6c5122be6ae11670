/**
 * The milliseconds that a Retry-After header asks to wait, in seconds or as a date (RFC 9110, 10.2.3); undefined where it
 * says nothing readable. `now` in milliseconds.
 */
export function retryAfterMs(header: string | null | undefined, now: number): number | undefined {
  if (header === null || header === undefined) return undefined;
  if (/^\s*\d+(?:\.\d+)?\s*$/.test(header)) return Number(header) * 1_000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

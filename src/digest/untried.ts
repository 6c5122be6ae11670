/** What an edition's row holds before its first call, whether it is planned for the first time or anew. */
export const untried = {
  called_at: null,
  tries: 0,
  stopped: 0,
  settled_at: null,
  message: null,
  url: null,
  reason: null,
} as const;

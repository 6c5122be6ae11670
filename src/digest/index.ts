export { createDigest, type Digest } from "./digest.ts";
export { unblock } from "./blocked.ts";
export type { EditionStatus, WhyShown, Status } from "./status.ts";
export type { PostingNow } from "./post-by-hand.ts";

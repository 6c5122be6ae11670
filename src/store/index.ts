// Cheap to import: Kysely, Keyv and pg are loaded by `openStore`, when a command needs them.
export { openStore } from "./open.ts";
export type { Store, StoreOptions, Use } from "./store.ts";
export { claimEvent, forgetEvents } from "./event.ts";
export { forgetExpiredDocuments } from "./document.ts";
export { whileReachable } from "./retry.ts";
export { lockService } from "./lock.ts";
export type { FaultCode } from "./fault.ts";
export type { Database } from "./database.ts";

import * as limits from "./limits.ts";

/** No payload ends like this: they end in a bracket, or in a hash behind a `~`. */
const separator = "|";
const carried = new RegExp(`\\${separator}[A-Za-z0-9]{1,${limits.key}}$`);

/** How long a button's payload may be so that it carries an edition's key as well. */
export const keyedPayload = limits.customId - separator.length - limits.key;

/** The custom_id that carries an edition's key, by which `find` knows its message again. */
export function withKey(payload: string, key: string): string {
  return payload + separator + key;
}

/** The payload of a pressed button. */
export function withoutKey(customId: string): string {
  return customId.replace(carried, "");
}

/** Does this custom_id carry the key? */
export function carriesKey(customId: string, key: string): boolean {
  return customId.endsWith(separator + key);
}

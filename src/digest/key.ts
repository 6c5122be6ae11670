import { createHash } from "node:crypto";

/** Discord takes 25 characters. 24 of base32 are 120 bits. */
const KEY_LENGTH = 24;
const alphabet = "abcdefghijklmnopqrstuvwxyz234567";

export interface Attempt {
  readonly channel: string;
  readonly localDate: string;
  readonly attempt: number;
}

/** What the platform knows the message of an attempt by: the same for every call of the attempt, in every process. */
export function editionKey({ channel, localDate, attempt }: Attempt): string {
  const hash = createHash("sha256").update(`${channel} ${localDate} ${attempt}`).digest();
  let key = "";
  for (let bit = 0; key.length < KEY_LENGTH; bit += 5) {
    const pair = hash.readUInt16BE(Math.floor(bit / 8));
    key += alphabet.charAt((pair >> (11 - (bit % 8))) & 31);
  }
  return key;
}

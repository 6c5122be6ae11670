import type { Overwrite, Role } from "./wire.ts";

/** Discord's permission bits, as far as the fake looks at them. */
const BITS = {
  ADMINISTRATOR: 1n << 3n,
  MANAGE_CHANNELS: 1n << 4n,
  MANAGE_GUILD: 1n << 5n,
  VIEW_CHANNEL: 1n << 10n,
  SEND_MESSAGES: 1n << 11n,
  MANAGE_MESSAGES: 1n << 13n,
  EMBED_LINKS: 1n << 14n,
  ATTACH_FILES: 1n << 15n,
  READ_MESSAGE_HISTORY: 1n << 16n,
  MENTION_EVERYONE: 1n << 17n,
  USE_APPLICATION_COMMANDS: 1n << 31n,
  CREATE_PUBLIC_THREADS: 1n << 35n,
  SEND_MESSAGES_IN_THREADS: 1n << 38n,
} as const;

export type Permission = keyof typeof BITS;

const ALL = Object.values(BITS).reduce((all, bit) => all | bit, 0n);

/** What a member has in a fresh server: enough to read, write and call commands. */
export const USUAL: readonly Permission[] = [
  "VIEW_CHANNEL",
  "SEND_MESSAGES",
  "EMBED_LINKS",
  "READ_MESSAGE_HISTORY",
  "USE_APPLICATION_COMMANDS",
  "CREATE_PUBLIC_THREADS",
  "SEND_MESSAGES_IN_THREADS",
];

/** The bit string of a set of permissions, as it goes over the wire. */
export function bits(permissions: readonly Permission[]): string {
  return String(permissions.reduce((sum, name) => sum | BITS[name], 0n));
}

/** An overwrite that leaves one member exactly these permissions in a channel. */
export function exactly(memberId: string, permissions: readonly Permission[]): Overwrite {
  const allow = BigInt(bits(permissions));
  return { id: memberId, type: 1, allow: String(allow), deny: String(ALL & ~allow) };
}

/** A member's permissions in a channel: roles added up, then the channel's overwrites, as Discord's docs describe. */
export function effective(member: {
  readonly id: string;
  readonly everyone: string;
  readonly roles: readonly Role[];
  readonly overwrites: readonly Overwrite[];
}): bigint {
  const base = member.roles.reduce((sum, role) => sum | BigInt(role.permissions), 0n);
  if (base & BITS.ADMINISTRATOR) return ALL;
  const apply = (from: bigint, which: readonly Overwrite[]) => {
    const deny = which.reduce((sum, one) => sum | BigInt(one.deny), 0n);
    return (from & ~deny) | which.reduce((sum, one) => sum | BigInt(one.allow), 0n);
  };
  const ids = new Set(member.roles.map((role) => role.id));
  const everyone = member.overwrites.filter((one) => one.id === member.everyone);
  const roles = member.overwrites.filter((one) => one.type === 0 && one.id !== member.everyone && ids.has(one.id));
  const own = member.overwrites.filter((one) => one.type === 1 && one.id === member.id);
  return apply(apply(apply(base, everyone), roles), own);
}

/** Does this set of bits hold the permission? */
export function has(permissions: bigint, name: Permission): boolean {
  return (permissions & BITS[name]) !== 0n;
}

/** Every permission the fake knows: what a person has in a direct message. */
export const EVERYTHING = ALL;

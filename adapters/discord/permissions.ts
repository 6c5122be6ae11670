/** Every permission that Paperboy uses, and why: the invitation asks for these and no other. */
export const permissions = [
  { name: "View Channels", bit: 1n << 10n, reason: "sees mentions, and the channels it posts to" },
  { name: "Send Messages", bit: 1n << 11n, reason: "answers mentions and posts the daily edition" },
  { name: "Read Message History", bit: 1n << 16n, reason: "answers as a reply; looks after a crash whether it posted" },
  { name: "Send Messages in Threads", bit: 1n << 38n, reason: "the same in threads" },
] as const;

export type PermissionName = (typeof permissions)[number]["name"];

/** The bits of the invitation's address. */
export const permissionBits = permissions.reduce((bits, { bit }) => bits | bit, 0n);

/** What each scope is for [topics/oauth2]. */
export const scopes = ["bot", "applications.commands"] as const;

/** Every method of Slack's Web API that is called with the bot's token, and the scopes it needs. */
export const methods = {
  "auth.test": [],
  "chat.postMessage": ["chat:write"],
  "chat.postEphemeral": ["chat:write"],
  "chat.update": ["chat:write"],
  "conversations.history": ["channels:history", "groups:history", "im:history"],
  "conversations.info": ["channels:read", "groups:read"],
  "users.info": ["users:read"],
  "views.open": [],
  "views.update": [],
} as const;

export type Method = keyof typeof methods;

/** Every event that is listened to, by its name in the manifest, and the scopes it needs. */
export const events = {
  app_mention: ["app_mentions:read"],
  "message.im": ["im:history"],
  member_joined_channel: ["channels:read", "groups:read"],
  channel_left: ["channels:read"],
  channel_archive: ["channels:read"],
  channel_deleted: ["channels:read"],
  channel_rename: ["channels:read"],
  group_left: ["groups:read"],
  group_archive: ["groups:read"],
  group_deleted: ["groups:read"],
  group_rename: ["groups:read"],
  app_uninstalled: [],
  tokens_revoked: [],
} as const;

/** What the bot's token must be allowed, in alphabetical order: `commands` for /papers, and what is used above. */
export const botScopes: readonly string[] = [
  ...new Set(["commands", ...[...Object.values(methods), ...Object.values(events)].flat()]),
].sort();

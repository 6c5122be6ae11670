/** Every method of Slack's Web API that is called with the bot's token, and the scopes it needs. */
const METHODS = {
  "auth.test": [],
  "chat.postMessage": ["chat:write"],
  "chat.postEphemeral": ["chat:write"],
  "chat.update": ["chat:write"],
  "conversations.history": ["channels:history", "groups:history", "im:history", "mpim:history"],
  "conversations.info": ["channels:read", "groups:read", "mpim:read"],
  "users.info": ["users:read"],
  "views.open": [],
  "views.update": [],
} as const;

export type Method = keyof typeof METHODS;

/** Every event that is listened to, by its name in the manifest, and the scopes it needs. */
export const EVENTS = {
  app_mention: ["app_mentions:read"],
  "message.im": ["im:history"],
  "message.mpim": ["mpim:history"],
  channel_id_changed: ["channels:read", "groups:read"],
  member_joined_channel: ["channels:read", "groups:read"],
} as const;

type Scope = "commands" | (typeof METHODS)[Method][number] | (typeof EVENTS)[keyof typeof EVENTS][number];

/** What the bot's token must be allowed, in alphabetical order: `commands` for /papers, and what is used above. */
export const BOT_SCOPES = [
  ...new Set<Scope>(["commands", ...[...Object.values(METHODS), ...Object.values(EVENTS)].flat()]),
].sort();

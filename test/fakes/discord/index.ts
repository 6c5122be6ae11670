/**
 * A Discord of our own on one port of 127.0.0.1, as unkind as the real one.
 *
 * It plays: the gateway (HELLO, IDENTIFY, READY, GUILD_CREATE, RESUME, reconnecting, invalid sessions, its close codes,
 * intents, blank content without the privileged one, every session of a shard getting every event); the REST calls that
 * discord.js makes for a bot of commands and messages; each body checked by hand-written rules and by Discord's own
 * description (OpenAPI, as the package discord-api-spec has it); channel permissions; the life of an interaction; nonces;
 * slash commands, autocomplete, context menus, buttons, selects and forms as a client sends them; failures on demand.
 *
 * It does not play: rate limits of its own (they are faults), uploads, reactions, voice, history around a message, webhooks other than those of
 * interactions, user installs, compression, member lists (opcode 8 is taken and not answered), a missed heartbeat,
 * who may use a command by its default_member_permissions and contexts, and permission of users to mention everyone.
 * Lengths are counted in UTF-16 units. What it refuses, and where each rule comes from: refusals.ts.
 */
export { FakeDiscord, startDiscord } from "./discord.ts";
export type { Ask } from "./driver/ask.ts";
export type { Writing, Written } from "./driver/write.ts";
export type { Call, Fault } from "./faults.ts";
export type { Permission } from "./permissions.ts";
export type { Route } from "./rest/routes.ts";
export type { Seen } from "./seen.ts";
export { allComponents, FLAGS, type Component, type Message, type Modal } from "./wire.ts";

import { channelPayload, guildPayload, memberPayload, rolesPayload } from "../payloads.ts";
import { Refusal } from "../refusal.ts";
import type { Guild, World } from "../world.ts";
import { ok, type Handler } from "./request.ts";

/** Servers, their members and roles, and people. */
export const guildRoutes = {
  "GET /guilds/{guild_id}": ({ world }, request) => ok(guildPayload(world, guildOf(world, request.param("guild_id")))),
  "GET /guilds/{guild_id}/channels": ({ world }, request) => {
    const { id } = guildOf(world, request.param("guild_id"));
    const channels = [...world.channels.values()].filter((one) => one.guild_id === id && !one.thread_metadata);
    return ok(channels.map((one) => channelPayload(one)));
  },
  "GET /guilds/{guild_id}/roles": ({ world }, request) => ok(rolesPayload(guildOf(world, request.param("guild_id")))),
  "GET /guilds/{guild_id}/members/{user_id}": ({ world }, request) => {
    const guild = guildOf(world, request.param("guild_id"));
    const user = world.users.get(request.param("user_id"));
    if (!user || !guild.members.has(user.id)) throw new Refusal(10007);
    return ok(memberPayload(guild, user));
  },
  "GET /users/{user_id}": ({ world }, request) => {
    const user = world.users.get(request.param("user_id"));
    if (!user) throw new Refusal(10013);
    return ok(user);
  },
} satisfies Record<string, Handler>;

/** A server the bot is in, else 10004. */
function guildOf(world: World, id: string): Guild {
  const guild = world.guilds.get(id);
  if (!guild?.members.has(world.bot.id)) throw new Refusal(10004);
  return guild;
}

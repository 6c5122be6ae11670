import { Refusal } from "../refusal.ts";
import { checkCommands, commandsForm } from "../rules/commands.ts";
import type { Command } from "../wire.ts";
import type { Parts } from "../parts.ts";
import type { World } from "../world.ts";
import { ok, type Answer, type Handler, type RestRequest } from "./request.ts";

/** [DOC] interactions/application-commands.mdx: new commands a day, globally and in each guild. */
const CREATES_A_DAY = 200;
const DAY_MS = 86_400_000;

const created = new WeakMap<World, { atMs: number; scope: string }[]>();

/** What an application asks about itself, and its commands. */
export const applicationRoutes = {
  "GET /gateway": ({ gateway }) => ok({ url: gateway.info()["url"] }),
  "GET /gateway/bot": ({ gateway }) => ok(gateway.info()),
  "GET /users/@me": ({ world }) => ok(world.bot),
  "GET /applications/@me": ({ world }) => ok(application(world)),
  "GET /oauth2/applications/@me": ({ world }) => ok(application(world)),
  "GET /applications/{application_id}/commands": (parts, request) => list(parts, request, ""),
  "PUT /applications/{application_id}/commands": (parts, request) => replace(parts, request, ""),
  "GET /applications/{application_id}/guilds/{guild_id}/commands": (parts, request) =>
    list(parts, request, request.param("guild_id")),
  "PUT /applications/{application_id}/guilds/{guild_id}/commands": (parts, request) =>
    replace(parts, request, request.param("guild_id")),
} satisfies Record<string, Handler>;

function application(world: World): object {
  const flags = world.hasMessageContent ? 1 << 18 : 0;
  return {
    id: world.applicationId,
    name: world.bot.global_name,
    icon: null,
    description: "",
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: "0".repeat(64),
    bot: world.bot,
    flags,
  };
}

function list({ world }: Parts, request: RestRequest, guildId: string): Answer {
  checkScope(world, request, guildId);
  return ok(world.commands.get(guildId) ?? []);
}

/** PUT writes the whole set over; a command of a known name and type keeps its id. */
function replace({ world }: Parts, request: RestRequest, guildId: string): Answer {
  checkScope(world, request, guildId);
  const forms = request.form(commandsForm) ?? [];
  checkCommands(forms, guildId === "");
  const before = world.commands.get(guildId) ?? [];
  const commands = forms.map((form): Command => {
    const type = form.type ?? 1;
    const known = before.find((one) => one.name === form.name && one.type === type);
    return {
      ...form,
      id: known?.id ?? world.nextId(),
      application_id: world.applicationId,
      version: world.nextId(),
      type,
      description: form.description ?? "",
      options: form.options ?? [],
      ...(guildId !== "" && { guild_id: guildId }),
    };
  });
  countCreates(world, guildId, commands.filter(({ id }) => !before.some((one) => one.id === id)).length);
  world.commands.set(guildId, commands);
  return ok(commands);
}

function checkScope(world: World, request: RestRequest, guildId: string): void {
  if (request.param("application_id") !== world.applicationId) throw new Refusal(10002);
  if (guildId !== "" && !world.guilds.get(guildId)?.members.has(world.bot.id)) throw new Refusal(50001);
}

function countCreates(world: World, scope: string, count: number): void {
  const recent = (created.get(world) ?? []).filter(({ atMs }) => world.now() - atMs < DAY_MS);
  if (recent.filter((one) => one.scope === scope).length + count > CREATES_A_DAY) throw new Refusal(30034);
  created.set(world, [...recent, ...Array.from({ length: count }, () => ({ atMs: world.now(), scope }))]);
}

import { Routes, type REST } from "discord.js";
import { z } from "zod";
import { commands } from "#src/commands/index.ts";
import { OperatorError } from "#src/errors.ts";
import type { Check } from "#src/platform/index.ts";
import { reasonOf } from "./errors.ts";
import { permissionBits, scopes } from "./permissions.ts";
import { isRegistered } from "./register.ts";
import { registration } from "./registration.ts";
import { closeRest, openRest, type Access } from "./rest.ts";

/** The token as Discord's pages name it, for what an operator reads. */
export const tokenFix = "copy the bot's token from discord.com/developers/applications, Bot, into DISCORD_TOKEN";

const applicationSchema = z.object({ id: z.string(), name: z.string() });
const gatewaySchema = z.object({ session_start_limit: z.object({ remaining: z.number(), total: z.number() }) });

/** The address that lets the bot in. Throws an OperatorError where Discord does not tell the application's id. */
export async function invite(access: Access): Promise<string> {
  return withRest(access, async (rest) => {
    try {
      const { id } = applicationSchema.parse(await rest.get(Routes.oauth2CurrentApplication()));
      const query = new URLSearchParams({
        client_id: id,
        permissions: String(permissionBits),
        scope: scopes.join(" "),
      });
      return `https://discord.com/oauth2/authorize?${query.toString()}`;
    } catch (error) {
      throw new OperatorError(
        "discord_unreachable",
        `Discord did not say which application DISCORD_TOKEN belongs to (${reasonOf(error)}): ${tokenFix}`,
        { exitCode: 1, cause: error },
      );
    }
  });
}

/** Token, gateway and commands, each asked of Discord. Never throws. */
export async function check(access: Access): Promise<Check[]> {
  return withRest(access, async (rest) => {
    const token = await checked("Discord token", tokenFix, async () => {
      const { id, name } = applicationSchema.parse(await rest.get(Routes.oauth2CurrentApplication()));
      return { ok: true, detail: name, id };
    });
    const gateway = await checked(
      "Discord gateway",
      "see discordstatus.com, and whether a proxy is in the way",
      async () => {
        const { remaining, total } = gatewaySchema.parse(await rest.get(Routes.gatewayBot())).session_start_limit;
        return { ok: remaining > 0, detail: `${remaining} of ${total} connections left today` };
      },
    );
    const registered = await checked("Discord commands", "start the service once: it registers them", async () => {
      const id = "id" in token ? token.id : undefined;
      if (id === undefined) return { ok: false, detail: "not asked without a token" };
      const ok = isRegistered(await rest.get(Routes.applicationCommands(id)), registration(commands));
      return { ok, detail: ok ? "registered" : "Discord knows others" };
    });
    return [token, gateway, registered].map(({ name, ok, detail, fix }) => ({ name, ok, detail, ...(!ok && { fix }) }));
  });
}

interface ApplicationCheck {
  readonly ok: boolean;
  readonly detail: string;
  readonly id?: string;
}

async function checked(
  name: string,
  fix: string,
  ask: () => Promise<ApplicationCheck>,
): Promise<ApplicationCheck & { readonly name: string; readonly fix: string }> {
  try {
    return { name, fix, ...(await ask()) };
  } catch (error) {
    return { name, fix, ok: false, detail: reasonOf(error) };
  }
}

async function withRest<T>(access: Access, use: (rest: REST) => Promise<T>): Promise<T> {
  const rest = openRest(access, { retries: 1 });
  try {
    return await use(rest);
  } finally {
    closeRest(rest);
  }
}

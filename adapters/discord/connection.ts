import { Client, Events, GatewayCloseCodes, GatewayIntentBits, Options, Partials } from "discord.js";
import { errorCode, OperatorError } from "#src/errors.ts";
import type { Log } from "#src/log.ts";
import { tokenFix } from "./application.ts";
import { reasonOf } from "./errors.ts";
import { closeRest, type Access } from "./rest.ts";

interface ConnectionOptions extends Access {
  readonly log: Log;
  /** Discord has ended a connection that stood, for good. */
  readonly lost: (error: OperatorError) => void;
  /** Gives the connection up while it is being made: rejects. */
  readonly signal: AbortSignal;
}

/**
 * One connection to Discord, ready for use; the library keeps it by itself, resuming after each break. Rejects with an
 * OperatorError where the token is refused, with another error where Discord cannot be reached.
 */
export async function connect({ token, apiUrl, log, lost, signal }: ConnectionOptions): Promise<Client<true>> {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages],
    partials: [Partials.Channel],
    allowedMentions: { parse: [], repliedUser: false },
    shards: "auto",
    // No message is ever looked up again.
    makeCache: Options.cacheWithLimits({ ...Options.DefaultMakeCacheSettings, MessageManager: 0 }),
    rest: apiUrl === undefined ? {} : { api: apiUrl },
  });
  const closed = Promise.withResolvers<OperatorError>();
  client.on(Events.Error, (error) => log.error({ outcome: reasonOf(error) }, "discord client error"));
  client.on(Events.ShardError, (error, shard) => log.error({ shard, outcome: reasonOf(error) }, "discord connection"));
  client.on(Events.ShardReconnecting, (shard) => log.info({ shard }, "discord reconnects"));
  client.on(Events.ShardDisconnect, ({ code }) => closed.resolve(closedForGood(code)));
  // Before login: it may resolve after the client became ready.
  const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
  const givenUp = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(new Error("stopped")));
  });
  try {
    const loggedIn = login(client, token).then(() => ready);
    const connected = await Promise.race([loggedIn, closed.promise.then(refuse), givenUp]);
    void closed.promise.then((error) => {
      log.error({ code: error.code }, "discord ended the connection for good");
      lost(error);
    });
    return connected;
  } catch (error) {
    await disconnect(client);
    throw error;
  }
}

/** Closes the connection and everything that would hold the process open. */
export async function disconnect(client: Client): Promise<void> {
  await client.destroy();
  closeRest(client.rest);
}

async function login(client: Client, token: string): Promise<void> {
  try {
    await client.login(token);
  } catch (error) {
    throw errorCode(error) === "TokenInvalid" ? tokenRefused(error) : error;
  }
}

function refuse(error: OperatorError): never {
  throw error;
}

function closedForGood(code: number): OperatorError {
  if (code === Number(GatewayCloseCodes.AuthenticationFailed)) return tokenRefused(undefined);
  return new OperatorError("discord_closed", `Discord ended the connection for good (close code ${code})`, {
    exitCode: 1,
  });
}

function tokenRefused(cause: unknown): OperatorError {
  return new OperatorError("discord_token_refused", `Discord refuses DISCORD_TOKEN: ${tokenFix}`, { cause });
}

import { once } from "node:events";
import {
  Client,
  Events,
  GatewayIntentBits,
  Partials,
  type ClientEvents,
  type RESTOptions,
  type WebSocketOptions,
} from "discord.js";
import type { FakeDiscord } from "./discord.ts";

/** Real discord.js clients on a fake, destroyed together before the fake stops. */
export function realClients() {
  const all: Client[] = [];
  return {
    async login(
      discord: FakeDiscord,
      rest: Partial<RESTOptions> = {},
      ws: WebSocketOptions = {},
    ): Promise<Client<true>> {
      const client = new Client({
        intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages],
        partials: [Partials.Channel],
        allowedMentions: { parse: [] },
        enforceNonce: true,
        rest: { api: discord.apiUrl, ...rest },
        ws,
      });
      all.push(client);
      // Before login: ready may come first.
      const ready = once(client, Events.ClientReady);
      await client.login(discord.token);
      await ready;
      return client as Client<true>;
    },
    async destroy(): Promise<void> {
      await Promise.all(all.splice(0).map((client) => client.destroy()));
    },
  };
}

/** The next event of a client. */
export function heard<E extends keyof ClientEvents>(client: Client, event: E): Promise<ClientEvents[E]> {
  return once(client, event) as Promise<ClientEvents[E]>;
}

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FakeDiscord } from "./discord.ts";
import { startDiscord } from "./index.ts";
import { idOf, raw, type RawAnswer } from "./raw.ts";
import { BODY_REFUSALS } from "./refusals.ts";
import type { Target } from "./refusals/rule.ts";
import { FLAGS } from "./wire.ts";

describe.each([
  { name: "by hand and by Discord's description", usesOpenApi: true },
  { name: "by hand alone", usesOpenApi: false },
])("bodies checked $name", ({ usesOpenApi }) => {
  let discord: FakeDiscord;
  let nowMs = Date.UTC(2026, 0, 1);
  beforeAll(async () => {
    discord = await startDiscord({ now: () => nowMs, usesOpenApi });
  });
  afterAll(() => discord.stop());

  for (const { id, rule, source, code, to, over, within, needsOpenApi } of BODY_REFUSALS) {
    if (needsOpenApi && !usesOpenApi) continue;
    it(`${id}: ${rule} (${source})`, async () => {
      // Two days on: the commands created for the row before do not count.
      nowMs += 2 * 86_400_000;
      expect(await send(discord, to, over)).toMatchObject({ status: 400, code });
      const accepted = await send(discord, to, within);
      expect(accepted.status, JSON.stringify(accepted.body)).toBeLessThan(300);
    });
  }
});

/** Sends a body where the rule wants it, with all that must be there before. */
async function send(discord: FakeDiscord, to: Target, body: unknown): Promise<RawAnswer> {
  const { channel, guild } = discord.home;
  const commands = `/applications/${discord.applicationId}/commands`;
  switch (to) {
    case "message":
      return raw(discord, `POST /channels/${channel}/messages`, body);
    case "edit": {
      const before = { flags: FLAGS.COMPONENTS_V2, components: [{ type: 10, content: "before" }] };
      const id = idOf(await raw(discord, `POST /channels/${channel}/messages`, before));
      return raw(discord, `PATCH /channels/${channel}/messages/${id}`, body);
    }
    case "answer":
      await register(discord);
      discord.slash("papers", { query: "a" });
      return raw(discord, `POST ${callbackPath(discord)}`, body);
    case "choices":
      await register(discord);
      discord.autocomplete("papers", "query", "a");
      return raw(discord, `POST ${callbackPath(discord)}`, body);
    case "component answer": {
      const row = { type: 1, components: [{ type: 2, style: 1, label: "More", custom_id: "more" }] };
      const id = idOf(await raw(discord, `POST /channels/${channel}/messages`, { content: "a", components: [row] }));
      const message = discord.messages().find((one) => one.id === id);
      if (!message) throw new Error("the message was not posted");
      discord.press(message, "More");
      return raw(discord, `POST ${callbackPath(discord)}`, body);
    }
    case "commands":
      return raw(discord, `PUT ${commands}`, body);
    case "guild commands":
      return raw(discord, `PUT /applications/${discord.applicationId}/guilds/${guild}/commands`, body);
  }
}

async function register(discord: FakeDiscord): Promise<void> {
  const options = [{ type: 3, name: "query", description: "What", autocomplete: true }];
  const command = { name: "papers", description: "Papers", options };
  await raw(discord, `PUT /applications/${discord.applicationId}/commands`, [command]);
}

function callbackPath(discord: FakeDiscord): string {
  const { id, token } = discord.interactions.at(-1) ?? { id: "none", token: "none" };
  return `/interactions/${id}/${token}/callback`;
}

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { check } from "#adapters/discord/application.ts";
import { registration } from "#adapters/discord/registration.ts";
import { optional, required } from "#src/commands/argument.ts";
import { choice, integer, paper, words } from "#src/commands/arguments/index.ts";
import { command, commands, type Command } from "#src/commands/index.ts";
import { startDiscord } from "../../fakes/discord/index.ts";
import { openDiscord } from "./setup.ts";

const put = "PUT /applications/{application_id}/commands";

interface Option {
  readonly name: string;
  readonly description: string;
  readonly required?: boolean | undefined;
  readonly options?: readonly Option[];
  readonly choices?: readonly { readonly name: string; readonly value: string | number }[];
  readonly autocomplete?: boolean | undefined;
}

/** A declaration with these arguments and nothing else of interest. */
function declared(name: string, args: Command["args"], summary = "What it does"): Command {
  return {
    ...command({
      name,
      summary,
      examples: [name],
      args: {},
      run: async () => ({ blocks: [], outcome: "answered", summary: "" }),
    }),
    args,
  };
}

function expectWithinLimits(all: readonly Command[]): void {
  const registered = registration(all) as unknown as readonly Option[];
  const subcommands = registered[0]?.options ?? [];
  expect(subcommands.length).toBeLessThanOrEqual(25);
  let length = 0;
  const visit = (option: Option) => {
    expect(option.name).toMatch(/^[-_'\p{Ll}\p{Lo}\p{N}]{1,32}$/u);
    expect(option.description.length).toBeGreaterThanOrEqual(1);
    expect(option.description.length).toBeLessThanOrEqual(100);
    expect(option.options?.length ?? 0).toBeLessThanOrEqual(25);
    expect(option.choices?.length ?? 0).toBeLessThanOrEqual(25);
    expect((option.choices?.length ?? 0) > 0 && option.autocomplete === true).toBe(false);
    length += option.name.length + option.description.length;
    for (const { name, value } of option.choices ?? []) length += name.length + String(value).length;
    const order = (option.options ?? []).map((inner) => inner.required === true);
    expect(order).toEqual([...order].sort((a, b) => Number(b) - Number(a)));
    option.options?.forEach(visit);
  };
  registered.forEach(visit);
  expect(length).toBeLessThanOrEqual(8000);
}

describe("the registration", () => {
  it("of all commands keeps every limit", () => {
    expectWithinLimits(commands);
  });

  it("draws the parts of the daily post as options of one subcommand", () => {
    const subcommands = (registration(commands)[0]?.options ?? []) as readonly Option[];
    expect(subcommands.find(({ name }) => name === "daily")?.options?.map(({ name }) => name)).toEqual([
      "action",
      "at",
      "zone",
      "days",
      "count",
      "content",
      "nothing_new",
    ]);
  });

  it("is taken by Discord's own description", async () => {
    const discord = await startDiscord();
    expect(await putCommands(discord, registration(commands))).toBe(200);
    await discord.stop();
  });

  it("works in servers and in direct messages with the bot", () => {
    expect(registration(commands)[0]).toMatchObject({ name: "papers", contexts: [0, 1], integration_types: [0] });
  });

  it("draws each option from its declaration", () => {
    const one = declared("find", {
      limit: optional(integer({ min: 1, max: 10 }), "How many"),
      where: optional(choice(["here", "there"]), "Where"),
      query: required(words({ form: "QUERY", maxLength: 500 }), "What"),
      paper: required(paper(), "Which"),
    });
    expect(registration([one])[0]?.options).toEqual([
      {
        type: 1,
        name: "find",
        description: "What it does",
        options: [
          { type: 3, name: "query", description: "What", required: true, max_length: 500, autocomplete: true },
          { type: 3, name: "paper", description: "Which", required: true, autocomplete: true },
          { type: 4, name: "limit", description: "How many", min_value: 1, max_value: 10 },
          {
            type: 3,
            name: "where",
            description: "Where",
            choices: [
              { name: "here", value: "here" },
              { name: "there", value: "there" },
            ],
          },
        ],
      },
    ]);
  });

  it("says nothing of hidden arguments", () => {
    expect(JSON.stringify(registration(commands))).not.toContain('"page"');
  });

  it("suggests where there are more choices than Discord lists, and cuts what is too long", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.string({ minLength: 1, maxLength: 300 }), (count, summary) => {
        const values = Array.from({ length: count }, (_, at) => `value${at}`);
        expectWithinLimits([declared("many", { one: optional(choice(values), summary) }, summary)]);
      }),
    );
  });
});

describe("the commands on Discord", () => {
  it("are told once, and again only when they changed", async () => {
    const first = await openDiscord();
    const { discord } = first;
    const puts = () => discord.calls.filter(({ route }) => route === put).length;
    expect(puts()).toBe(1);
    await first.started.stop();
    await (await openDiscord({ fake: discord })).started.stop();
    expect(puts()).toBe(1);
    await putCommands(discord, registration(commands.slice(0, 2)));
    const third = await openDiscord({ fake: discord });
    expect(puts()).toBe(3);
    await third.close();
  });

  it("stay as they were where they cannot be told, and the bot answers all the same", async () => {
    const fake = await startDiscord();
    fake.fail(put, { kind: "refusal", code: 30034 });
    const { discord, close } = await openDiscord({ fake });
    const checks = await check({ token: discord.token, apiUrl: discord.apiUrl });
    expect(checks.find(({ name }) => name === "Discord commands")?.ok).toBe(false);
    await discord.mention("about").answer();
    await close();
  });
});

async function putCommands(discord: Awaited<ReturnType<typeof startDiscord>>, body: object): Promise<number> {
  const { status } = await fetch(`${discord.apiUrl}/v10/applications/${discord.applicationId}/commands`, {
    method: "PUT",
    headers: {
      "content-type": "application/json",
      "user-agent": "DiscordBot (test, 1)",
      authorization: `Bot ${discord.token}`,
    },
    body: JSON.stringify(body),
  });
  return status;
}

import { expect } from "vitest";
import { idOf, raw } from "../raw.ts";
import type { StateRuleId } from "../refusals/states.ts";
import { answer, expectAccepted, expectRefused, register, webhook, type Case } from "./case.ts";

const SAY = { type: 4, data: { content: "a" } };
const FORM = {
  type: 9,
  data: {
    custom_id: "form",
    title: "Form",
    components: [{ type: 18, label: "Topic", component: { type: 4, custom_id: "topic", style: 1 } }],
  },
};

export const interactionCases = {
  "answer-late": async ({ discord, pass }, code) => {
    await register(discord);
    discord.slash("papers");
    pass(3_000);
    expectAccepted(await answer(discord, SAY));
    discord.slash("papers");
    pass(3_001);
    expectRefused(await answer(discord, SAY), code, 404);
    expectRefused(await raw(discord, `POST ${webhook(discord)}`, { content: "a" }), 10015, 404);
  },
  "answer-unknown": async ({ discord }, code) => {
    expectRefused(await answer(discord, SAY), code, 404);
    await register(discord);
    discord.slash("papers");
    const id = discord.interactions[0]?.id ?? "";
    expectRefused(await raw(discord, `POST /interactions/${id}/wrong/callback`, SAY), code, 404);
  },
  "answer-twice": async ({ discord, pass }, code) => {
    await register(discord);
    discord.slash("papers");
    expectAccepted(await answer(discord, SAY));
    pass(10_000);
    expectRefused(await answer(discord, SAY), code, 400);
  },
  "follow-up-first": async ({ discord }, code) => {
    await register(discord);
    discord.slash("papers");
    expectRefused(await raw(discord, `POST ${webhook(discord)}`, { content: "a" }), code, 404);
    await answer(discord, SAY);
    expectAccepted(await raw(discord, `POST ${webhook(discord)}`, { content: "a" }));
  },
  "follow-up-late": async ({ discord, pass }, code) => {
    await register(discord);
    discord.slash("papers");
    await answer(discord, { type: 5 });
    pass(15 * 60_000);
    expectAccepted(await raw(discord, `PATCH ${webhook(discord)}/messages/@original`, { content: "a" }));
    pass(1);
    expectRefused(await raw(discord, `PATCH ${webhook(discord)}/messages/@original`, { content: "a" }), code, 401);
  },
  "modal-from-modal": async ({ discord }, code) => {
    await register(discord);
    const asked = discord.slash("papers");
    expectAccepted(await answer(discord, FORM));
    discord.submitModal(await asked.modal(), { topic: "adapters" });
    expectRefused(await answer(discord, FORM), code, 400);
    expectAccepted(await answer(discord, SAY));
  },
  ephemeral: async ({ discord }, code) => {
    await register(discord);
    const asked = discord.slash("papers");
    await answer(discord, { type: 4, data: { content: "a", flags: 64 } });
    const { id } = await asked.answer();
    const { channel, user } = discord.home;
    expect(discord.messages()).toEqual([]);
    expect(discord.messages(channel, user)).toMatchObject([{ id, content: "a" }]);
    expect((await raw(discord, `GET /channels/${channel}/messages`)).body).toEqual([]);
    expectRefused(await raw(discord, `GET /channels/${channel}/messages/${id}`), code, 404);
    expectRefused(await raw(discord, `PATCH /channels/${channel}/messages/${id}`, { content: "b" }), code, 404);
    expectAccepted(await raw(discord, `PATCH ${webhook(discord)}/messages/@original`, { content: "b" }));
    expect(discord.messages(channel, user)).toMatchObject([{ id, content: "b", flags: 64 }]);
  },
  original: async ({ discord }) => {
    await register(discord);
    discord.slash("papers");
    const first = await answer(discord, SAY, "?with_response=true");
    expect(first).toMatchObject({ status: 200, body: { resource: { type: 4, message: { content: "a" } } } });
    const edited = await raw(discord, `PATCH ${webhook(discord)}/messages/%40original`, { content: "b" });
    expect(edited).toMatchObject({
      status: 200,
      body: { content: "b", id: idOf({ ...first, body: discord.messages()[0] }) },
    });
    expect((await raw(discord, `DELETE ${webhook(discord)}/messages/%40original`)).status).toBe(204);
    expect(discord.messages()).toEqual([]);
  },
} satisfies Partial<Record<StateRuleId, Case>>;

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Bot, Request } from "#src/platform/index.ts";
import type { Reply } from "#src/reply/index.ts";
import type { Channel, User } from "../../fakes/slack/index.ts";
import { createTestBot } from "../../bot.ts";
import { seenIn } from "./seen.ts";
import { claimingOnce, openSlack, type OpenSlack } from "./setup.ts";

describe("what Slack tells of places and people", () => {
  const places: unknown[] = [];
  const moves: unknown[] = [];
  const requests: Request[] = [];
  let open: OpenSlack;
  beforeAll(async () => {
    const bot = claimingOnce(await createTestBot({ payloadLimit: 2000 }));
    const recording: Bot = {
      ...bot,
      handle: (request) => {
        requests.push(request);
        return bot.handle(request);
      },
      moved: async (...ids) => void moves.push(ids),
      joined: async (where): Promise<Reply | undefined> => {
        places.push(where);
        return bot.joined(where);
      },
    };
    open = await openSlack({ bot: recording });
  });
  afterAll(() => open.close());

  it("says the welcome once where it is let in, and nothing where somebody else is", async () => {
    const channel = open.slack.addChannel({ member: false });
    await open.slack
      .event("member_joined_channel", { user: "U0SOMEBODY", channel: channel.id, channel_type: "C" })
      .acked();
    const welcome = await open.slack.invite(channel).message();
    expect(seenIn(welcome.blocks).text).toContain("Hello, I am Paperboy");
    expect(open.slack.messages(channel)).toHaveLength(1);
    expect(places).toEqual([{ platform: "slack", workspace: open.slack.teamId, id: channel.id }]);
  });

  it("tells that a channel has another id now", async () => {
    const [from, to] = ["C0OLD", "C0NEW"];
    await open.slack.event("channel_id_changed", { old_channel_id: from, new_channel_id: to }).acked();
    const place = { platform: "slack", workspace: open.slack.teamId };
    await expect
      .poll(() => moves)
      .toEqual([
        [
          { ...place, id: from },
          { ...place, id: to },
        ],
      ]);
  });

  async function asker(by: { user: User; channel: Channel }): Promise<Request["actor"]> {
    await open.slack.slash("help", by).message();
    const request = requests.at(-1);
    if (request === undefined) throw new Error("nothing was asked");
    return request.actor;
  }

  it("knows the asker's name and time zone, and asks Slack once", async () => {
    const user = open.slack.addUser({ name: "ada", tz: "Europe/Berlin" });
    const actor = await asker({ user, channel: open.slack.addChannel() });
    const before = open.slack.calls.filter(({ method }) => method === "users.info").length;
    expect(actor.id).toBe(user.id);
    expect(await actor.name()).toBe("ada");
    expect(await actor.timeZone()).toBe("Europe/Berlin");
    expect(await actor.isManager()).toBe(false);
    expect(open.slack.calls.filter(({ method }) => method === "users.info")).toHaveLength(before + 1);
  });

  it("knows a person's name whatever way they came, and says the id where Slack does not tell", async () => {
    const user = open.slack.addUser({ name: "ada" });
    await open.slack.mention("help", { user, channel: open.slack.addChannel() }).message();
    expect(await requests.at(-1)?.actor.name()).toBe("ada");
    await open.slack.directMessage("help", { user }).message();
    open.slack.fail("users.info", { kind: "error", code: "user_not_found" });
    expect(await requests.at(-1)?.actor.name()).toBe(user.id);
  });

  it("takes an admin of another company in a shared channel for no manager", async () => {
    const channel = open.slack.addChannel();
    const foreign = await asker({ user: open.slack.addUser({ team: "T0OTHER", isAdmin: true }), channel });
    expect(await foreign.isManager()).toBe(false);
    expect(await (await asker({ user: open.slack.addUser({ isAdmin: true }), channel })).isManager()).toBe(true);
  });

  it("does not know a time zone that Slack does not tell", async () => {
    const actor = await asker({ user: open.slack.addUser(), channel: open.slack.addChannel() });
    expect(await actor.timeZone()).toBeUndefined();
  });

  it.each([{ isAdmin: true }, { isOwner: true }])("counts %o as a manager", async (rank) => {
    const actor = await asker({ user: open.slack.addUser(rank), channel: open.slack.addChannel() });
    expect(await actor.isManager()).toBe(true);
  });

  it("counts a channel's creator as a manager, and everybody in their own conversation", async () => {
    const user = open.slack.addUser();
    const own = await asker({ user, channel: open.slack.addChannel({ creator: user.id }) });
    expect(await own.isManager()).toBe(true);
    const direct = await asker({ user, channel: open.slack.im(user) });
    expect(await direct.isManager()).toBe(true);
  });

  it("counts nobody as a manager while Slack does not tell", async () => {
    const actor = await asker({ user: open.slack.addUser({ isAdmin: true }), channel: open.slack.addChannel() });
    open.slack.fail("users.info", { kind: "status", status: 500 });
    expect(await actor.isManager()).toBe(false);
    open.slack.fail("users.info", { kind: "status", status: 500 });
    expect(await actor.timeZone()).toBeUndefined();
  });
});
